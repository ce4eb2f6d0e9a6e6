"""From the text of a cell to a value, or to a sentence that says what is wrong with it."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from academy.core.exports import FORMULA_STARTS
from academy.core.imports.dates import day
from academy.core.imports.spec import Column, Fault, Words, Wrong

NOT_SEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
FORBIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}  # control characters, marks that turn text round, halves of a character
ERRORS = frozenset(("#n/a", "#ref!", "#name?", "#value!", "#div/0!", "#null!", "#num!", "#spill!", "#calc!"))
SHOWN = 60
LONGEST = 2_000  # characters of a cell whose column does not say
LARGEST = 2**31 - 1


def clean(cell: str) -> str:
    """The text people meant: no spaces around it, accents in one form, an export's own apostrophe taken off again."""
    text = cell.strip()
    if not text.isprintable() or not text.isascii():
        text = " ".join(unicodedata.normalize("NFC", text).translate(NOT_SEEN).split())
        if not text.isprintable() and any(unicodedata.category(letter) in FORBIDDEN for letter in text):
            raise Wrong("holds characters that cannot be seen. Type it again", code="control", stands_alone=True)
    if text[:1] == "'" and (text[1:].startswith(FORMULA_STARTS) or text[1:2].isdigit()):
        return text[1:]
    return text


def reader(column: Column, vocabulary: Words | None, *, month_first: bool = False) -> Callable[[str], Any]:
    """Reads one column's cells. What it has read before it remembers: a file says the same few things over and over."""
    read = column.read or READERS[column.kind]
    if month_first:
        read = partial(day, month_first=True)
    seen: dict[str, Any] = {"": None}

    def value(cell: str) -> Any:
        if cell in seen:
            return seen[cell]
        try:
            found = _value(column, vocabulary, read, cell)
        except Wrong as wrong:
            found = fault(column, cell, wrong)
        if len(seen) < 100_000:
            seen[cell] = found
        return found

    return value


def _value(column: Column, vocabulary: Words | None, read: Callable[[str], Any], cell: str) -> Any:
    text = clean(cell)
    if not text or (text.casefold() in column.blanks and (vocabulary is None or text.casefold() not in vocabulary)):
        return None
    if text.casefold() in ERRORS:
        raise Wrong(f"is {text}, which Excel writes for a formula that failed", code="formula", stands_alone=True)
    limit = column.limit or LONGEST
    if len(text) > limit:
        raise Wrong(f"is {len(text):,} characters long: the most is {limit:,}", code="too-long", stands_alone=True)
    if vocabulary is None:
        return _read(read, text)
    for word in (text, *loosely(text)) if column.is_loose else (text,):
        if word.casefold() in vocabulary:
            return vocabulary[word.casefold()]
    raise Wrong(f"“{shown(text)}” is not one we know", code=f"unknown-{column.name}", stands_alone=True)


def _read(read: Callable[[str], Any], text: str) -> Any:
    """What a column’s own reading stumbles over, such as NaN, and what no column holds are faults of the cell too."""
    try:
        found = read(text)
    except Wrong:
        raise
    except (ArithmeticError, ValueError):
        raise Wrong("that cannot be read", code="number") from None
    if isinstance(found, int) and abs(found) > LARGEST:
        raise Wrong("that is not a number we can keep", code="number")
    return found


def loosely(text: str) -> list[str]:
    """The word in front of what some systems add to it: “Permanent - full time”, “Resignation (relocation)”."""
    return [part.strip() for part in (text.partition(" - ")[0], text.partition(" – ")[0], text.partition("(")[0])]


def fault(column: Column, cell: str, wrong: Wrong) -> Fault:
    words = f"{column.label} {wrong}" if wrong.stands_alone else f"{column.label} is {shown(cell.strip())}: {wrong}"
    advice = column.advice or ADVICE.get(wrong.code, "Correct the row")
    return Fault(wrong.code.replace("_", "-"), words, advice, column.name)


def shown(text: str) -> str:
    """Enough of a cell to know it again, with nothing in it that cannot be seen."""
    text = "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


ADVICE = {
    "date": "Correct the date",
    "number": "Correct the number",
    "control": "Type it again",
    "formula": "Put the value in its place",
    "too-long": "Shorten it",
}


def number(text: str) -> Decimal:
    plain = text.replace(" ", "").replace("£", "")
    plain = plain.replace(",", ".") if plain.count(",") == 1 and "." not in plain else plain.replace(",", "")
    try:
        found = Decimal(plain.removesuffix("%")) / (100 if plain.endswith("%") else 1)
    except InvalidOperation:
        raise Wrong("that is not a number", code="number") from None
    if not found.is_finite() or abs(found) >= 10**9:
        raise Wrong("that is not a number we can keep", code="number")
    return found


def whole_number(text: str) -> int:
    found = number(text)
    if found != found.to_integral_value():
        raise Wrong("that is not a whole number", code="number")
    return int(found)


READERS: dict[type, Callable[[str], Any]] = {str: str, date: day, Decimal: number, int: whole_number}


def plain(heading: str) -> str:
    """A heading as it is compared: `Start_Date *` is `start date`."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    return " ".join(re.findall(r"\w+", spaced.replace("_", " ").replace("%", " percent ").casefold()))


def headings(columns: Sequence[Column]) -> frozenset[str]:
    """Every heading that the columns go by."""
    return frozenset(plain(word) for column in columns for word in (column.label, column.name, *column.synonyms))
