"""A small part of Markdown, and nothing else: paragraphs, lists, emphasis, links. What is typed as HTML stays text."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

ALLOWED = ["list", "emphasis", "link", "newline", "escape"]
ADDRESS = re.compile(r"(https?://[^\s/]|mailto:[^\s@]+@|tel:[+\d]|/(?![/\\])|#)", re.IGNORECASE)


class PageRenderer(RendererHTML):
    """With the classes of our pages. Links to other sites open where they stand, and learn nothing of where from."""

    def paragraph_open(self, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        return "" if tokens[at].hidden else '<p class="govuk-body">'

    def paragraph_close(self, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        return "" if tokens[at].hidden else "</p>\n"

    def bullet_list_open(self, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        return '<ul class="govuk-list govuk-list--bullet">\n'

    def ordered_list_open(self, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        return '<ol class="govuk-list govuk-list--number">\n'

    def link_open(self, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        tokens[at].attrSet("class", "govuk-link")
        if not str(tokens[at].attrGet("href")).startswith(("/", "#")):
            tokens[at].attrSet("rel", "noopener noreferrer")
        return self.renderToken(tokens, at, options, env)


def _reader() -> MarkdownIt:
    reader = MarkdownIt("zero", {"html": False, "linkify": False}, renderer_cls=PageRenderer).enable(ALLOWED)
    reader.validateLink = _may_lead_there  # type: ignore[method-assign, assignment]
    return reader


def _may_lead_there(address: str) -> bool:
    """To a web page, a mailbox or a telephone, or within the Academy: never to what a browser would run."""
    return bool(ADDRESS.match(address))


READER = _reader()


@lru_cache(maxsize=1024)
def shown(text: str) -> SafeString:
    return mark_safe(READER.render(text))  # every letter of the text went through the reader above
