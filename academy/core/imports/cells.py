"""From the text of a cell to a value, or to a sentence that says what is wrong with it."""

import re
import unicodedata
from calendar import month_name, monthrange
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from academy.core.exports import FORMULA_STARTS
from academy.core.imports.spec import Column, Fault, Words, Wrong

NOT_SEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
FORBIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}  # control characters, marks that turn text round, halves of a character
AS_NUMBERS = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})")
AS_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
AS_WORDS = re.compile(r"(?:[a-z]+day,? )?(\d{1,2})(?:st|nd|rd|th)?[ \-/]?([a-z]{3,9})\.?,?[ \-/]?(\d{4}|\d{2})")
TIME_OF_DAY = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[ap]m|Z)?$", re.IGNORECASE)
EXCEL_DAY_NONE = date(1899, 12, 30)
EXCEL_DAYS = range(10_000, 80_000)  # 1927 to 2119, as Excel counts days
MONTHS = [name.lower() for name in month_name[1:]]
SHOWN = 60


def clean(cell: str) -> str:
    """The text people meant: no spaces around it, accents in one form, an export's own apostrophe taken off again."""
    text = cell.strip()
    if not text.isprintable() or not text.isascii():
        text = " ".join(unicodedata.normalize("NFC", text).translate(NOT_SEEN).split())
        if not text.isprintable() and any(unicodedata.category(letter) in FORBIDDEN for letter in text):
            raise Wrong("holds characters that cannot be seen. Type it again", code="control", stands_alone=True)
    if text[:1] == "'" and text[1:].startswith(FORMULA_STARTS):
        return text[1:]
    return text


def reader(column: Column, vocabulary: Words | None) -> Callable[[str], Any]:
    """Reads one column's cells. What it has read before it remembers: a file says the same few things over and over."""
    read = column.read or READERS[column.kind]
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
    if not text:
        return None
    if column.limit and len(text) > column.limit:
        words = f"is {len(text):,} characters long: the most is {column.limit}"
        raise Wrong(words, code="too-long", stands_alone=True)
    if vocabulary is None:
        return read(text)
    try:
        return vocabulary[text.casefold()]
    except KeyError:
        raise Wrong(f"“{shown(text)}” is not one we know", code=f"unknown-{column.name}", stands_alone=True) from None


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
    "too-long": "Shorten it",
}


def day(text: str) -> date:
    """31/12/2026, 2026-12-31, 31 Dec 2026 or the number Excel keeps for it: the day always comes before the month."""
    plain = " ".join(TIME_OF_DAY.sub("", text).lower().split())
    if found := AS_ISO.fullmatch(plain):
        year, month, number = map(int, found.groups())
    elif found := AS_NUMBERS.fullmatch(plain):
        number, month, year = int(found[1]), int(found[2]), _full_year(found[3])
    elif (found := AS_WORDS.fullmatch(plain)) and (named := _month(found[2])):
        number, month, year = int(found[1]), named, _full_year(found[3])
    elif plain.isascii() and plain.isdigit() and len(plain) == 5 and int(plain) in EXCEL_DAYS:
        return EXCEL_DAY_NONE + timedelta(days=int(plain))
    else:
        raise Wrong("that is not a date. Write it like 31/12/2026", code="date")
    return _on_the_calendar(year, month, number)


def _on_the_calendar(year: int, month: int, number: int) -> date:
    if not 1 <= month <= 12:
        raise Wrong("there are 12 months, and the day comes first", code="date")
    if year < 1:
        raise Wrong("there is no year 0", code="date")
    longest = monthrange(year, month)[1]
    if not 1 <= number <= longest:
        when = f" in {year}" if month == 2 else ""
        raise Wrong(f"{month_name[month]} has {longest} days{when}", code="date")
    return date(year, month, number)


def _month(word: str) -> int | None:
    word = "sep" if word == "sept" else word
    return next((number for number, name in enumerate(MONTHS, start=1) if name.startswith(word)), None)


def _full_year(digits: str) -> int:
    """Two figures are the nearest year that a working life can hold: 24 is 2024, 98 is 1998."""
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 50 else 1900)


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
    return " ".join(re.findall(r"\w+", spaced.replace("_", " ").casefold()))


def headings(columns: Sequence[Column]) -> frozenset[str]:
    """Every heading that the columns go by."""
    return frozenset(plain(word) for column in columns for word in (column.label, column.name, *column.synonyms))
