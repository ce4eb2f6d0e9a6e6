"""When people leave: how many of those still here went in each stretch of service, and whether one stretch stands out.

Leavers over days at risk, with delayed entry. A ratio of two such rates has the exact interval of Clopper and Pearson,
given how many left in both; a peak is only claimed from enough leavers and when that interval leaves out 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from academy.analysis.rates import FEWEST, exact_interval
from academy.analysis.spells import Days

DAYS_A_MONTH = 365.25 / 12
FEWEST_LEAVERS = 20
TWO_YEARS = (20, 31)  # months 20 to 30 of service, whole months passed
AROUND = ((8, 20), (31, 49))  # months 8 to 19, and 31 to 48


@dataclass(frozen=True)
class Stretch:
    """Months ``first`` up to, and without, ``until``: how many were here to leave, for how long, and how many did.

    ``share`` is how many of those here when it began are gone when it ends, were nobody to come into view or out of it;
    None, as ``low`` and ``high`` are, from under 10 people.
    """

    first: int
    until: int
    at_risk: int
    person_months: float
    leavers: int
    share: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Peak:
    """Leaving in months 20 to 30 over leaving in the months around them, per month at risk, with its 95% interval."""

    ratio: float | None
    low: float | None
    high: float | None
    leavers: int
    reason: str = ""

    @property
    def is_peak(self) -> bool:
        return self.low is not None and self.low > 1


def stretches(days: Days, *, months: Sequence[int]) -> list[Stretch]:
    """Between each of these months and the next. Those that nobody was watched in are left out."""
    found = (_stretch(days, first, until) for first, until in pairwise(months))
    return [one for one in found if one.at_risk]


def two_year_peak(days: Days) -> Peak:
    """Whether more leave around two years than before and after. With a reason in words where it cannot be said."""
    here = _stretch(days, *TWO_YEARS)
    around = [_stretch(days, *span) for span in AROUND]
    leavers, spent = here.leavers, here.person_months
    others, elsewhere = sum(one.leavers for one in around), sum(one.person_months for one in around)
    total = leavers + others
    if total < FEWEST_LEAVERS:
        words = f"{total} left in those months, and it takes {FEWEST_LEAVERS} to say when most people leave."
        return Peak(None, None, None, total, words)
    if not spent or not elsewhere or not others:
        return Peak(None, None, None, total, "Nobody was watched, or nobody left, in the months to compare with.")
    low, high = (_odds(share) * elsewhere / spent for share in exact_interval(leavers, total))
    ratio = (leavers / spent) / (others / elsewhere)
    reason = "" if low > 1 or high < 1 else "The difference is within what chance alone makes."
    return Peak(ratio, low, high, total, reason)


def _stretch(days: Days, first: int, until: int) -> Stretch:
    begins, ends = round(first * DAYS_A_MONTH), round(until * DAYS_A_MONTH)
    came = np.maximum(days.entry, begins - 1 if first == 0 else begins)
    went = np.minimum(days.exit, ends)
    seen = went > came
    spent = float((went - came)[seen].sum()) / DAYS_A_MONTH
    left = int((days.left & seen & (days.exit <= ends)).sum())
    at_risk = int(seen.sum())
    if at_risk < FEWEST:
        return Stretch(first, until, at_risk, spent, left)
    share, low, high = _gone(left, spent, until - first)
    return Stretch(first, until, at_risk, spent, left, share, low, high)


def _gone(left: int, spent: float, months: int) -> tuple[float, float, float]:
    """From leavers a month at risk to the share gone by the end, with the exact interval of a count."""
    from scipy.special import gammaincinv  # slow to import, and seldom needed

    fewest = 0.0 if left == 0 else float(gammaincinv(left, 0.025))
    most = float(gammaincinv(left + 1, 0.975))
    share, low, high = (1 - float(np.exp(-count * months / spent)) for count in (left, fewest, most))
    return share, low, high


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else float("inf")
