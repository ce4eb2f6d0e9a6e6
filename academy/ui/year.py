"""The year as a thread: a knot for each thing learned, a ring for what is booked, dots for what is to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from academy.core.clock import months_after

from .dates import MONTHS

NAMES = [name[:3].capitalize() for name in MONTHS]


@dataclass(frozen=True)
class Label:
    x: int
    words: str


@dataclass(frozen=True)
class YearLine:
    """One width of the line; every x is a whole pixel."""

    css: str
    width: int
    today: int
    today_anchor: str
    knots: Sequence[int]
    rings: Sequence[int]
    months: Sequence[Label]


@dataclass(frozen=True)
class Year:
    says: str
    lines: Sequence[YearLine]


def year(starts_on: date, *, on: date, done: Sequence[date], booked: Sequence[date] = (), says: str) -> Year:
    """`says` is the sentence read out in place of the picture; the page has it in words above as well."""
    ends_on = months_after(starts_on, 12)
    return Year(says, [_line(starts_on, ends_on, on, done, booked, width) for width in (1070, 345)])


def _line(
    starts_on: date, ends_on: date, on: date, done: Sequence[date], booked: Sequence[date], width: int
) -> YearLine:
    def place(day: date) -> int:
        days = min(max((day - starts_on).days, 0), (ends_on - starts_on).days)
        return round(10 + (width - 20) * days / (ends_on - starts_on).days)

    is_wide = width > 400
    today, edge = place(on), 22 if is_wide else 34
    anchor = "end" if today > width - edge else "start" if today < edge else "middle"
    return YearLine(
        css="wide" if is_wide else "narrow",
        width=width,
        today=today,
        today_anchor=anchor,
        knots=sorted(place(day) for day in done if starts_on <= day < ends_on),
        rings=sorted(place(day) for day in booked if starts_on <= day < ends_on),
        months=_months(starts_on, width, every=1 if is_wide else 3),
    )


def _months(starts_on: date, width: int, *, every: int) -> list[Label]:
    apart = (width - 20) / 12
    names = [NAMES[(starts_on.month - 1 + number) % 12] for number in range(12)]
    return [Label(round(10 + apart * (number + 0.5)), names[number]) for number in range(0, 12, every)]
