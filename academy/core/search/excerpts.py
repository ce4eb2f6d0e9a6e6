"""The part of a text in which the words stand together, with each of them marked."""

import re
from html import escape

from django.utils.safestring import SafeString, mark_safe

from academy.core.search.words import Term, terms

LENGTH = 240
SEARCHED = 200_000  # letters: the rest of a very long text is searched, but not shown
MOST_HITS = 400
STEM = re.compile(r"(?<=.{4})(ments?|ations?|ings?|ions?|ers?|ed|ies|es|s|y|e)$")


def excerpt(text: str, typed: str, *, length: int = LENGTH) -> SafeString:
    """Escaped, with `<mark>` around the words; the beginning of the text when they are not in it."""
    wanted, text = terms(typed), text[:SEARCHED]
    pattern = _pattern(wanted) if wanted else None
    hits = [hit for hit, _ in zip(pattern.finditer(text), range(MOST_HITS), strict=False)] if pattern else []
    start = _best_start(hits, length) if hits else 0
    start = _at_a_word(text, max(0, start - length // 6))
    end = start + length if start + length >= len(text) else _at_a_word(text, start + length, is_end=True)
    shown = [hit for hit in hits if hit.start() >= start and hit.end() <= end]
    return mark_safe(f"{'… ' if start else ''}{_marked(text, start, end, shown)}{' …' if end < len(text) else ''}")


def _pattern(wanted: list[Term]) -> re.Pattern[str]:
    """A group for each word, so that two different ones count for more than the same twice."""
    each = ("|".join(rf"{_beginning(one)}\w*" for one in term.spellings) for term in wanted)
    return re.compile(rf"\b(?:{'|'.join(f'({one})' for one in each)})", re.IGNORECASE)


def _beginning(spelling: str) -> str:
    """The stem; of two words side by side, with whatever people write between them."""
    *before, last = spelling.split()
    return r"[-‐‑'’\s]?".join([*before, STEM.sub("", last)])


def _best_start(hits: list[re.Match[str]], length: int) -> int:
    """Where the most different words stand within one length."""
    best, start = 0, hits[0].start()
    for place, first in enumerate(hits):
        near = {hit.lastindex for hit in hits[place : place + 30] if hit.end() <= first.start() + length}
        if len(near) > best:
            best, start = len(near), first.start()
    return start


def _at_a_word(text: str, place: int, *, is_end: bool = False) -> int:
    """Not in the middle of one: forward to the next at the start, back to the last at the end."""
    if place <= 0 or place >= len(text):
        return max(0, min(place, len(text)))
    found = text.rfind(" ", 0, place) if is_end else text.find(" ", place)
    return found + (not is_end) if found >= 0 and abs(found - place) < 40 else place


def _marked(text: str, start: int, end: int, hits: list[re.Match[str]]) -> str:
    out, at = [], start
    for hit in hits:
        out += [escape(text[at : hit.start()]), "<mark>", escape(hit.group()), "</mark>"]
        at = hit.end()
    return " ".join("".join([*out, escape(text[at:end])]).split())
