"""Where people go when they leave: the share that has left in each way, when each way out closes the others.

Source: Aalen and Johansen 1978; the standard errors are the infinitesimal jackknife's, those of R's ``survfit`` for
several states. One less Kaplan-Meier of each exit on its own overstates it, and is never shown.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from academy.analysis.steps import Z95

STILL_HERE = 0  # the code of somebody who had not left when last seen


@dataclass(frozen=True, eq=False)
class Incidence:
    """Shares on the days asked for. Arrays have a row for a day; ``left`` and its three others a column for an exit.

    ``here`` and the shares in ``left`` add to 1 on each day. ``low`` and ``high`` are the 95% interval of each share on
    the complementary log-log scale, NaN where a share is 0 or 1. ``exits`` names the columns.
    """

    days: tuple[int, ...]
    exits: tuple[int, ...]
    at_risk: np.ndarray
    here: np.ndarray
    here_se: np.ndarray
    left: np.ndarray
    se: np.ndarray
    low: np.ndarray
    high: np.ndarray


def incidence(entry_days: np.ndarray | None, exit_days: np.ndarray, exits: np.ndarray, *, at: list[int]) -> Incidence:
    """Estimate from three arrays of one length: day first seen, day last seen, and how they left (0: still here).

    Days are whole numbers since each person's own start; at risk on day t when entry < t <= exit, and ``None`` says
    that everybody was watched from the first day. The order of rows does not matter. ValueError for no rows, or for
    rows in which nobody could have been seen.
    """
    last, kinds = np.asarray(exit_days), np.asarray(exits)
    first = np.full(last.shape, -1) if entry_days is None else np.asarray(entry_days)
    if not last.size or (first >= last).any() or not first.shape == last.shape == kinds.shape:
        raise ValueError("Give one or more rows, each first seen before it was last seen.")
    counted = _Counted(first, last, kinds)
    ways = tuple(int(kind) for kind in np.unique(kinds) if kind != STILL_HERE)
    shares = np.array([[counted.share(way, day) for way in ways] for day in at]).reshape(len(at), len(ways))
    influence = [[counted.influence(way, day) for way in ways] for day in at]
    se = np.array([[np.sqrt((one**2).sum()) for one in row] for row in influence]).reshape(shares.shape)
    here_se = np.array([np.sqrt((np.sum(row, axis=0) ** 2).sum()) if row else 0.0 for row in influence])
    low, high = _interval(shares, se)
    at_risk = np.array([((first < day) & (last >= day)).sum() for day in at])
    return Incidence(tuple(at), ways, at_risk, 1 - shares.sum(axis=1), here_se, shares, se, low, high)


class _Counted:
    """Everything by day, from 0 to the last one seen, so that each share is a sum and each influence a look-up."""

    def __init__(self, first: np.ndarray, last: np.ndarray, kinds: np.ndarray) -> None:
        self.first, self.last, self.kinds = np.maximum(first, -1) + 1, last + 1, kinds  # day d stands at d + 1
        size = int(self.last.max()) + 1
        seen = np.bincount(self.first, minlength=size) - np.bincount(self.last, minlength=size)
        self.at_risk = np.concatenate([[0], np.cumsum(seen)[:-1]]).astype(float)
        safe = np.where(self.at_risk > 0, self.at_risk, 1)
        self.leavers = {kind: np.bincount(self.last[kinds == kind], minlength=size) for kind in np.unique(kinds)}
        gone = np.bincount(self.last[kinds != STILL_HERE], minlength=size)
        hazard = gone / safe
        staying = np.where(hazard < 1, 1 - hazard, 1)  # after the last one has gone, nothing follows
        self.before = np.concatenate([[1], np.cumprod(1 - hazard)[:-1]])
        self.safe, self.staying = safe, staying
        self.pull = np.cumsum(hazard / (staying * safe))
        self.pull_before = np.concatenate([[0], self.pull[:-1]])

    def steps(self, way: int) -> np.ndarray:
        return self.before * self.leavers[way] / self.safe

    def share(self, way: int, day: int) -> float:
        return float(self.steps(way)[: day + 2].sum())

    def influence(self, way: int, day: int) -> np.ndarray:
        """How much each row moves the share on a day: by being at risk, and by leaving."""
        steps = self.steps(way)
        steps[day + 2 :] = 0
        total, pulled = np.cumsum(steps), np.cumsum(steps * self.pull_before)
        exposed = np.cumsum(steps / self.safe)
        until = np.minimum(self.last, len(total) - 1)
        has_left = self.kinds != STILL_HERE
        own = np.where(has_left, 1 / (self.safe * self.staying)[until], 0.0)
        pull_at_first = self.pull[self.first]
        while_seen = pulled[until] - pulled[self.first] - pull_at_first * (total[until] - total[self.first])
        after = (own - (self.pull[until] - pull_at_first)) * (total[-1] - total[until])
        leaving = np.where((self.kinds == way) & (self.last <= day + 1), (self.before / self.safe)[until], 0.0)
        return while_seen - after + leaving - (exposed[until] - exposed[self.first])


def _interval(shares: np.ndarray, se: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    inside = (shares > 0) & (shares < 1)
    share = np.where(inside, shares, 0.5)
    spread = Z95 * se / (-np.log1p(-share) * (1 - share))
    low, high = (1 - (1 - share) ** np.exp(sign * spread) for sign in (-1, 1))
    return np.where(inside, low, np.nan), np.where(inside, high, np.nan)
