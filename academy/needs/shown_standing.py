"""What the pages show of how things stand on a day, and of what will be needed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from academy.core.exports import Column, Table
from academy.needs import queries
from academy.needs.models import Requirement, SnapshotDay
from academy.needs.queries import DemandLine, Standing
from academy.people.models import Person
from academy.people.scope import Viewer, visible

NAMED = 10  # of whom it is said what changed since


@dataclass(frozen=True)
class Written:
    """What was written down at the end of a day, beside what is worked out for it now."""

    people: int
    gaps: int
    overdue: int
    is_same: bool
    gone: list[str]
    come: list[str]


@dataclass(frozen=True)
class MonthRow:
    """A row of the file: one item in one month."""

    code: str
    title: str
    month: str
    people: int
    booked: int
    open: int
    places: int
    free: int


def when(on: date, today: date) -> str:
    return "past" if on < today else "to come" if on > today else "today"


def standing_rows(standing: Standing) -> list[dict[str, object]]:
    rows = [
        ("Asked of", _people(standing.count.people)),
        ("Up to date, or with time to do it", _people(standing.up_to_date)),
        ("Due soon", _people(standing.due)),
        ("Overdue", _people(standing.count.overdue)),
        ("Exempt", _people(standing.exempt) if standing.exempt else ""),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def written(viewer: Viewer, requirement: Requirement, standing: Standing, day: SnapshotDay) -> Written:
    count = queries.standing_written_down(day, requirement)
    gone, come = queries.people_changed_since(viewer, day, requirement)
    is_same = count == standing.count and not gone and not come
    return Written(count.people, count.gaps, count.overdue, is_same, _names(viewer, gone), _names(viewer, come))


def demand_table(lines: Sequence[DemandLine]) -> Table:
    """By quarters, so that it fits a page; the file has the months."""

    def people(first: int, last: int) -> Callable[[DemandLine], int]:
        return lambda line: sum(month.wanted.people for month in line.months[first:last])

    columns = [
        Column("item.title", "What", link=lambda line: reverse("demand-item", args=[line.item.pk]), is_row_header=True),
        Column("overdue", "Overdue now", kind=int, value=people(0, 1)),
        Column("first", "In 3 months", kind=int, value=people(1, 4)),
        Column("second", "In 4 to 6 months", kind=int, value=people(4, 7)),
        Column("rest", "In 7 to 12 months", kind=int, value=people(7, 13)),
        Column("booked", "Have a place", kind=int),
        Column("free", "Places free", kind=int, value=lambda line: "Own time" if line.is_own_time else line.free),
        Column("short", "Short by", kind=int),
    ]
    return Table("What will be needed", columns, lines)


def months_table(lines: Iterable[DemandLine], on: date) -> Table:
    """The file: a row for each item and month."""
    rows = [
        MonthRow(
            line.item.code,
            line.item.title,
            month_words(month.month),
            month.wanted.people,
            month.wanted.booked,
            month.wanted.open,
            month.places,
            month.free,
        )
        for line in lines
        for month in line.months
        if month.wanted.people or month.places
    ]
    columns = [
        Column("code", "Code"),
        Column("title", "What", is_row_header=True),
        Column("month", "Month"),
        Column("people", "People", kind=int),
        Column("booked", "Have a place", kind=int),
        Column("open", "Need a place", kind=int),
        Column("places", "Places planned", kind=int),
        Column("free", "Places free", kind=int),
    ]
    return Table(f"What will be needed from {on:%-d %B %Y}", columns, rows)


def item_table(line: DemandLine, on: date) -> Table:
    columns = [
        Column("month", "Month", value=lambda month: month_words(month.month), is_row_header=True),
        Column("people", "People", kind=int, value=lambda month: month.wanted.people),
        Column("booked", "Have a place", kind=int, value=lambda month: month.wanted.booked),
        Column("open", "Need a place", kind=int, value=lambda month: month.wanted.open),
    ]
    if not line.is_own_time:
        columns += [Column("places", "Places planned", kind=int), Column("free", "Places free", kind=int)]
    return Table(f"{line.item}: what will be needed", columns, list(line.months))


def month_words(month: str) -> str:
    if month == queries.OVERDUE:
        return "Overdue now"
    return f"{date.fromisoformat(f'{month}-01'):%B %Y}"


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number:,} people" if number else "Nobody"


def _names(viewer: Viewer, people: set[int]) -> list[str]:
    found = visible(viewer, Person).filter(pk__in=list(people)[:1000]).order_by("family_name", "given_name", "pk")
    names = [person.name for person in found[:NAMED]]
    more = len(people) - len(names)
    return [*names, f"{more:,} more"] if more > 0 else names
