"""Who will need what in the year to come, by item and month: each person's next time, and the times after that."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

from academy.needs.queries.statement import BOOKED, Question, dialect

MONTHS = 12
OVERDUE = "overdue"  # in the place of a month: due before the day we look
# somebody asked twice for one item needs one place; what lasts half a year is needed twice in the year
DEMAND = """, repeats (number) AS (VALUES {repeats}),
first AS (
  SELECT gap.*, row_number() OVER (PARTITION BY person_id, item_id ORDER BY due_on, requirement_id) AS nth
  FROM gap WHERE place = 1 AND due_on IS NOT NULL
),
coming AS (
  SELECT gap.item_id, repeats.number, {booked} AS booked_at,
    CASE WHEN repeats.number = 0 THEN gap.due_on ELSE {again} END AS due_on
  FROM first gap JOIN repeats ON repeats.number = 0
    OR (gap.renewal_months > 0 AND gap.renewal_months * repeats.number <= {months})
  WHERE gap.nth = 1
)
SELECT item_id, CASE WHEN due_on < {on} THEN 'overdue' ELSE {month} END AS month, count(*),
  sum(CASE WHEN number = 0 AND booked_at IS NOT NULL THEN 1 ELSE 0 END)
FROM coming WHERE due_on < {end} GROUP BY 1, 2
"""


@dataclass(frozen=True)
class Wanted:
    """People who will need it, and how many of them have a place already."""

    people: int = 0
    booked: int = 0

    def __add__(self, other: "Wanted") -> "Wanted":
        return Wanted(self.people + other.people, self.booked + other.booked)

    @property
    def open(self) -> int:
        """Those who still need a place."""
        return self.people - self.booked


@dataclass(frozen=True)
class Demand:
    """By item, then by month (“2026-11”, or overdue)."""

    items: dict[int, dict[str, Wanted]] = field(default_factory=dict)

    def __add__(self, other: "Demand") -> "Demand":
        """For people counted in parts, as the snapshot does."""
        items = {pk: dict(months) for pk, months in self.items.items()}
        for pk, months in other.items.items():
            own = items.setdefault(pk, {})
            for month, wanted in months.items():
                own[month] = own.get(month, Wanted()) + wanted
        return Demand(items)

    def as_json(self) -> dict[str, Any]:
        return {
            str(pk): {month: [wanted.people, wanted.booked] for month, wanted in sorted(months.items())}
            for pk, months in sorted(self.items.items())
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Demand":
        return cls(
            {int(pk): {month: Wanted(*numbers) for month, numbers in months.items()} for pk, months in kept.items()}
        )


def months_from(on: date) -> list[str]:
    """The month of the day and the eleven after it."""
    first = on.year * 12 + on.month - 1
    return [f"{number // 12}-{number % 12 + 1:02}" for number in range(first, first + MONTHS)]


def end_of_demand(on: date) -> date:
    """The first day that is not looked at any more."""
    return date(on.year + 1, on.month, 1)


def count_demand(question: Question) -> Demand:
    """`question` looks as far ahead as the year goes: see `looking_a_year_ahead`."""
    words = dialect()
    on, end = f"'{question.on.isoformat()}'", f"'{end_of_demand(question.on).isoformat()}'"
    again = words["months_after"].replace("renewal_months", "(gap.renewal_months * repeats.number)")
    tail = DEMAND.format(
        repeats=", ".join(f"({number})" for number in range(MONTHS + 1)),
        booked=BOOKED,
        again=again.replace("last_on", f"{words['later']}(gap.due_on, {on})"),
        months=MONTHS,
        month=words["month"],
        on=on,
        end=end,
    )
    try:
        sql, params = question.ask(tail, *question.booked)
    except EmptyResultSet:
        return Demand()
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return _demand(cursor.fetchall())


def looking_a_year_ahead(on: date) -> int:
    """So many days."""
    return (end_of_demand(on) - on).days


def _demand(rows: Iterable[tuple[Any, ...]]) -> Demand:
    items: dict[int, dict[str, Wanted]] = {}
    for item_id, month, people, booked in rows:
        items.setdefault(item_id, {})[month] = Wanted(people, booked or 0)
    return Demand(items)
