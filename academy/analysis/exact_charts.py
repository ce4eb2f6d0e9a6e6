"""A series of small shares over time: two of 20, none of 3. Three sigma would cry wolf, so limits are exact.

A month is outside when so many, or so few, would come less than once in 740 by chance (as three sigma are on a chart of
large numbers). Instead of eight in a row on one side, eight together: so many in all as would come less than once in
256, which is how often eight coins fall alike. The baseline gives the usual share.
"""

from __future__ import annotations

import numpy as np

from academy.analysis.control_charts import RUN, ControlChart, alike_of, why_not

TAIL = 0.00135
TAIL_OF_RUN = 0.5**RUN


def exact_shares(successes: np.ndarray, n: np.ndarray, *, baseline: int | None = None) -> ControlChart:
    """A chart of ``successes / n`` for small n. ValueError for an n of 0 or under two points."""
    counted, of = (np.asarray(numbers).astype(np.intp, casting="unsafe") for numbers in (successes, n))
    first = len(counted) if baseline is None else baseline
    if counted.shape != of.shape or (of <= 0).any() or (counted > of).any() or (counted < 0).any():
        raise ValueError("Each point is so many of a number above 0.")
    if not 2 <= first <= len(counted):
        raise ValueError("Give two points or more, and a baseline that is among them.")
    centre = _usual(counted[:first], of[:first])
    lower, upper = _limits(of, centre)
    alike = alike_of((counted / of)[:first])
    reason = why_not(first, alike)
    beyond, runs = ((), ()) if reason else (_beyond(counted, of, centre), _eights(counted, of, centre))
    return ControlChart(counted / of, centre, lower, upper, first, None, beyond, runs, alike, reason)


def _usual(counted: np.ndarray, of: np.ndarray) -> float:
    """The share over the baseline. Never seen is not impossible: then half a one more is supposed."""
    part, whole = float(counted.sum()), float(of.sum())
    return part / whole if 0 < part < whole else (part + 0.5) / (whole + 1)


def _limits(of: np.ndarray, centre: float) -> tuple[np.ndarray, np.ndarray]:
    """The smallest and the largest share of each n that is not outside."""
    sizes = {size: _between(size, centre) for size in np.unique(of).tolist()}
    both = np.array([sizes[size] for size in of.tolist()]) / of[:, None]
    return np.clip(both[:, 0], 0, centre), np.clip(both[:, 1], centre, 1)


def _between(size: int, centre: float) -> tuple[int, int]:
    from scipy.special import bdtr, bdtrc  # slow to import, and seldom needed

    numbers = np.arange(size + 1)
    fewest = int(np.argmax(bdtr(numbers, size, centre) >= TAIL))
    return fewest, int(np.argmax(bdtrc(numbers, size, centre) <= TAIL))


def _beyond(counted: np.ndarray, of: np.ndarray, centre: float) -> tuple[int, ...]:
    return tuple(int(place) for place in np.flatnonzero(_rare(counted, of, centre, TAIL)))


def _eights(counted: np.ndarray, of: np.ndarray, centre: float) -> tuple[int, ...]:
    """The places at which the latest eight points together were too many or too few."""
    if len(counted) < RUN:
        return ()
    window = np.ones(RUN, dtype=np.intp)
    rare = _rare(np.convolve(counted, window, "valid"), np.convolve(of, window, "valid"), centre, TAIL_OF_RUN)
    return tuple(int(place) + RUN - 1 for place in np.flatnonzero(rare))


def _rare(counted: np.ndarray, of: np.ndarray, centre: float, tail: float) -> np.ndarray:
    from scipy.special import bdtr, bdtrc

    many = np.where(counted > 0, bdtrc(np.maximum(counted - 1, 0), of, centre), 1.0)
    few = bdtr(counted, of, centre)
    return (many < tail) | (few < tail)
