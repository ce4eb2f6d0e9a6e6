"""Who stays, and for how long: from spells of work to a retention curve that says what it does not know.

Method: Kaplan-Meier with delayed entry (people count only from the day the record begins to see them), the answers of
R's ``survfit(conf.type = "log-log")``. Days are whole days since each person's own start; in post on day x means
started on or before x and not ended by x.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from academy.analysis import curves
from academy.analysis.curves import Curve, Point
from academy.analysis.rates import FEWEST, exact_interval
from academy.analysis.spells import Days, Spell, days_of, intakes, shared_horizon
from academy.analysis.steps import Steps, kaplan_meier

__all__ = [
    "Curve",
    "Point",
    "Retained",
    "Spell",
    "Steps",
    "Survival",
    "TwoYearsBeyond",
    "intakes",
    "kaplan_meier",
    "retained",
    "shared_horizon",
    "survival",
    "two_years_beyond",
]

SUPPORTED_YEAR = 365
TWO_YEARS_BEYOND = 1095


@dataclass(frozen=True)
class Survival:
    """Retention of ``n`` spells. ``exact`` is the Clopper-Pearson interval of ``in_post / n`` when last observed.

    ``exact`` is None with delayed entry: those who left before the record began are not in n. With fewer than 10
    people ``too_few`` is true and only counts are given. A chart stops at ``shown_until``, the last day with 10 people
    at risk. ``notes`` are sentences to print beside the figure.
    """

    n: int
    in_post: int
    points: tuple[Point, ...]
    curve: Curve
    exact: tuple[float, float] | None = None
    median_days: float | None = None
    shown_until: int | None = None
    too_few: bool = False
    reason: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Retained:
    """Share still here ``by`` days after starting, of the ``n`` still here ``given`` days after starting.

    ``interval`` says how the 95% interval was made: "exact" (Clopper-Pearson) when everyone was followed for ``by``
    days, otherwise "log-log". What cannot be told is None, with a ``reason``.
    """

    by: int
    given: int
    n: int
    share: float | None = None
    low: float | None = None
    high: float | None = None
    interval: str = ""
    too_few: bool = False
    reason: str = ""


@dataclass(frozen=True)
class TwoYearsBeyond:
    """Two years beyond the supported year: of all who started, and of those who finished that year."""

    of_starters: Retained
    of_finishers: Retained


def survival(spells: Iterable[Spell], *, at: Sequence[int]) -> Survival:
    """Retention of these spells, in any order, at the days asked for. ValueError for a negative day."""
    marks = tuple(int(t) for t in at)
    if any(t < 0 for t in marks):
        raise ValueError("Days after starting cannot be negative.")
    spells = list(spells)
    days = days_of(spells)
    n, in_post = len(days), int((~days.left).sum())
    if days.people < FEWEST:
        points = tuple(Point(t, _seen_on(days, t)) for t in marks)
        empty = Curve(marks=marks, at_risk=tuple(point.n_risk for point in points))
        return Survival(n, in_post, points, empty, too_few=True, reason=_too_few_words(days.people))
    steps = kaplan_meier(days.entry, days.exit, days.left)
    return Survival(
        n=n,
        in_post=in_post,
        points=tuple(curves.point(steps, t) for t in marks),
        curve=curves.curve(steps, marks),
        exact=None if days.is_delayed.any() else exact_interval(in_post, n),
        median_days=curves.median(steps),
        shown_until=curves.shown_until(steps, fewest=FEWEST),
        notes=(*_notes(days, spells), *curves.notes(steps)),
    )


def retained(spells: Iterable[Spell], *, by: int, given: int = 0) -> Retained:
    """Share still here ``by`` days after starting, of those here ``given`` days after. ValueError if given >= by."""
    if not 0 <= given < by:
        raise ValueError("Ask about a later day, given an earlier one.")
    days = days_of(spells)
    days = days.beyond(given) if given else days
    n = len(days)
    if days.people < FEWEST:
        return Retained(by, given, n, too_few=True, reason=_too_few_words(days.people))
    if _is_followed(days, by=by, given=given):
        stayed = int(_is_here(days, by).sum())
        return Retained(by, given, n, stayed / n, *exact_interval(stayed, n), interval="exact")
    return _estimated(kaplan_meier(days.entry, days.exit, days.left), by=by, given=given, n=n)


def two_years_beyond(spells: Iterable[Spell]) -> TwoYearsBeyond:
    """The measure of the report's paragraph 22: S(1095), and S(1095) / S(365), each with its 95% interval."""
    spells = list(spells)
    return TwoYearsBeyond(
        of_starters=retained(spells, by=TWO_YEARS_BEYOND),
        of_finishers=retained(spells, by=TWO_YEARS_BEYOND, given=SUPPORTED_YEAR),
    )


def _estimated(steps: Steps, *, by: int, given: int, n: int) -> Retained:
    """The product-limit estimate, unless too few were followed that far or it has stayed on a bound, with no range."""
    end = curves.point(steps, by)
    if end.n_risk < FEWEST:
        reason = f"Not enough people followed for {by:,} days yet: {end.n_risk}, and a rate needs {FEWEST}."
        return Retained(by, given, n, too_few=True, reason=reason)
    if end.surv is None:
        return Retained(by, given, n, too_few=True, reason=next(curves.notes(steps)))
    if not end.se:
        return Retained(by, given, n, end.surv, reason="Nobody seen had left, which is too little for a range.")
    return Retained(by, given, n, end.surv, end.lower, end.upper, interval="log-log")


def _seen_on(days: Days, t: int) -> int:
    return int(((days.entry < t) & (days.exit >= t)).sum())


def _is_followed(days: Days, *, by: int, given: int) -> bool:
    """Nobody came into view late, and nobody went out of view before the day asked about."""
    from_the_start = days.entry <= given if given else ~days.is_delayed
    return bool((from_the_start & (days.left | (days.exit >= by))).all())


def _is_here(days: Days, day: int) -> np.ndarray:
    return (days.exit > day) | ((days.exit == day) & ~days.left)


def _too_few_words(people: int) -> str:
    return f"Not enough people yet: {people}, and a rate needs {FEWEST}. Only numbers are given."


def _notes(days: Days, spells: Sequence[Spell]) -> Iterator[str]:
    if days.people < len(days):
        yield f"{len(days)} spells of {days.people} people."
    if len(days) < len(spells):
        yield f"Spells outside the time observed, and not counted: {len(spells) - len(days)}."
    if late := int(days.is_delayed.sum()):
        yield f"Started before the record begins, and counted only from then: {late} of {len(days)}."
    if lost := _lost_from_view(spells):
        yield f"Still in post when last seen, before the others, with nothing known since: {lost}."


def _lost_from_view(spells: Sequence[Spell]) -> int:
    seen = [spell for spell in spells if spell.is_seen]
    last = max(spell.last_seen_on for spell in seen)
    return sum(1 for spell in seen if not spell.is_left and spell.last_seen_on < last)
