"""How people and organisations are called, and when a name or a number is not to be had."""

import re

from academy.core.refusals import Refused

LETTERS = {
    "a": "ÀÁÂÃÄÅĀĂĄàáâãäåāăą", "ae": "Ææ", "c": "ÇĆČçćč", "d": "ÐĐĎðđď", "e": "ÈÉÊËĒĖĘĚèéêëēėęě", "g": "Ğğ",
    "i": "ÌÍÎÏĪİıìíîïī", "l": "Łł", "n": "ÑŃŇñńň", "o": "ÒÓÔÕÖØŌŐòóôõöøōő", "r": "Řř", "s": "ŚŞŠȘśşšș", "ss": "ß",
    "t": "ŢŤȚţťț", "u": "ÙÚÛÜŪŮŰùúûüūůű", "y": "ÝŸýÿ", "z": "ŹŻŽźżž", " ": "-", "": "'’",
}  # fmt: skip
TO_PLAIN = {ord(letter): plain for plain, letters in LETTERS.items() for letter in letters}
SWE_NUMBER = re.compile(r"[A-Z]{2}\d{1,10}")
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class NameMissing(Refused):
    """Nobody can be found again without a name or a registration number."""


class NumberTaken(Refused):
    """An e-mail address, registration number or staff number that is somebody's already."""


class NotANumber(Refused):
    """A registration number that Social Work England would not give out."""


class CodeTaken(Refused):
    """Another organisation has that short name."""


class NotACode(Refused):
    """A short name that cannot stand in an address."""


class TooDeep(Refused):
    """The way down from the top of the tree is longer than the tree can keep."""


class NameTaken(Refused):
    """Another team of the organisation has that name."""


def plain(words: str) -> str:
    """As people type when they search: Siân O’Neill-Łuczak is sian oneill luczak."""
    return words.translate(TO_PLAIN).lower()


def swe_number(typed: str) -> str | None:
    """Capitals and no spaces: `sw 12345` is SW12345. None when nothing was typed."""
    number = "".join(typed.split()).upper()
    if number and not SWE_NUMBER.fullmatch(number):
        raise NotANumber("A registration number is two letters and then digits, like SW12345", field="swe_number")
    return number or None


def code_of(name: str) -> str:
    """A short name made from a long one: "St Alda’s Primary" is st-aldas-primary."""
    return "-".join(re.findall(r"[a-z0-9]+", plain(name)))[:40].strip("-")


def is_code(code: str) -> bool:
    """Small letters only: on SQLite a branch is found without looking at capitals."""
    return bool(CODE.fullmatch(code))
