"""Whether words look as if they name a child or a family, so that whoever writes them can look again.

A warning, never a refusal: it reads patterns, so it misses some and is wrong about some. It is told only to the writer,
before the words are kept, and what it found is written nowhere.
"""

import re
from collections.abc import Iterator
from functools import cache

from academy.core.identifying.births import BIRTHS
from academy.core.identifying.given_names import (
    also_words,
    family_names,
    has_shape,
    is_given,
    lines,
    names_and_words,
    no_names,
    of_the_work,
    places,
    plain,
)
from academy.core.identifying.numbers import MORE
from academy.core.identifying.patterns import (
    A_CHILD,
    CERTAIN,
    LEARNED_TITLE,
    NHS,
    PERHAPS,
    SCHOOL,
    SENTENCE_BEFORE,
    WHOSE_WORK,
    WORD,
    is_author,
)
from academy.core.identifying.strangers import strangers
from academy.core.identifying.wording import (
    A_DEED,
    A_DETERMINER,
    ABOUT,
    ALL_CAPITALS,
    AN_ARTICLE,
    ANY,
    CALLED_BY_TWO,
    DOES,
    DOTTED,
    DOTTED_LOWER,
    IN_A_TITLE,
    IN_CAPITALS,
    INITIALS,
    LISTED,
    LOWER,
    LOWER_INITIALS,
    SHORT_FORMS,
    TITLES,
    TWO_LETTERS,
    WHERE,
)

LONG_ENOUGH = 4
SHORT_NAMES = frozenset(
    ("amy", "ava", "ben", "dan", "eva", "ian", "joe", "kai", "kim", "lee", "leo", "mia", "sam", "tom", "zoe")
)


def looks_identifying(text: str) -> list[str]:
    """Why somebody could be told from these words, each with the words that say so. Empty when nothing is seen."""
    text = " ".join(text.replace("`", "’").split(" "))
    found: dict[str, str] = {}
    for reason, words in _seen(text):
        said = words.casefold()
        if not any(said in other or other in said for other in found):
            found[said] = f"{reason}: “{words}”"
    return list(found.values())


def _seen(text: str) -> Iterator[tuple[str, str]]:
    bare = _without_published(text.lower() if _is_shouted(text) else text)
    yield from _numbers(bare)
    for reason, pattern in PERHAPS:
        for match in pattern.finditer(bare):
            if _is_name(match.group("name")):
                yield reason, _short(match.group())
    yield from _given_names(bare)
    yield from _as_people_say(bare)
    yield from _initials(bare)
    yield from _schools(bare)
    yield from strangers(bare)


def _is_shouted(text: str) -> bool:
    """All in capitals, which then say nothing of what is a name."""
    return text.isupper() and len(re.findall(r"[A-Z]{3,}", text)) > 2


def _numbers(text: str) -> Iterator[tuple[str, str]]:
    for reason, pattern in CERTAIN:
        for match in pattern.finditer(text):
            if "name" not in pattern.groupindex or _is_name(match.group("name")):
                yield reason, _short(match.group())
    yield from _nhs_numbers(text)
    for reason, pattern in [*BIRTHS, *MORE]:
        yield from ((reason, _short(match.group())) for match in pattern.finditer(text))


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
        word, before = match.group(), text[max(match.start() - 60, 0) : match.start()]
        is_first = SENTENCE_BEFORE.search(before) is not None
        is_somebody = not is_first or word.endswith(("’s", "'s")) or DOES.match(text, match.end())
        seems = is_given(word) or (_is_also_word(word) and is_somebody)
        if (
            seems
            and not AN_ARTICLE.search(before)
            and not (_is_also_word(word) and IN_A_TITLE.search(before))
            and not (plain(word) in places() and WHERE.search(before))
            and not LEARNED_TITLE.search(before)
            and not is_author(text, match.end())
        ):
            yield "a name", word
    yield from (("a name", match.group()) for match in ALL_CAPITALS.finditer(text) if is_given(match.group()))
    for match in LOWER.finditer(text):
        before = text[max(match.start() - 12, 0) : match.start()]
        if _is_listed(match.group()) and not A_DETERMINER.search(before):
            yield "a name", match.group()


def _is_also_word(word: str) -> bool:
    return plain(word) in names_and_words()


def _as_people_say(text: str) -> Iterator[tuple[str, str]]:
    """“mum of kayden”, “known as Ziggy”, “the kowalczyk family”."""
    for reason, pattern in LISTED:
        for match in pattern.finditer(text):
            family = match.groupdict().get("family")
            seems = (
                _is_listed(match["name"]) if family is None else _is_of_a_family(family, text, match.start("family"))
            )
            if seems:
                yield reason, _short(match.group())
    for reason, pattern in ANY:
        for match in pattern.finditer(text):
            name = match.groupdict().get("name")
            if name is None or _is_no_word(name):
                yield reason, _short(match.group())
    for match in ABOUT.finditer(text):
        if _is_name(match["name"]) and plain(match["name"]) not in of_the_work() and not A_DEED.search(match["name"]):
            yield "a name", match["name"]
    for match in IN_CAPITALS.finditer(text):
        if any(_is_listed(match.group(part)) for part in ("one", "two")):
            yield "a name", match.group()


def _initials(text: str) -> Iterator[tuple[str, str]]:
    """Two letters that stand for somebody; those that stand for a thing are listed."""
    for match in INITIALS.finditer(text):
        if match.group().removesuffix("s").rstrip("’'") not in DOTTED:
            yield "initials", match.group()
    for match in LOWER_INITIALS.finditer(text):
        if match.group() not in DOTTED_LOWER:
            yield "initials", match.group()
    for pattern, known in ((TWO_LETTERS, SHORT_FORMS), (CALLED_BY_TWO, TITLES)):
        found = (match.group() for match in pattern.finditer(text))
        yield from (("initials", letters) for letters in found if letters[:2] not in known)


def _schools(text: str) -> Iterator[tuple[str, str]]:
    """A school by name says who a child is when the same sentence speaks of one."""
    for sentence in re.split(r"(?<=[.!?])\s", text):
        if A_CHILD.search(sentence):
            found = (match for match in SCHOOL.finditer(sentence) if any(map(_is_no_word, WORD.findall(match.group()))))
            yield from (("a school by name", match.group().strip()) for match in found)


def _is_name(word: str) -> bool:
    name = plain(word)
    return name not in no_names() and not any(part in no_names() for part in name.split("-"))


def _is_listed(word: str) -> bool:
    """With a capital any name will do; without one it must be long enough to be no slip."""
    if word[:1].isupper():
        return is_given(word) or _is_also_word(word)
    name = plain(word)
    return (len(name) >= LONG_ENOUGH or name in SHORT_NAMES) and (is_given(word) or is_given(word.partition("-")[0]))


def _is_no_word(word: str) -> bool:
    return _is_name(word) and (word[:1].isupper() or plain(word) not in also_words())


def _is_of_a_family(word: str, text: str, start: int) -> bool:
    """A family’s name: on the list; or with a capital in the middle of a sentence, and no word of ours."""
    name = plain(word)
    is_on_list = name in family_names() or name.removesuffix("s") in family_names() or has_shape(name)
    if is_on_list and _is_no_word(word):
        return True
    return word[:1].isupper() and _is_name(word) and not SENTENCE_BEFORE.search(text[max(start - 60, 0) : start])


def _without_published(text: str) -> str:
    """Whoever is known from a book or a published review is left out before names are looked for."""
    for pattern in (_published(), WHOSE_WORK):
        text = pattern.sub(lambda match: " " * len(match.group()), text)
    return text


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 60 else f"{words[:59]}…"


@cache
def _published() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, lines('published.txt')))})(?:[’']s)?\b", re.IGNORECASE)
