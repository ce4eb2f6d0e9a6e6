"""`academy gallery`: the documentation as pages that need no server, with the gallery of components among them."""

import re
import shutil
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.template.loader import render_to_string

from academy.config.documents import Document, documents, read
from academy.config.replies import reply
from academy.ui import gallery
from academy.ui.context import current_theme

INDEX = "index.html"
IN_A_STYLE_SHEET = re.compile(r'url\("?([^"):]+?)"?\)')
NEEDS_A_SERVER = re.compile(r'\s*<script[^>]*></script>|<input type="hidden" name="csrfmiddlewaretoken"[^>]*>')
OWN_ADDRESS = re.compile(r'((?:href|src|action)=")/([^"?]*)(?:\?[^"]*)?"')
OF_A_PAGE = (INDEX, "gallery.html", "theme.css")


class Command(BaseCommand):
    help = "Write the documentation, with the gallery of components, as pages that open without a server."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--out", type=Path, default=Path("docs/_build"), help="the folder to write to")
        parser.add_argument("--json", action="store_true", help="one JSON object of what was written")

    def handle(self, *, out: Path, **options: Any) -> None:
        call_command("collectstatic", interactive=False, verbosity=0)
        pages = {name: without_server(html, name) for name, html in written()}
        for name, html in pages.items():
            write(out / name, html)
        write(out / "theme.css", current_theme().as_css())
        for name in sorted(assets(pages.values())):
            copy(name, out)
        answer = {"out": str(out), "pages": sorted(pages)}
        reply(self, options, answer, f"{len(pages)} pages. Begin with {out / INDEX}")


def written() -> Iterator[tuple[str, str]]:
    found = {document.name: document for document in documents()}
    found.setdefault(INDEX, read("# The Children’s Workforce Academy", INDEX))
    yield from ((name, page(document)) for name, document in found.items())
    yield "gallery.html", gallery.as_file()


def page(document: Document) -> str:
    return render_to_string("config/document.html", {"document": document, "is_index": document.name == INDEX})


def without_server(html: str, name: str) -> str:
    """Every address is made from where the page is; what only a running Academy has leads nowhere."""
    up = "../" * name.count("/")

    def nearby(link: re.Match[str]) -> str:
        begins, path = link.groups()
        is_here = path in OF_A_PAGE or path.startswith("static/")
        return f'{begins}{up}{path or INDEX}"' if is_here or not path else f'{begins}#"'

    return OWN_ADDRESS.sub(nearby, NEEDS_A_SERVER.sub("", html))


def assets(pages: Any) -> set[str]:
    """The files that pages name, and those that their style sheets name in turn."""
    named = {name for html in pages for name in re.findall(r'"(?:\.\./)*static/([^"?]+)"', html)}
    for sheet in [name for name in named if name.endswith(".css")]:
        text = (settings.STATIC_ROOT / sheet).read_text(encoding="utf-8")
        named |= {str(Path(sheet).parent / name) for name in IN_A_STYLE_SHEET.findall(text)}
    return named


def copy(name: str, out: Path) -> None:
    target = out / "static" / name
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(settings.STATIC_ROOT / name, target)


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
