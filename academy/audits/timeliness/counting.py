"""All measures counted from one workbook. A measure that cannot be counted says why."""

from dataclasses import dataclass
from datetime import date

from academy.audits.annex_a import Workbook, lists
from academy.audits.rules.clocks import Clocks
from academy.audits.timeliness.asked import Asked
from academy.audits.timeliness.catalogue import MEASURES
from academy.audits.timeliness.measure import Measure
from academy.audits.timeliness.sources import FromAgency, by_agency

IN_PLACE_OF = {"born_on": "age"}  # where the one is missing, the other will do


@dataclass(frozen=True)
class Counted:
    """`numerator` is None when the measure could not be counted, and `reason` says why."""

    measure: Measure
    numerator: int | None
    denominator: int | None
    reason: str = ""

    @property
    def value(self) -> float | None:
        """A share from 0 to 1; a count as it is. Nothing of nobody is nothing."""
        if self.numerator is None or not self.denominator:
            return None
        return self.numerator if self.measure.unit == "count" else self.numerator / self.denominator


@dataclass(frozen=True)
class Timeliness:
    """What one workbook says on a day. Nothing in it is about one child."""

    on: date
    lists: dict[str, int]
    unreadable: list[str]
    warnings: list[str]
    measures: list[Counted]
    sources: list[FromAgency]


def timeliness(book: Workbook, *, on: date, clocks: Clocks) -> Timeliness:
    asked = Asked(book, on, clocks)
    measures = [_counted(one, asked) for one in MEASURES]
    sources = by_agency(asked)
    rows = {name: len(found) for name, found in book.lists.items()}
    warnings = [*_to_come(asked), *clocks.warnings()]
    return Timeliness(on, rows, list(book.unreadable), warnings, measures, sources)


def _counted(one: Measure, asked: Asked) -> Counted:
    if missing := _missing(one, asked.book):
        return Counted(one, None, None, missing)
    found = one.count(asked)
    if not isinstance(found, tuple):
        met = list(found)
        found = sum(met), len(met)
    numerator, denominator = found
    reason = "" if denominator else "The lists have nobody of whom to count it on that day."
    return Counted(one, numerator, denominator, reason)


def _missing(one: Measure, book: Workbook) -> str:
    for name in one.lists:
        if name not in book.lists:
            return f"{name} ({lists()[name].title.lower()}) is not in the file."
        for column in one.columns(name):
            if not (book.has(name, column) or book.has(name, IN_PLACE_OF.get(column, column))):
                return f"{name} has no column “{lists()[name].columns[column].label}”."
        if one.told and book.lists[name] and all(row[one.told] is None for row in book.lists[name]):
            return f"{name} says nothing under “{lists()[name].columns[one.told].label}”."
    return ""


def _to_come(asked: Asked) -> list[str]:
    """Rows that begin after the day are left out, and told of: perhaps the day is the wrong one."""
    began = {"List 1": "contact_on", "List 3": "referred_on", "List 5": "strategy_on"}
    began |= dict.fromkeys(("List 4", "List 6", "List 7", "List 8"), "started_on")
    found = {
        name: sum(row[column] is not None and row[column] > asked.on for row in asked.book.lists[name])
        for name, column in began.items()
        if asked.book.has(name, column)
    }
    day = f"{asked.on:%-d %B %Y}"
    return [
        f"{name}: 1 row begins after {day} and was left out."
        if count == 1
        else f"{name}: {count:,} rows begin after {day} and were left out."
        for name, count in found.items()
        if count
    ]
