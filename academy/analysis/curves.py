"""Reading a retention curve without saying more than was seen: nothing is carried forward past the last person."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from academy.analysis.steps import Steps

FOREVER = sys.maxsize  # everybody has left, which no later day can change
NEARLY = 1.5e-8  # how near one half counts as one half for the median, as in R


@dataclass(frozen=True)
class Point:
    """Retention ``t`` days after starting. None where it is not known; ``n_risk`` counts those seen to be there."""

    t: int
    n_risk: int
    surv: float | None = None
    se: float | None = None
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True)
class Curve:
    """Every step for a chart, from day 0; ``marks`` are the days asked about, ``at_risk`` the people seen at each."""

    times: tuple[int, ...] = ()
    surv: tuple[float, ...] = ()
    lower: tuple[float | None, ...] = ()
    upper: tuple[float | None, ...] = ()
    marks: tuple[int, ...] = ()
    at_risk: tuple[int, ...] = ()


def known_until(steps: Steps) -> int:
    """The last day the curve can speak for.

    With delayed entry the first few seen may all leave before the rest come into view: the curve then falls to 0 and
    R keeps it there, but nothing is known of the others.
    """
    emptied = np.flatnonzero(steps.surv == 0)
    if not emptied.size:
        return len(steps.at_risk_by_day) - 1
    day = int(steps.days[emptied[0]])
    return day - 1 if steps.at_risk_by_day[day + 1 :].any() else FOREVER


def point(steps: Steps, t: int) -> Point:
    """The curve at one day; se, lower and upper are None too where it has reached 0, as R says."""
    at_risk, row = steps.at_risk_on(t), _row(steps, t)
    if t > known_until(steps) or (at_risk == 0 and steps.surv[row] > 0):
        return Point(t, at_risk)
    numbers = (steps.surv[row], steps.se[row], steps.lower[row], steps.upper[row])
    return Point(t, at_risk, *(_number(value) for value in numbers))


def curve(steps: Steps, marks: Sequence[int]) -> Curve:
    known = slice(0, _row(steps, known_until(steps)) + 1)
    return Curve(
        times=tuple(steps.days[known].tolist()),
        surv=tuple(steps.surv[known].tolist()),
        lower=tuple(_number(value) for value in steps.lower[known]),
        upper=tuple(_number(value) for value in steps.upper[known]),
        marks=tuple(marks),
        at_risk=tuple(steps.at_risk_on(t) for t in marks),
    )


def median(steps: Steps) -> float | None:
    """The first day by which half have left; where the curve rests on one half exactly, the middle of the rest."""
    known = slice(0, _row(steps, known_until(steps)) + 1)
    days, surv = steps.days[known], steps.surv[known]
    if not (surv < 0.5 + NEARLY).any():
        return None
    first = int(np.argmax(surv < 0.5 + NEARLY))
    below = np.flatnonzero(surv < surv[first])
    if abs(surv[first] - 0.5) < NEARLY and below.size:
        return _whole((days[first] + days[below[0]]) / 2)
    return int(days[first])


def shown_until(steps: Steps, *, fewest: int) -> int | None:
    """The last day with enough people at risk for a line to be drawn; None when there never were."""
    enough = np.flatnonzero(steps.at_risk_by_day >= fewest)
    return min(int(enough[-1]), known_until(steps)) if enough.size else None


def notes(steps: Steps) -> Iterator[str]:
    """What a reader must be told about where the curve comes from."""
    until = known_until(steps)
    if until < len(steps.at_risk_by_day) - 1:
        yield f"The few people seen earliest had all left by day {until + 1}, so nothing is known from then on."
    unseen = 1 + np.flatnonzero(steps.at_risk_by_day[1:until] == 0)
    if unseen.size:
        yield f"On {unseen.size} of the days to day {unseen[-1]} nobody was seen; this supposes that nobody left then."


def _row(steps: Steps, t: int) -> int:
    return int(np.searchsorted(steps.days, t, side="right")) - 1


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _whole(value: float) -> float:
    return int(value) if value == int(value) else float(value)
