"""What people type is shown as a small part of Markdown. Whatever else it is, it is only text."""

import re

import pytest

from academy.elearning import markdown

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](JaVa&#115;cript:alert(1))",
    "[a](\tjavascript:alert(1))",
    "[a](java\nscript:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](vbscript:x)",
    "[a](//elsewhere.example/x)",
    "[a](/\\elsewhere.example)",
    "![a](https://elsewhere.example/x.png)",
    '[a](https://x.example/" onmouseover="alert(1))',
    '[a](https://x.example "title" onclick=alert(1))',
    "[<script>alert(1)</script>](https://x.example)",
    "[a][b]\n\n[b]: javascript:alert(1)",
    "`<script>alert(1)</script>`",
    "<https://x.example>",
    "**<b onclick=alert(1)>**",
    "- <iframe src=javascript:alert(1)>\n- <style>*{}</style>",
    "</p></div><form action=https://x.example><input name=password>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<!--><script>alert(1)</script>",
    "\\<script>alert(1)\\</script>",
]
MAY_STAND = re.compile(
    r'</?(p|ul|ol|li|strong|em|br)( class="[a-z -]+")?>'
    r'|<a href="(https?://|mailto:|tel:|/(?!/)|#)[^"<>\s]*"( title="[^"<>]*")?'
    r' class="govuk-link"( rel="noopener noreferrer")?>'
    r"|</a>|<br ?/?>"
)


def what_else(html: str) -> list[str]:
    """Tags that may not stand in a lesson."""
    return [tag for tag in re.findall(r"<[^>]*>?", html) if not MAY_STAND.fullmatch(tag)]


@pytest.mark.parametrize("typed", HOSTILE)
def test_nothing_hostile_becomes_more_than_text(typed):
    html = markdown.shown(typed)

    assert what_else(html) == []
    assert not re.search(r'href="\s*(javascript|data|vbscript)', html, re.IGNORECASE)


def test_deep_nesting_ends_soon():
    html = markdown.shown("- " * 400 + "x\n" + "**" * 3000 + "[" * 2000)

    assert what_else(html) == []


def test_with_raw_html_allowed_the_check_would_see_it(monkeypatch):
    open_reader = markdown._reader()
    open_reader.options["html"] = True
    open_reader.enable(["html_block", "html_inline"])
    monkeypatch.setattr(markdown, "READER", open_reader)
    markdown.shown.cache_clear()

    assert what_else(markdown.shown("<script>alert(1)</script>")) != []
    markdown.shown.cache_clear()


def test_with_any_address_allowed_the_check_would_see_it(monkeypatch):
    open_reader = markdown._reader()
    open_reader.validateLink = lambda address: True
    monkeypatch.setattr(markdown, "READER", open_reader)
    markdown.shown.cache_clear()

    assert what_else(markdown.shown("[a](javascript:alert(1))")) != []
    markdown.shown.cache_clear()


def test_what_is_allowed_is_shown():
    html = markdown.shown("One **bold** word.\n\n- [a link](https://weyshire.example/x)\n- second\n\n1. first")

    assert "<strong>bold</strong>" in html
    assert '<a href="https://weyshire.example/x" class="govuk-link" rel="noopener noreferrer">a link</a>' in html
    assert '<ul class="govuk-list govuk-list--bullet">' in html
    assert '<ol class="govuk-list govuk-list--number">' in html
