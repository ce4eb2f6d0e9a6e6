"""Names that people give, of many origins: our own list, and those of the library that invents people for tests.

A name that is a word as well is told from the word by where it stands; see the lists beside this file.
"""

import importlib
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
ORIGINS = (
    *("az_AZ", "cs_CZ", "en", "en_GB", "en_IE", "en_IN", "en_KE", "en_NG", "en_PK", "en_US", "es_ES"),
    *("fr_DZ", "fr_FR", "ga_IE", "ha_NG", "hr_HR", "hu_HU", "ig_NG", "it_IT", "lt_LT", "lv_LV", "nl_NL"),
    *("pl_PL", "pt_PT", "ro_RO", "sk_SK", "sw", "tr_TR", "tw_GH", "vi_VN", "yo_NG", "zu_ZA"),
)
LATIN = re.compile(r"[a-z]{3,}(?:['-][a-z]+)*")
SHAPES = re.compile(  # how names of some languages begin or end
    r"oluwa\w+|olu[bdfkmstw]\w{2,}|abdul?\w+|abdi\w{2,}|m[ou]h?am+[ae]d\w*|chukwu\w+|nwa[cknz]\w+|"
    r"\w{3,}(?:preet|jeet|inder|winder|deep|jot|czyk|wicz|owsk[ia]|ewsk[ia]|enko|escu|oglu|shvili|opoulos)"
)


def plain(word: str) -> str:
    """Without accents, capitals and an s that says whose."""
    bare = re.sub(r"['’]s?$", "", word)
    if bare.isascii():
        return bare.casefold()
    bare = bare.translate(LETTERS)
    return unicodedata.normalize("NFKD", bare.replace("’", "'")).encode("ascii", "ignore").decode().casefold()


def is_given(word: str) -> bool:
    """Whether it is a name and nothing else: on a list, made as many are, or the first of a double one."""
    name = plain(word)
    if name in given() or has_shape(name):
        return True
    first, _, second = word.partition("-")
    return second[:1].isupper() and plain(first) in given() | also_words() and plain(second) not in of_the_work()


def has_shape(name: str) -> bool:
    return SHAPES.fullmatch(name) is not None


@cache
def given() -> frozenset[str]:
    return (frozenset(words("names.txt")) | _invented("first_names", ORIGINS)) - also_words() - no_names()


@cache
def names_and_words() -> frozenset[str]:
    return frozenset(words("names_and_words.txt"))


@cache
def also_words() -> frozenset[str]:
    return names_and_words() | _common()


@cache
def family_names() -> frozenset[str]:
    return (
        _invented("last_names", ("en_GB", "en_IE", "en_IN", "en_PK", "pl_PL", "pt_PT", "en_NG", "ro_RO")) - no_names()
    )


@cache
def no_names() -> frozenset[str]:
    return frozenset(words("words.txt"))


@cache
def of_the_work() -> frozenset[str]:
    """Words and places that have a capital now and then, and no person behind it; a few are names elsewhere."""
    return frozenset(words("of_the_work.txt")) | places()


@cache
def places() -> frozenset[str]:
    return frozenset(words("places.txt"))


@cache
def _common() -> frozenset[str]:
    """The library’s own list of common English words."""
    return frozenset(importlib.import_module("faker.providers.lorem.en_US").Provider.word_list)


def _invented(kind: str, origins: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name for origin in origins for name in _of_origin(kind, origin))


def _of_origin(kind: str, origin: str) -> Iterator[str]:
    provider = importlib.import_module(f"faker.providers.person.{origin}").Provider
    for attribute in dir(provider):
        found = getattr(provider, attribute)
        if attribute.startswith(kind) and not isinstance(found, property):
            yield from (name for said in found if LATIN.fullmatch(name := plain(said)))


def words(name: str) -> list[str]:
    return [word for line in lines(name) for word in line.split()]


def lines(name: str) -> list[str]:
    found = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in found if line.strip() and not line.startswith("#")]


LETTERS = str.maketrans({"Ł": "L", "ł": "l", "Ø": "O", "ø": "o", "Đ": "D", "đ": "d", "ß": "ss", "ı": "i"})
