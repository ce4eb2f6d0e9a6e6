"""The product-limit (Kaplan-Meier) estimate on whole days, by counting rather than sorting.

Source: Kaplan and Meier 1958; Greenwood 1926; the interval is that of R's ``survfit(conf.type = "log-log")``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Z95 = 1.959963984540054
LONGEST = 100_000  # days: no spell of work lasts 270 years, and the counts below take one place a day


@dataclass(frozen=True, eq=False)
class Steps:
    """The curve where it moves: day 0, then each day on which somebody left. Arrays are of one length, except the last.

    ``surv`` is the share still here after that day; ``se`` its Greenwood standard error; ``lower`` and ``upper`` the
    log-log 95% interval. The three are NaN where the curve has reached 0, as in R. ``at_risk`` counts those with
    entry < day <= exit, and ``at_risk_by_day[t]`` the same for every day from 0 to the last one seen.
    """

    days: np.ndarray
    at_risk: np.ndarray
    left: np.ndarray
    surv: np.ndarray
    se: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    at_risk_by_day: np.ndarray

    def at_risk_on(self, day: int) -> int:
        return int(self.at_risk_by_day[day]) if day < len(self.at_risk_by_day) else 0


def kaplan_meier(entry_days: np.ndarray | None, exit_days: np.ndarray, left: np.ndarray) -> Steps:
    """Estimate staying from three arrays of one length: day first seen, day last seen, and whether they left that day.

    Days are whole numbers since each person's own start. Somebody is at risk on day t when entry < t <= exit, and those
    who leave on a day go before those who are only last seen on it. Watched from the very first day is entry -1;
    ``entry_days=None`` says so for all. Order of rows does not matter. ValueError for rows that cannot be (a negative
    exit, an entry not before its exit, lengths that differ, no rows); TypeError for days that are not whole.
    """
    exit_days, left = _days(exit_days), _flags(left)
    if exit_days.shape != left.shape or exit_days.size == 0:
        raise ValueError("Give one or more rows, with a last day and a yes or no for each.")
    leavers, at_risk = _count(exit_days, left)
    if entry_days is not None:
        at_risk = at_risk - _not_yet_seen(_days(entry_days), exit_days, length=len(at_risk))
    moves = leavers > 0
    moves[0] = True
    return _estimate(np.flatnonzero(moves), at_risk[moves], leavers[moves], at_risk)


def _days(values: np.ndarray) -> np.ndarray:
    days = np.asarray(values)
    if days.size and days.dtype.kind not in "iu":
        raise TypeError("Days are whole numbers.")
    return days.astype(np.intp, copy=False).ravel()


def _flags(values: np.ndarray) -> np.ndarray:
    flags = np.asarray(values).ravel()
    if flags.dtype != bool and not np.isin(flags, (0, 1)).all():
        raise ValueError("Whether somebody left is yes or no.")
    return flags.astype(bool, copy=False)


def _count(exit_days: np.ndarray, left: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Leavers on each day, and how many are seen to that day or beyond: one pass over the rows."""
    last = int(exit_days.max())
    if exit_days.min() < 0 or last > LONGEST:
        raise ValueError(f"The last day seen must be between 0 and {LONGEST:,}.")
    twice = exit_days + exit_days
    twice += left
    by_day = np.bincount(twice, minlength=2 * (last + 1)).reshape(-1, 2)
    seen_on_or_after = by_day.sum(axis=1)[::-1].cumsum()[::-1]
    return by_day[:, 1], seen_on_or_after


def _not_yet_seen(entry_days: np.ndarray, exit_days: np.ndarray, *, length: int) -> np.ndarray:
    """How many of those still to be last seen had not been seen at all before each day."""
    if entry_days.shape != exit_days.shape:
        raise ValueError("Give a first day for every row, or for none.")
    if entry_days.min() < -1 or (entry_days >= exit_days).any():
        raise ValueError("The first day seen must be -1 or later, and before the last day seen.")
    entered = np.bincount(entry_days + 1, minlength=length + 1)[1:]
    return entered[::-1].cumsum()[::-1]


def _estimate(days: np.ndarray, n: np.ndarray, left: np.ndarray, at_risk_by_day: np.ndarray) -> Steps:
    with np.errstate(divide="ignore", invalid="ignore"):
        surv = np.cumprod(np.where(n > 0, 1 - left / n, 1.0))
        greenwood = np.sqrt(np.cumsum(np.where(left > 0, left / (n * (n - left)), 0.0)))
        se = surv * greenwood
        lower, upper = _log_log(surv, greenwood)
    return Steps(days, n, left, surv, se, lower, upper, at_risk_by_day)


def _log_log(surv: np.ndarray, se_of_log: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    log_surv = np.log(np.where((surv > 0) & (surv < 1), surv, np.nan))
    middle, half = np.log(-log_surv), Z95 * se_of_log / log_surv
    lower, upper = np.exp(-np.exp(middle - half)), np.exp(-np.exp(middle + half))
    return np.where(surv == 1, 1.0, lower), np.where(surv == 1, 1.0, upper)
