"""How many gaps, by organisation and by requirement, counted by the database in one go."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

from academy.needs.models import Requirement
from academy.needs.queries.gaps import posts_held
from academy.needs.queries.statement import Question, adapted
from academy.people.models import Organisation
from academy.people.scope import Viewer

# a gap is counted once for everybody, and once in each organisation that asks for it
COUNTS = """, gap_here AS MATERIALIZED (
  SELECT dated.*, row_number() OVER (
    PARTITION BY person_id, requirement_id, organisation_id ORDER BY due_on, spell_id) AS place
  FROM dated
)
SELECT 'organisation' AS what, post.organisation_id AS id, count(DISTINCT held.person_id) AS people,
  0 AS overdue_people, 0 AS gaps, 0 AS overdue
FROM held JOIN people_post post ON post.id = held.post_id GROUP BY post.organisation_id
UNION ALL
SELECT 'organisation', organisation_id, 0, count(DISTINCT CASE WHEN due_on < %s THEN person_id END),
  count(*), sum(CASE WHEN due_on < %s THEN 1 ELSE 0 END)
FROM gap_here WHERE place = 1 GROUP BY organisation_id
UNION ALL
SELECT 'requirement', requirement_id, count(DISTINCT person_id), 0, 0, 0 FROM asked GROUP BY requirement_id
UNION ALL
SELECT 'requirement', requirement_id, 0, sum(CASE WHEN due_on < %s THEN 1 ELSE 0 END),
  count(*), sum(CASE WHEN due_on < %s THEN 1 ELSE 0 END)
FROM gap WHERE place = 1 GROUP BY requirement_id
UNION ALL
SELECT 'everybody', 0, count(DISTINCT person_id), 0, 0, 0 FROM held
UNION ALL
SELECT 'asked', 0, count(DISTINCT person_id), 0, 0, 0 FROM asked
UNION ALL
SELECT 'everybody', 0, 0, count(DISTINCT CASE WHEN due_on < %s THEN person_id END),
  count(*), sum(CASE WHEN due_on < %s THEN 1 ELSE 0 END)
FROM gap WHERE place = 1
"""


@dataclass(frozen=True)
class Count:
    """People it is about, how many of them have something overdue, and the gaps themselves."""

    people: int = 0
    overdue_people: int = 0
    gaps: int = 0
    overdue: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(*(one + more for one, more in zip(asdict(self).values(), asdict(other).values(), strict=True)))


@dataclass(frozen=True)
class Counts:
    """`asked` are the people of whom anything is asked. Somebody with two employers counts once with each."""

    everybody: Count = Count()
    asked: int = 0
    organisations: dict[int, Count] = field(default_factory=dict)
    requirements: dict[int, Count] = field(default_factory=dict)

    def __add__(self, other: "Counts") -> "Counts":
        """For people counted in parts, as the snapshot does."""
        return Counts(
            self.everybody + other.everybody,
            self.asked + other.asked,
            _added(self.organisations, other.organisations),
            _added(self.requirements, other.requirements),
        )

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Counts":
        if not kept:
            return cls()
        organisations, requirements = (
            {int(pk): Count(**count) for pk, count in kept[name].items()} for name in ("organisations", "requirements")
        )
        return cls(Count(**kept["everybody"]), kept["asked"], organisations, requirements)


def gap_counts(
    viewer: Viewer, *, on: date, organisation: Organisation | None = None, requirement: Requirement | None = None
) -> Counts:
    """The same gaps that `gaps` lists."""
    return count(Question(posts_held(viewer, on=on, organisation=organisation), on, requirement=requirement))


def count(question: Question) -> Counts:
    today = adapted(question.on)
    try:
        sql, params = question.ask(COUNTS, *[today] * COUNTS.count("%s"))
    except EmptyResultSet:
        return Counts()
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows = cursor.fetchall()
    totals = _totals(rows)
    return Counts(
        totals.get(("everybody", 0), Count()),
        totals.get(("asked", 0), Count()).people,
        {pk: number for (what, pk), number in totals.items() if what == "organisation"},
        {pk: number for (what, pk), number in totals.items() if what == "requirement"},
    )


def _totals(rows: Iterable[tuple[Any, ...]]) -> dict[tuple[str, int], Count]:
    found: dict[tuple[str, int], Count] = {}
    for what, pk, *numbers in rows:
        found[what, pk] = found.get((what, pk), Count()) + Count(*(int(number or 0) for number in numbers))
    return found


def _added(one: dict[int, Count], other: dict[int, Count]) -> dict[int, Count]:
    return {pk: one.get(pk, Count()) + other.get(pk, Count()) for pk in sorted(one.keys() | other.keys())}
