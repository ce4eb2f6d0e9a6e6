"""How long each step of casework may take: dated rules, kept as data (`clocks.csv`).

The day after the first is day 1, and the last day counts. An authority's own rules, in a file of the same columns, come
before ours from the day they start.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from academy.core.clock import months_after
from academy.core.refusals import Refused
from academy.core.working_days import bank_holidays, is_known, working_days_after, working_days_between

OURS = Path(__file__).with_name("clocks.csv")
SURELY_OVER = 3  # so many days for a working day are more than any Christmas needs
UNITS = ("working days", "days", "months", "cases")


class WrongClock(Refused):
    """A rule that cannot be read."""


@dataclass(frozen=True)
class Clock:
    """One rule, from the day it starts until the next of its code does."""

    code: str
    title: str
    starts_on: date
    limit: int
    unit: str
    is_local: bool
    basis: str

    @property
    def words(self) -> str:
        return f"{self.limit} {self.unit.removesuffix('s') if self.limit == 1 else self.unit}"

    def last_day(self, start: date) -> date:
        if self.unit == "months":
            return months_after(start, self.limit)
        return working_days_after(start, self.limit) if self.unit == "working days" else start + self._days

    def is_kept(self, start: date, end: date) -> bool:
        if self.unit == "working days":
            return working_days_between(start, end) <= self.limit
        return end <= self.last_day(start)

    @property
    def _days(self) -> timedelta:
        return timedelta(days=self.limit)


@dataclass
class Clocks:
    """All rules, asked by what they are for and when it began. Days beyond the bank holidays we have are noted."""

    rules: tuple[Clock, ...]
    unknown: set[int] = field(default_factory=set)

    def rule(self, code: str, on: date) -> Clock:
        """The rule in force on the day; before the first of them, the first."""
        rules = [rule for rule in self.rules if rule.code == code]
        return max((rule for rule in rules if rule.starts_on <= on), key=_newest, default=min(rules, key=_newest))

    def kept(self, code: str, start: date, end: date) -> bool:
        rule = self.rule(code, start)
        if rule.unit == "working days":
            if (end - start).days > SURELY_OVER * rule.limit + SURELY_OVER:
                return False  # whatever the bank holidays
            self.unknown.update(day.year for day in (start, end) if not is_known(day))
        return rule.is_kept(start, end)

    def warnings(self) -> list[str]:
        if not self.unknown:
            return []
        years = sorted(day.year for day in bank_holidays())
        said = ", ".join(map(str, sorted(self.unknown)))
        return [f"We have the bank holidays of {years[0]} to {years[-1]}. In {said} only weekends are left out."]


def clocks(own: Path | None = None) -> Clocks:
    """Ours, and an authority's own where it has some."""
    rules = [*_read(OURS), *(_read(own) if own else [])]
    return Clocks(tuple(rules))


def in_force(rules: Iterable[Clock], on: date) -> list[Clock]:
    """One of each code, for a page that shows them."""
    newest: dict[str, Clock] = {}
    for rule in rules:
        if rule.starts_on <= on and (rule.code not in newest or rule.starts_on >= newest[rule.code].starts_on):
            newest[rule.code] = rule
    return list(newest.values())


def _newest(rule: Clock) -> date:
    return rule.starts_on


def _read(path: Path) -> list[Clock]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return [_clock(line) for line in csv.DictReader(lines)]
    except (OSError, KeyError, ValueError, AttributeError) as wrong:
        raise WrongClock(
            f"The rules for clocks in {path.name} cannot be read. See the reference on measures."
        ) from wrong


def _clock(line: dict[str, str]) -> Clock:
    if line["unit"] not in UNITS or int(line["limit"]) < 1:
        raise ValueError(line["unit"])
    return Clock(
        code=line["code"],
        title=line["title"],
        starts_on=date.fromisoformat(line["starts_on"]),
        limit=int(line["limit"]),
        unit=line["unit"],
        is_local=line["local"] == "yes",
        basis=line["basis"],
    )
