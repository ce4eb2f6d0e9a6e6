"""Whether words look as if they name a child or a family, so that whoever writes them can look again.

A warning, never a refusal: it reads patterns, so it misses some and is wrong about some. It is told only to the writer,
before the words are kept, and what it found is written nowhere.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from academy.core.identifying.patterns import (
    A_CHILD,
    CERTAIN,
    CITED,
    LEARNED_TITLE,
    NHS,
    PERHAPS,
    SCHOOL,
    SENTENCE_BEFORE,
    WORD,
)

FOLDER = Path(__file__).parent


def looks_identifying(text: str) -> list[str]:
    """Why somebody could be told from these words, each with the words that say so. Empty when nothing is seen."""
    text = " ".join(text.replace("`", "’").split(" "))
    found: dict[str, str] = {}
    for reason, words in _seen(text):
        found.setdefault(words.casefold(), f"{reason}: “{words}”")
    return list(found.values())


def _seen(text: str) -> Iterator[tuple[str, str]]:
    bare = _without_published(text)
    for reason, pattern in CERTAIN:
        yield from ((reason, _short(match.group())) for match in pattern.finditer(bare))
    yield from _nhs_numbers(bare)
    for reason, pattern in PERHAPS:
        for match in pattern.finditer(bare):
            if _is_name(match.group("name")):
                yield reason, _short(match.group())
    yield from _given_names(bare)
    yield from _schools(bare)


def _nhs_numbers(text: str) -> Iterator[tuple[str, str]]:
    """Ten digits of which the last checks the others: a phone or order number seldom does."""
    for match in NHS.finditer(text):
        digits = [int(digit) for digit in "".join(match.groups())]
        check = 11 - sum(digit * (10 - place) for place, digit in enumerate(digits[:9])) % 11
        if check % 11 == digits[9] and check != 10:
            yield "an NHS number", match.group()


def _given_names(text: str) -> Iterator[tuple[str, str]]:
    """A name that people give to children, wherever it stands; beside a title of the learned it is an author’s."""
    for match in WORD.finditer(text):
        word = match.group()
        plain = re.sub(r"[’']s?$", "", word).casefold()
        before = text[max(match.start() - 60, 0) : match.start()]
        is_given = plain in _given() or (plain in _words_too() and not SENTENCE_BEFORE.search(before))
        if is_given and not LEARNED_TITLE.search(before) and not _is_author(text, match.end()):
            yield "a name", word


def _is_author(text: str, end: int) -> bool:
    """Smith (2019), Smith et al., Smith’s theory: somebody who is cited."""
    return bool(CITED.match(text, end))


def _schools(text: str) -> Iterator[tuple[str, str]]:
    """A school by name says who a child is when the same sentence speaks of one."""
    for sentence in re.split(r"(?<=[.!?])\s", text):
        if A_CHILD.search(sentence):
            yield from (("a school by name", match.group().strip()) for match in SCHOOL.finditer(sentence))


def _is_name(word: str) -> bool:
    plain = re.sub(r"[’']s?$", "", word).casefold()
    return plain not in _no_names() and not any(part in _no_names() for part in plain.split("-"))


def _without_published(text: str) -> str:
    """Whoever is known from a book or a published review is left out before names are looked for."""
    return _published().sub(lambda match: " " * len(match.group()), text)


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 60 else f"{words[:59]}…"


@cache
def _given() -> frozenset[str]:
    return frozenset(_words("names.txt"))


@cache
def _words_too() -> frozenset[str]:
    return frozenset(_words("names_and_words.txt"))


@cache
def _no_names() -> frozenset[str]:
    return frozenset(_words("words.txt"))


@cache
def _published() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, _lines('published.txt')))})(?:[’']s)?\b", re.IGNORECASE)


def _words(name: str) -> list[str]:
    return [word for line in _lines(name) for word in line.split()]


def _lines(name: str) -> list[str]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]
