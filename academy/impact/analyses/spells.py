"""Spells of work as a file has them: dates of start and end, how they ended, and the time that the record covers."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from academy.analysis.spells import Spell
from academy.impact.analyses.table import Table


@dataclass(frozen=True)
class Window:
    """The first and the last day of which the record knows."""

    opens: date
    closes: date


def spells_of(table: Table) -> list[Spell]:
    """A row a spell. Seen from `observed_from` to `observed_to` where the file says either, or else by its window.

    A file that says only how far people were followed followed them from their start.
    """
    people, started = table.names("worker", "person"), table.dates("start_date")
    ended = table.dates("end_date", "leave_date")
    table.refuse_where([start is None for start in started], "it is empty", of="start_date")
    backwards = [bool(start and end and end < start) for start, end in zip(started, ended, strict=True)]
    table.refuse_where(backwards, "A spell cannot end before it starts")
    window, says = window_of(table), "observed_from" in table or "observed_to" in table
    opens = table.dates("observed_from") if "observed_from" in table else [None if says else window.opens] * len(table)
    closes = table.dates("observed_to") if "observed_to" in table else [window.closes] * len(table)
    is_endless = [end is None and last is None for end, last in zip(ended, closes, strict=True)]
    table.refuse_where(is_endless, "Somebody still here needs an observed_to")
    return [
        Spell(person, start, end, observed_from=first, observed_to=last)
        for person, start, end, first, last in zip(people, started, ended, opens, closes, strict=True)
        if start is not None
    ]


def window_of(table: Table) -> Window:
    """Whole years to 30 September, from the year of the first end that the file knows to that of its last date.

    A yearly return sees whoever was in post when its first year began, and nobody who had left before.
    """
    started = [day for day in table.dates("start_date") if day]
    ended = [day for day in table.dates("end_date", "leave_date") if day]
    last = max([*started, *ended])
    first = min(ended, default=min(started))
    return Window(date(first.year - (first < date(first.year, 10, 1)), 10, 1),
                  date(last.year + (last > date(last.year, 9, 30)), 9, 30))  # fmt: skip


def days_seen(spells: list[Spell]) -> tuple[np.ndarray, np.ndarray]:
    """First and last day of each, as whole days since its own start."""
    return np.array([spell.entry_day for spell in spells]), np.array([spell.exit_day for spell in spells])
