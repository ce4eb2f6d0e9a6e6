"""The documentation as pages: whole, joined up, and in need of no server."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from academy.config.documents import address, documents, read
from tests.config.commands import answer_of

pytestmark = pytest.mark.house


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("documentation")
    answer_of("gallery", "--out", str(out))
    return out


def links(html: str) -> set[str]:
    found = re.findall(r'(?:href|src|action)="([^"#?]*)', html)
    return {link for link in found if link and "://" not in link and not link.startswith("mailto:")}


def test_it_holds_every_document_and_the_gallery(built):
    pages = {str(file.relative_to(built)) for file in built.rglob("*.html")}

    assert pages == {document.name for document in documents()} | {"gallery.html"}


def test_everything_a_page_or_a_style_sheet_asks_for_lies_beside_it(built):
    pages = {file: links(file.read_text()) for file in built.rglob("*.html")}
    sheets = {file: set(re.findall(r'url\("?([^"):]+)"?\)', file.read_text())) for file in built.rglob("*.css")}

    missing = [
        (file.name, name)
        for file, names in (pages | sheets).items()
        for name in names
        if not (file.parent / unquote(name)).is_file()
    ]

    assert missing == []
    assert any(name.endswith(".woff2") for names in sheets.values() for name in names)


def test_the_gallery_shows_its_components_in_the_authoritys_colours(built):
    page = (built / "gallery.html").read_text()

    assert 'class="app-figure' in page
    assert "<svg" in page
    assert "--brand" in (built / "theme.css").read_text()
    assert ("<script" in page, "csrfmiddlewaretoken" in page) == (False, False)


def test_two_builds_are_the_same(built, tmp_path):
    answer_of("gallery", "--out", str(tmp_path))

    assert (tmp_path / "gallery.html").read_text() == (built / "gallery.html").read_text()


def test_the_answer_names_the_pages(tmp_path):
    answer, _ = answer_of("gallery", "--out", str(tmp_path))

    assert answer["out"] == str(tmp_path)
    assert {"index.html", "gallery.html", "reference/settings.html"} <= set(answer["pages"])


def test_a_document_has_a_title_a_sentence_and_a_body():
    found = read("# Settings\n\nWhat may\ndiffer.\n\n## More\n\nText.", "settings.html")

    assert (found.title, found.lede) == ("Settings", "What may differ.")
    assert found.body == '<h2 class="govuk-heading-m" id="more">More</h2>\n<p class="govuk-body">Text.</p>'


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("- one\n- two\n  lines", "<li>one</li><li>two lines</li></ul>"),
        ("1. one\n2. two", '<ol class="govuk-list govuk-list--number"><li>one</li><li>two</li></ol>'),
        ("    ./run demo\n\n    ./run test", "<code>./run demo\n\n./run test</code>"),
        ("| a | b |\n| --- | --- |\n| 1 | x\\|y |", '<td class="govuk-table__cell">x|y</td>'),
        ("**Book a place**, *never* `**so**`", "<b>Book a place</b>, <em>never</em> <code>**so**</code>"),
        ("[a guide](../guides/README.md#x)", '<a class="govuk-link" href="../guides/index.html#x">a guide</a>'),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ],
)
def test_what_is_written_is_shown(written, shown):
    assert shown in read(f"# Title\n\nLede.\n\n{written}").body


@pytest.mark.parametrize(
    ("link", "page"),
    [
        ("README.md", "index.html"),
        ("../architecture/README.md", "../architecture/index.html"),
        ("settings.md#mail", "settings.html#mail"),
        ("https://example.org/README.md", "https://example.org/README.md"),
        ("#top", "#top"),
    ],
)
def test_a_link_to_a_file_leads_to_its_page(link, page):
    assert address(link) == page
