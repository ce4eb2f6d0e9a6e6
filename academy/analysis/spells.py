"""Spells of work, as plain records and as arrays of whole days since each person's own start."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

FROM_THE_START = -1  # the first day seen of somebody watched since they started, so that day 0 counts too


@dataclass(frozen=True)
class Spell:
    """One person's time in one post, as far as the record sees it. ``ended_on`` is the first day not in post.

    ``observed_from`` is when the record begins to see people (None: before they started); ``observed_to`` is the date
    of the extract. ValueError for an end before the start, or an open spell without ``observed_to``.
    """

    person: str | int
    started_on: date
    ended_on: date | None
    observed_from: date | None = None
    observed_to: date | None = None

    def __post_init__(self) -> None:
        if self.ended_on is not None and self.ended_on < self.started_on:
            raise ValueError("A spell cannot end before it starts.")
        if self.ended_on is None and self.observed_to is None:
            raise ValueError("An open spell needs the date to which it was observed.")

    @property
    def last_seen_on(self) -> date:
        return min(day for day in (self.ended_on, self.observed_to) if day is not None)

    @property
    def is_left(self) -> bool:
        """An end after the extract is a plan, not yet an exit."""
        return self.ended_on == self.last_seen_on

    @property
    def entry_day(self) -> int:
        if self.observed_from is None or self.observed_from <= self.started_on:
            return FROM_THE_START
        return (self.observed_from - self.started_on).days

    @property
    def exit_day(self) -> int:
        return (self.last_seen_on - self.started_on).days

    @property
    def is_seen(self) -> bool:
        """A spell over before the record begins, or begun after it ends, was never observed."""
        return self.exit_day > self.entry_day


@dataclass(frozen=True, eq=False)
class Days:
    """Four arrays, one place a spell: day first seen, day last seen, whether they left that day, and whose it is."""

    entry: np.ndarray
    exit: np.ndarray
    left: np.ndarray
    person: np.ndarray

    def __len__(self) -> int:
        return len(self.left)

    @property
    def people(self) -> int:
        return len(np.unique(self.person))

    @property
    def is_delayed(self) -> np.ndarray:
        """Whose spell had begun before the record could see it."""
        return self.entry > FROM_THE_START

    def beyond(self, day: int) -> Days:
        """Only those still seen after that day, and only from that day on."""
        rows = self.exit > day
        return Days(np.maximum(self.entry[rows], day), self.exit[rows], self.left[rows], self.person[rows])


def days_of(spells: Iterable[Spell]) -> Days:
    """The observed spells as arrays; those the record never saw are left out."""
    seen = [spell for spell in spells if spell.is_seen]
    numbers: dict[str | int, int] = {}
    return Days(
        np.array([spell.entry_day for spell in seen], dtype=np.intp),
        np.array([spell.exit_day for spell in seen], dtype=np.intp),
        np.array([spell.is_left for spell in seen], dtype=bool),
        np.array([numbers.setdefault(spell.person, len(numbers)) for spell in seen], dtype=np.intp),
    )


def intakes(spells: Iterable[Spell], *, year_starts: tuple[int, int] = (1, 1)) -> dict[int, tuple[Spell, ...]]:
    """Spells by the year they started in, earliest first; a year is named for the calendar year in which it begins."""
    by_year: dict[int, list[Spell]] = {}
    for spell in spells:
        started = spell.started_on
        year = started.year - ((started.month, started.day) < year_starts)
        by_year.setdefault(year, []).append(spell)
    return {year: tuple(by_year[year]) for year in sorted(by_year)}


def shared_horizon(*groups: Iterable[Spell]) -> int | None:
    """The most days for which everyone in every group could be followed: compare intakes there, or nearer.

    None when no spell says how far it was observed.
    """
    days = [(spell.observed_to - spell.started_on).days for group in groups for spell in group if spell.observed_to]
    return max(0, min(days)) if days else None
