"""What is fetched for the pages is complete, is free of what only GOV.UK may use, and goes into a built wheel."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from frontend import fetch
from tests.house.code import ROOT

pytestmark = pytest.mark.house


def unwanted_in(css: str, folder: Path) -> list[str]:
    """The typeface, the crest, and addresses of files that are not here."""
    addresses = [address.strip("\"' ") for address in re.findall(r"url\(([^)]*)\)", css)]
    missing = [one for one in addresses if not one.startswith("data:") and not (folder / one).is_file()]
    return re.findall(r"GDS Transport|crest|sourceMappingURL", css) + missing


def test_the_style_sheet_in_use_is_clean():
    css = (fetch.VENDOR / "govuk-frontend.min.css").read_text(encoding="utf-8")

    assert unwanted_in(css, fetch.VENDOR) == []
    assert (css.count("{"), len(css) > 100_000) == (css.count("}"), True)


def test_every_file_is_there():
    assert fetch.is_complete()


AS_IT_COMES = (
    '@charset "UTF-8";/*! Copyright */'
    '@font-face{font-family:GDS Transport;src:url(/assets/fonts/a.woff2) format("woff2")}'
    "a{color:red;font-family:GDS Transport,arial}"
    ".f:before{width:1px;background-image:url(/assets/images/govuk-crest.svg);color:red}"
    ".g{mask-image:url(/assets/images/govuk-crest.svg)}.h{background:url(data:image/png;base64,AAAA)}"
    "/*# sourceMappingURL=x.map */"
)


def test_a_style_sheet_as_it_comes_would_be_refused(tmp_path):
    assert unwanted_in(AS_IT_COMES, tmp_path) == [
        *("GDS Transport", "GDS Transport", "crest", "crest", "sourceMappingURL"),
        *("/assets/fonts/a.woff2", "/assets/images/govuk-crest.svg", "/assets/images/govuk-crest.svg"),
    ]


def test_cleaning_takes_out_only_what_must_go(tmp_path):
    css = fetch.clean_css(AS_IT_COMES)

    assert css == (
        '@charset "UTF-8";a{color:red;font-family:"Source Sans 3",arial}.f:before{width:1px;color:red}.g{}'
        ".h{background:url(data:image/png;base64,AAAA)}\n"
    )
    assert (unwanted_in(css, tmp_path), fetch.clean_css(css)) == ([], css)


def test_a_built_wheel_carries_the_assets(tmp_path):
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)

    (wheel,) = tmp_path.glob("*.whl")
    carried = set(zipfile.ZipFile(wheel).namelist())

    assert {f"academy/ui/static/ui/vendor/{name}" for name in fetch.FILES} <= carried
    assert "academy/config/settings.py" in carried
    assert [name for name in carried if not name.startswith(("academy/", "childrens_workforce_academy-"))] == []
