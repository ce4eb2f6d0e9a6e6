"""What could be seen before anybody looks: how many audits it takes, and the smallest change that so many could show.

Sources: the two-sample formula for shares (as R's ``power.prop.test``); the design effect of Kish 1965 for audits of
one team being alike; for leaving, the spread that the sequential trials have on made-up authorities (`bench/truth`).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt

from scipy.stats import norm

SURE, SEEN = 0.95, 0.8  # how sure one wants to be that it is no chance, and how often a real change is to be seen
ALIKE = 0.05  # how much of what differs between audits goes with the team and half-year
WIDER_FOR_LEAVING = 1.9  # how much wider than for people drawn by lot: measured, with 1,500 starters in 60 teams


@dataclass(frozen=True)
class Design:
    """A programme in waves: so many teams reached and not, so many half-years before and after, audits in each."""

    reached: int
    others: int
    before: int
    after: int
    each: float

    @property
    def audits(self) -> int:
        return ceil((self.reached + self.others) * (self.before + self.after) * self.each)


def smallest_change(error: float) -> float:
    """What an estimate with such a standard error would have seen in 8 of 10 tries."""
    return error * _wanted()


def smallest_rise(design: Design, *, share: float, alike: float = ALIKE) -> float:
    """The smallest change in a share that comparing teams reached with the others would show, before against after."""
    spread = share * (1 - share)
    of_halves = 1 / design.before + 1 / design.after
    of_team = spread * of_halves * ((1 - alike) / design.each + alike)
    return smallest_change(sqrt(of_team * (1 / design.reached + 1 / design.others)))


def audits_each(design: Design, *, share: float, rise: float, alike: float = ALIKE) -> int | None:
    """How many audits a team and half-year it takes to see the rise; None when no number would be enough."""
    middle = share + rise / 2
    spread = middle * (1 - middle) * (1 / design.before + 1 / design.after) * (1 / design.reached + 1 / design.others)
    room = (rise / _wanted()) ** 2 / spread - alike
    return ceil((1 - alike) / room - 1e-9) if room > 0 else None


def audits_to_compare(share: float, later: float, *, seen: float = SEEN) -> float:
    """In each of two periods, drawn by lot from all cases, to see that a share became another."""
    middle = (share + later) / 2
    sure = float(norm.ppf(1 - (1 - SURE) / 2)) * sqrt(2 * middle * (1 - middle))
    often = float(norm.ppf(seen)) * sqrt(share * (1 - share) + later * (1 - later))
    return ((sure + often) / (later - share)) ** 2


def smallest_difference_in_leaving(starters: int, *, share: float) -> float:
    """In the share who leave within two years, between those who started and people alike who did not."""
    return smallest_change(WIDER_FOR_LEAVING * sqrt(share * (1 - share) / starters))


def _wanted() -> float:
    return float(norm.ppf(1 - (1 - SURE) / 2) + norm.ppf(SEEN))
