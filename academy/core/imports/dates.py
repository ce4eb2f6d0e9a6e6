"""Dates as people, payrolls and spreadsheets write them. The day comes first, unless a whole column says otherwise."""

import re
from calendar import month_name, monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from academy.core.imports.spec import Wrong

AS_NUMBERS = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})")
AS_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|((?:19|20|21|47|99)\d\d)(\d\d)(\d\d)")
AS_WORDS = re.compile(
    r"(?:[a-z]{3,9},? )?(\d{1,2})(?:st|nd|rd|th)?(?: of )?[ \-/.]?([a-z]{3,9})\.?,?[ \-/]?(\d{4}|\d{2})"
)
AS_AMERICAN_WORDS = re.compile(r"(?:[a-z]{3,9}, )?([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
NO_DAY = re.compile(r"([a-z]{3,9})[ \-/.]?(\d{4}|\d{2})|\d{1,2}[/.\-]\d{4}")
AS_EXCEL = re.compile(r"(\d{5})(?:\.\d+)?")
TIME_OF_DAY = re.compile(
    r"(?:[ T]+|, ?)\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?: ?[ap]m)?(?: ?Z| ?[+-]\d{2}:?\d{2})?$", re.IGNORECASE
)
EXCEL_DAY_NONE = date(1899, 12, 30)
EXCEL_DAYS = range(10_000, 80_000)  # 1927 to 2119, as Excel counts days
MONTHS = [name.lower() for name in month_name[1:]]
NOT_A_DATE = "that is not a date. Write it like 31/12/2026"


def day(text: str, *, month_first: bool = False) -> date | None:
    """31/12/2026, 2026-12-31, 31 Dec 2026 or the number Excel keeps for it. None where a program writes “no date”."""
    plain = " ".join(TIME_OF_DAY.sub("", text).lower().split())
    if found := AS_ISO.fullmatch(plain):
        year, month, number = (int(part) for part in found.groups() if part is not None)
    elif found := AS_NUMBERS.fullmatch(plain):
        number, month, year = int(found[1]), int(found[2]), _full_year(found[3])
        if month_first:
            number, month = month, number
    elif (found := AS_WORDS.fullmatch(plain)) and (named := _month(found[2])):
        number, month, year = int(found[1]), named, _full_year(found[3])
    elif (found := AS_AMERICAN_WORDS.fullmatch(plain)) and (named := _month(found[1])):
        number, month, year = int(found[2]), named, int(found[3])
    elif (found := AS_EXCEL.fullmatch(plain)) and plain.isascii() and int(found[1]) in EXCEL_DAYS:
        return EXCEL_DAY_NONE + timedelta(days=int(found[1]))
    else:
        raise Wrong(_why_not(plain), code="date")
    if year == month == number == 0:
        return None
    return _on_the_calendar(year, month, number)


def has_month_first(cells: Iterable[str]) -> bool:
    """Whether a column is American throughout: several cells that can only be, and none that cannot."""
    american = 0
    for cell in set(cells):
        found = AS_NUMBERS.fullmatch(" ".join(TIME_OF_DAY.sub("", cell.strip()).split()))
        if found is None:
            continue
        first, second = int(found[1]), int(found[2])
        if first > 12:
            return False
        american += 12 < second <= 31
    return american >= 2


def _why_not(plain: str) -> str:
    found = NO_DAY.fullmatch(plain)
    if found is not None and (found[1] is None or _month(found[1])):
        return "the day is missing. Write it like 31/12/2026"
    return NOT_A_DATE


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
