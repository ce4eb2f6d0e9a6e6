"""Whether those who learned stayed longer, from the months in which they could have learned and the day they did.

An association after adjustment for what the records hold, unless places were drawn by lot. What must hold first is
said in words; what looks only at who was ever trained is reckoned too, to be shown as what misleads.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from academy.analysis.power import smallest_change
from academy.analysis.steps import Z95, kaplan_meier
from academy.analysis.trials import HORIZON, LEAST_EFFECTIVE, MOST_APART, Months, Trials, trials
from academy.impact.rules.effects import Missing

FEWEST_LEAVERS, LEAVERS_FOR_EACH, FEWEST_TEAMS = 20, 10, 10
LEAST_FOLLOWED, FOLLOWED_MONTHS = 0.5, 12
LEAST_OVERLAP = 0.5
FEWEST_FOR_CONTROL = 20
SEED = 20_261_122


@dataclass(frozen=True, eq=False)
class Ways:
    """How each row's person went in the end, beside having left: retired or died, which no learning can have moved."""

    retired: np.ndarray


@dataclass(frozen=True, eq=False)
class Service:
    """A row a person in a team reached: months of service when first and last seen, whether they left, and learned."""

    first: np.ndarray
    last: np.ndarray
    left: np.ndarray
    learned: np.ndarray


def missing(rows: Months, *, until: int) -> Missing | None:
    """What the records lack, before anything is reckoned. `until` is the last month that they know."""
    teams = len(np.unique(rows.team))
    if teams < FEWEST_TEAMS:
        return Missing(
            f"It has reached {teams} teams, too few to tell it from their habits.", f"{FEWEST_TEAMS} teams reached."
        )
    if not rows.starts.any() or rows.starts.all():
        return Missing(
            "Nobody learned in a month in which somebody else could have and did not.",
            "Months in which some of a team have learned and others not yet.",
        )
    return _too_few_leavers(rows) or _too_short(rows, until=until)


def unlike(found: Trials, names: list[str]) -> Missing | None:
    """What weighting could not cure."""
    apart = np.abs(found.apart_after)
    if apart.size and apart.max() > MOST_APART:
        name = names[int(apart.argmax())]
        reason = f"Those who learned and the others still differ in {name} after weighting."
        return Missing(reason, "More people of the same kind in both groups, or places drawn by lot.")
    if found.effective < LEAST_EFFECTIVE:
        reason = (
            f"After weighting, those who learned count for {found.effective:.0%} of their number, too few to go by."
        )
        return Missing(reason, "More people of the same kind in both groups, or places drawn by lot.")
    if found.overlap < LEAST_OVERLAP:
        return Missing(
            "Few of those who learned have anybody like them among those who could have and did not.",
            "People of the same kind in both groups.",
        )
    return None


def staying_effect(
    rows: Months, names: list[str], *, service: Service, ways: Ways, until: int, seed: int = SEED
) -> dict[str, Any] | Missing:
    """The answer as it is kept, in points of those still here after two years, or what is missing."""
    lacking = missing(rows, until=until)
    if lacking:
        return lacking
    found = trials(rows, seed=seed)
    lacking = unlike(found, names)
    if lacking:
        return lacking
    error = (found.high - found.low) / 2 / Z95
    told = {
        "points": -100 * found.difference, "low": -100 * found.high, "high": -100 * found.low,
        "smallest": 100 * smallest_change(error),
        "starters": found.starters, "eligible": found.eligible, "people": len(np.unique(rows.person)),
        "teams": len(np.unique(rows.team)),
        "effective": found.effective, "overlap": found.overlap, "heaviest": found.heaviest,
        "balance": [
            [name, round(float(before), 3), round(float(after), 3)]
            for name, before, after in zip(names, found.apart_before, found.apart_after, strict=True)
        ],
        "curves": [_curve(found.with_starting, found.spreads[0]), _curve(found.without, found.spreads[1])],
        "followed": [found.followed[0].tolist(), found.followed[1].tolist()],
        "ratio": _e_value(found),
        "naive": naive_gap(service),
        "control": _control(rows, ways, seed=seed),
    }  # fmt: skip
    return told | {"says": "longer" if found.high < 0 else "shorter" if found.low > 0 else "chance"}


def naive_gap(service: Service) -> float | None:
    """The table that everybody makes first, in points: who was still here after two years, of the ever trained and of
    the others. Whoever stays longer has more time to be trained, so it says little about the training."""
    shares = []
    for of in (service.learned, ~service.learned):
        if not of.any():
            return None
        first = np.where(service.first[of] <= 0, -1, service.first[of])
        steps = kaplan_meier(first, service.last[of], service.left[of])
        shares.append(float(steps.surv[int(np.searchsorted(steps.days, HORIZON, side="right")) - 1]))
    return 100 * (shares[0] - shares[1])


def _too_few_leavers(rows: Months) -> Missing | None:
    """Each person once: those who learned and left within two years, and those who left without."""
    after = rows.leaves & rows.starts & (rows.last - rows.month < HORIZON)
    without = rows.leaves & ~rows.starts & (rows.last == rows.month)
    if min(int(after.sum()), int(without.sum())) < FEWEST_LEAVERS:
        return Missing(
            f"Fewer than {FEWEST_LEAVERS} left among those who had learned, or among those who had not.",
            f"{FEWEST_LEAVERS} leavers on either side: more months, or more authorities together.",
        )
    columns = 1 + rows.known.shape[1]
    if int(after.sum() + without.sum()) < LEAVERS_FOR_EACH * columns:
        return Missing(
            f"Too few left to allow for {columns} things at once.",
            f"{LEAVERS_FOR_EACH * columns} leavers: more months, or more authorities together.",
        )
    return None


def _too_short(rows: Months, *, until: int) -> Missing | None:
    followed = (until - rows.month[rows.starts] >= FOLLOWED_MONTHS).mean()
    if followed < LEAST_FOLLOWED:
        return Missing(
            "More than half of those who learned did so within the last year, too lately to see who stays.",
            f"{FOLLOWED_MONTHS} months since at least half of them learned.",
        )
    return None


def _curve(left: np.ndarray, spread: np.ndarray) -> list[list[float]]:
    """Share still here at each month, with its interval."""
    here = 1 - left
    ends = np.clip(here - Z95 * spread, 0, 1), np.clip(here + Z95 * spread, 0, 1)
    return [[month, *(round(float(part[month]), 5) for part in (here, *ends))] for month in range(HORIZON + 1)]


def _e_value(found: Trials) -> float | None:
    """How strongly something unseen would have to go with both learning and leaving to explain it all away."""
    risks = float(found.with_starting[-1]), float(found.without[-1])
    if min(risks) <= 0:
        return None
    apart = max(risks) / min(risks)
    return float(apart + np.sqrt(apart * (apart - 1)))


def _control(rows: Months, ways: Ways, *, seed: int) -> list[float] | None:
    """The same for retiring and dying, on which learning has no bearing: away from zero, something is amiss."""
    if int((ways.retired & (rows.last == rows.month)).sum()) < FEWEST_FOR_CONTROL:
        return None
    other = (rows.leaves | rows.ends) & ~ways.retired
    found = trials(replace(rows, leaves=ways.retired, ends=other), seed=seed)
    return [-100 * found.difference, -100 * found.high, -100 * found.low]
