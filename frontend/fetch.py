#!/usr/bin/env python3
"""Puts the style sheet, the script and the typefaces where the pages look for them.

The packages are named and pinned by package.json and package-lock.json beside this file. Nothing of theirs is kept in
the repository: npm fetches them, and the few files that are served are copied to academy/ui/static/ui/vendor. The style
sheet loses what only GOV.UK may use, its typeface and the royal crest, and every address of a file that is not here.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENDOR = HERE.parent / "academy" / "ui" / "static" / "ui" / "vendor"
SANS, SERIF, GOVUK = "@fontsource-variable/source-sans-3", "@fontsource-variable/source-serif-4", "govuk-frontend"
FILES = {
    "govuk-frontend.min.css": f"{GOVUK}/dist/govuk/govuk-frontend.min.css",
    "govuk-frontend.min.js": f"{GOVUK}/dist/govuk/govuk-frontend.min.js",
    "source-sans-3-latin-wght-normal.woff2": f"{SANS}/files/source-sans-3-latin-wght-normal.woff2",
    "source-sans-3-latin-wght-italic.woff2": f"{SANS}/files/source-sans-3-latin-wght-italic.woff2",
    "source-sans-3.licence.txt": f"{SANS}/LICENSE",
    "source-serif-4-latin-wght-normal.woff2": f"{SERIF}/files/source-serif-4-latin-wght-normal.woff2",
    "source-serif-4.licence.txt": f"{SERIF}/LICENSE",
}


def clean_css(css: str) -> str:
    """The style sheet without the GOV.UK typeface, the crest, its source map, and addresses of what is not here."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"@font-face\s*\{[^}]*\}", "", css)
    css = re.sub(r"[\w-]+:[^;{}]*url\((?!data:)[^)]*\)[^;{}]*;?", "", css)
    return re.sub(r"[\"']?GDS Transport[\"']?", '"Source Sans 3"', css).strip() + "\n"


def clean_js(script: str) -> str:
    """The script without its source map, which is not served."""
    return re.sub(r"//# sourceMappingURL=\S+\s*$", "", script)


def fetch(npm: str, into: Path) -> None:
    """The packages as pinned, each checked against its hash. Scripts of theirs are never run."""
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, into / name)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    command += ["--no-update-notifier", "--loglevel=error"]
    environment = {**os.environ, "PATH": f"{Path(npm).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    done = subprocess.run(command, cwd=into, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    if done.returncode:
        sys.exit(done.returncode)


def copy(packages: Path, vendor: Path) -> None:
    vendor.mkdir(parents=True, exist_ok=True)
    for name, source in FILES.items():
        shutil.copyfile(packages / source, vendor / name)
    for name, clean in (("govuk-frontend.min.css", clean_css), ("govuk-frontend.min.js", clean_js)):
        file = vendor / name
        file.write_text(clean(file.read_text(encoding="utf-8")), encoding="utf-8")


def is_complete(vendor: Path = VENDOR) -> bool:
    return all((vendor / name).is_file() for name in FILES)


def main() -> None:
    """fetch.py [NPM]: with the npm to use, or the one on the path."""
    npm = sys.argv[1] if len(sys.argv) > 1 else shutil.which("npm")
    if npm is None:
        raise SystemExit("There is no npm here. ./run setup finds or installs one.")
    build = HERE / "build"
    fetch(npm, build)
    copy(build / "node_modules", VENDOR)
    shutil.rmtree(build)


if __name__ == "__main__":
    main()
