"""From the text of a cell to a value, or to nothing. What a cell said is never told on: it may be about a child."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from academy.core.imports import BLANKS, Wrong
from academy.core.imports.cells import clean, number
from academy.core.imports.dates import day, has_month_first

CODE = re.compile(r"^[a-z]{1,2}\d?\)\s*", re.IGNORECASE)
YES = frozenset(("yes", "y", "true", "1", "t"))
NO = frozenset(("no", "n", "false", "0", "f"))
NO_DATES = frozenset((date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1), date(9999, 12, 31), date(1, 1, 1)))
NOT_SAID = BLANKS | {
    *(
        "unknown",
        "not known",
        "not recorded",
        "not stated",
        "tbc",
        "?",
        "nk",
        "n/k",
        "n/r",
        "#n/a",
        "no date",
        "nan",
        "nat",
    ),
    *("ongoing", "open", "still open", "current", "not yet", "not due", "pending", "n.a.", "–", "—"),
}


def bare(text: str) -> str:
    """Without the letter that stands before many answers: `a) Yes` is Yes."""
    return CODE.sub("", text).strip()


def answer(text: str) -> bool | None:
    """Yes or no. Whatever else was said, such as that nobody was offered anything, is neither."""
    first = re.split(r"[\s,;:(–-]", bare(text).casefold(), maxsplit=1)[0]
    return True if first in YES else False if first in NO else None


def reader(kind: str, cells: Sequence[str]) -> Callable[[str], Any]:
    """Reads a column’s cells. Raises Wrong for one that is not what the column holds."""
    if kind == "date":
        month_first = has_month_first(cells)
        return lambda text: _day(text, month_first=month_first)
    return {"number": _number, "answer": answer}.get(kind, str)


def value(read: Callable[[str], Any], cell: str) -> Any:
    text = clean(cell)
    if not text or (read is not answer and text.casefold() in NOT_SAID):
        return None
    return read(text)


def _day(text: str, *, month_first: bool) -> date | None:
    found = day(text, month_first=month_first)
    return None if found in NO_DATES else found


def _number(text: str) -> int:
    """Whole: an age of 6.1 years is 6, and “3 or more” is 3."""
    found = re.match(r"\d+(?:\.\d+)?", text)
    if found is None:
        raise Wrong("that is not a number", code="number")
    return int(number(found.group()))
