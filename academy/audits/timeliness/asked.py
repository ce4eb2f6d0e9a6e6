"""What every count is taken from: the lists, the day, and the clocks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from academy.audits.annex_a import Row, Workbook, bare
from academy.audits.rules.clocks import Clocks
from academy.core.clock import months_after


@dataclass(frozen=True)
class Asked:
    book: Workbook
    on: date
    clocks: Clocks

    def rows(self, name: str, *, since: str) -> Iterator[Row]:
        """Those that had begun by the day; a row without its date, or with one still to come, is not counted."""
        return (row for row in self.book.lists[name] if row[since] is not None and row[since] <= self.on)

    def spans(self, name: str, start: str, end: str) -> Iterator[tuple[date, date]]:
        """Of what is done, when it began and ended. What is said to have ended before it began is not counted."""
        for row in self.rows(name, since=end):
            if row[start] is not None and row[start] <= row[end]:
                yield row[start], row[end]

    def still_open(self, name: str, *, since: str = "started_on", until: str) -> Iterator[Row]:
        return (row for row in self.rows(name, since=since) if not self.past(row.get(until)))

    def past(self, day: date | None) -> bool:
        return day is not None and day <= self.on

    def latest(self, row: Row, column: str) -> date | None:
        """A date that had come by the day."""
        found = row.get(column)
        return found if self.past(found) else None

    def is_in_time(self, clock: str, start: date) -> bool:
        """Whether what begins there may still run on the day."""
        return self.clocks.kept(clock, start, self.on)

    def age(self, row: Row) -> int | None:
        """On the day, by the date of birth; else as the list says."""
        born = row.get("born_on")
        if born is None or born > self.on:
            return row.get("age")
        return self.on.year - born.year - ((self.on.month, self.on.day) < (born.month, born.day))

    def has_lasted(self, start: date, clock: str) -> bool:
        return months_after(start, self.clocks.rule(clock, start).limit) <= self.on


def says(row: Row, column: str) -> str:
    """A code's words, without the letter before them, to be compared."""
    return bare(row.get(column) or "").casefold()
