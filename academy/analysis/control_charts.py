"""A series over time: what is only its usual up and down, and what is a signal that something has changed.

Sources: Shewhart 1931; Wheeler's XmR chart; NHS England, Making Data Count, for the rules of runs. A month is not a
trend: "worse than last month" is so in 46% of months of a series in which nothing changes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

FEWEST_POINTS = 12  # under this nothing is called a signal
RUN = 8  # in a row on one side of the centre
XMR = 3 / 1.128  # from the mean moving range to three sigma
MOST_ALIKE = 0.3  # of one point and the next, above which the limits are too narrow to trust


@dataclass(frozen=True, eq=False)
class ControlChart:
    """A chart of individual values (XmR) or of shares (p), limits from its first ``baseline`` points.

    ``lower`` and ``upper`` have an entry for each point. ``beyond`` are the places of points outside them, ``runs`` the
    places at which eight in a row on one side were complete; both empty, with a ``reason``, when nothing may be called
    a signal. ``alike`` is how much each point resembles the one before (-1 to 1), None when it cannot be told.
    """

    values: np.ndarray
    centre: float
    lower: np.ndarray
    upper: np.ndarray
    baseline: int
    mean_moving_range: float | None
    beyond: tuple[int, ...]
    runs: tuple[int, ...]
    alike: float | None
    reason: str = ""

    @property
    def has_signal(self) -> bool:
        return bool(self.beyond or self.runs)


def individuals(values: np.ndarray, *, baseline: int | None = None) -> ControlChart:
    """An XmR chart of values in the order of time; the first ``baseline`` of them (all, if not said) give the limits.

    ValueError for fewer than two values, for any that is not a number, or for a baseline that is not among them.
    """
    values, first = _checked(values, baseline)
    moving = float(np.abs(np.diff(values[:first])).mean())
    centre = float(values[:first].mean())
    half = np.full(len(values), XMR * moving)
    return _judged(values, centre, half, first, moving)


def shares(successes: np.ndarray, n: np.ndarray, *, baseline: int | None = None) -> ControlChart:
    """A p-chart of ``successes / n``, each point with limits of its own by its n. ValueError for an n of 0."""
    counted, of = np.asarray(successes, dtype=float), np.asarray(n, dtype=float)
    if counted.shape != of.shape or (of <= 0).any() or (counted > of).any() or (counted < 0).any():
        raise ValueError("Each point is so many of a number above 0.")
    values, first = _checked(counted / of, baseline)
    centre = float(counted[:first].sum() / of[:first].sum())
    return _judged(values, centre, 3 * np.sqrt(centre * (1 - centre) / of), first, None)


def _checked(values: np.ndarray, baseline: int | None) -> tuple[np.ndarray, int]:
    values = np.asarray(values, dtype=float)
    first = len(values) if baseline is None else baseline
    if not 2 <= first <= len(values) or not np.isfinite(values).all():
        raise ValueError("Give two numbers or more, and a baseline that is among them.")
    return values, first


def _judged(values: np.ndarray, centre: float, half: np.ndarray, first: int, moving: float | None) -> ControlChart:
    lower, upper = centre - half, centre + half
    if moving is None:
        lower, upper = np.maximum(lower, 0), np.minimum(upper, 1)
    alike = alike_of(values[:first])
    reason = why_not(first, alike)
    beyond = () if reason else tuple(int(place) for place in np.flatnonzero((values < lower) | (values > upper)))
    runs = () if reason else tuple(_runs(values, centre))
    return ControlChart(values, centre, lower, upper, first, moving, beyond, runs, alike, reason)


def _runs(values: np.ndarray, centre: float) -> list[int]:
    """The places at which a run was complete, and each place after it while it lasts. On the centre ends a run."""
    sides, length, found = np.sign(values - centre), 0, []
    for place, side in enumerate(sides):
        length = 0 if side == 0 else length + 1 if place and side == sides[place - 1] else 1
        if length >= RUN:
            found.append(place)
    return found


def alike_of(values: np.ndarray) -> float | None:
    if len(values) < FEWEST_POINTS or not np.ptp(values):
        return None
    apart = values - values.mean()
    return float((apart[1:] * apart[:-1]).sum() / (apart**2).sum())


def why_not(points: int, alike: float | None) -> str:
    if points < FEWEST_POINTS:
        return (
            f"Too few points yet to tell a signal from the usual up and down: {points}, and it takes {FEWEST_POINTS}."
        )
    if alike is not None and alike > MOST_ALIKE:
        return "Each point is much like the one before it, so the chart cannot tell a real change from chance."
    return ""
