"""Gaps counted, as tables: for those who may open each count, and for those who see counts and nothing behind them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from academy.analysis.disclosure import disclose
from academy.core.exports import Column, Status, Table
from academy.needs import queries, rules, shown
from academy.needs.models import GapSnapshot, SnapshotDay
from academy.people.models import Organisation


@dataclass(frozen=True)
class Line:
    """A row of counts: numbers, or "c" where one would tell of somebody. `late` are people, the rest are gaps."""

    name: str
    people: Any
    late: Any
    overdue: Any = None
    due: Any = None
    url: str = ""


def by_organisation(counts: queries.Counts, *, opens: bool) -> Table:
    """Each with its own people; what a row counts is what it opens to."""
    lines = [
        Line(
            organisation.name,
            count.people,
            count.overdue_people,
            count.overdue,
            count.gaps - count.overdue,
            f"{reverse('gaps-organisation', args=[organisation.pk])}?within={organisation.code}",
        )
        for organisation, count in _in_the_tree(counts)
    ]
    columns = [Column("people", "People", kind=int), Column("late", "People overdue", kind=int)]
    if opens:
        columns += [Column("overdue", "Things overdue", kind=int), Column("due", "Due soon", kind=int)]
    return _table("By organisation", columns, lines if opens else _disclosed(lines))


def by_requirement(counts: queries.Counts, *, opens: bool) -> Table:
    titles = queries.titles(counts.requirements)
    lines = [
        Line(
            titles[pk],
            count.people,
            count.overdue,
            due=count.gaps - count.overdue,
            url=reverse("gaps-requirement", args=[pk]),
        )
        for pk, count in counts.requirements.items()
        if pk in titles
    ]
    columns = [Column("people", "People asked", kind=int), Column("late", "Overdue", kind=int)]
    if not opens:  # by name, because the order of the counts would tell what is hidden
        return _table("By requirement", columns, _disclosed(sorted(lines, key=lambda line: line.name)))
    columns.append(Column("due", "Due soon", kind=int))
    return _table("By requirement", columns, sorted(lines, key=lambda line: (-line.late, line.name)))


def people_table(rows: QuerySet[GapSnapshot], day: SnapshotDay, *, caption: str) -> Table:
    """Who lacks one thing, as it stood when they were counted."""

    def status(gap: GapSnapshot) -> Status:
        # what is due later than soon was written down because it is a newcomer's first learning
        soon = gap.requirement.due_soon_days
        is_first_thing = gap.due_on > day.taken_on + timedelta(days=soon)
        state = rules.state(gap.due_on, on=day.taken_on, is_first_thing=is_first_thing, due_soon_days=soon)
        return shown.status(state, on=day.taken_on, due_on=gap.due_on)

    name = Column("person.name", "Name", link=_address, order_by="person__family_name", is_row_header=True)
    columns = [
        name,
        Column("organisation.name", "Organisation", order_by="organisation__name"),
        Column("status", "Status", value=status),
        Column("due_on", "Due", order_by="due_on"),
        Column("is_booked", "Booked"),
    ]
    return Table(caption, columns, rows)


def _in_the_tree(counts: queries.Counts) -> list[tuple[Organisation, queries.Count]]:
    """By name, each below what it is a part of."""
    organisations = {row.pk: row for row in Organisation.objects.all()}
    names = {row.code: row.name for row in organisations.values()}
    found = [(organisations[pk], count) for pk, count in counts.organisations.items() if pk in organisations]
    return sorted(found, key=lambda pair: [names[code] for code in pair[0].path.rstrip(".").split(".")])


def _disclosed(lines: Iterable[Line]) -> list[Line]:
    """Grouped counts only, none small enough to point at somebody, and none to open."""
    lines = list(lines)
    if not lines:
        return []
    grid = disclose([[line.late, line.people - line.late] for line in lines], column_totals=False)
    totals = grid.row_totals or ()
    return [Line(line.name, people, late) for line, (late, _), people in zip(lines, grid.cells, totals, strict=True)]


def _table(caption: str, columns: list[Column], lines: list[Line]) -> Table:
    return Table(caption, [Column("name", "Name", link="url", is_row_header=True), *columns], lines)


def _address(gap: GapSnapshot) -> str:
    return reverse("person-needs", args=[gap.person_id])
