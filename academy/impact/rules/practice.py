"""Whether audits got better where an item arrived: what must hold first, three ways of reckoning, and what they say.

The outcome is the share of audits graded good or outstanding, in points; the test by all four grades stands beside it.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import norm
from scipy.stats import t as students

from academy.analysis.ordinal import ordered_logit
from academy.analysis.power import Design, smallest_change
from academy.analysis.severity import Evened, Marks, evened_effects
from academy.analysis.staggered import FEWEST_BEFORE, FEWEST_UNITS, NEVER, Effects
from academy.impact.rules.effects import Missing

AUDITS_FOR_EACH = 5  # team and period, on the mean
MOST_CONFOUNDED = 5.0  # how much wider the auditors make the interval, squared
LEAST_ALIKE, SURELY_ALIKE = 0.667, 0.8  # Krippendorff's alpha: below the first nothing is said
FEWEST_MARKED_TWICE = 40
Z95 = 1.96
BLIND = "Auditors who mark teams with and without the programme, before and after."


@dataclass(frozen=True)
class Agreed:
    """How alike auditors mark: of how many cases graded twice, and Krippendorff's alpha, None where it is not known."""

    cases: int
    alpha: float | None


def missing(marks: Marks) -> Missing | None:
    """What the design lacks, before any grade is looked at."""
    for check in (_too_few_periods, _too_few_teams, _too_few_audits, _one_auditor):
        found = check(marks)
        if found:
            return found
    return None


def design_missing(design: Design) -> list[str]:
    """What a plan lacks, whatever the audits will say."""
    lacks = []
    if design.reached < FEWEST_UNITS or design.others < FEWEST_UNITS:
        lacks.append(f"At least {FEWEST_UNITS} teams reached and {FEWEST_UNITS} not, when the first wave begins.")
    if design.before < FEWEST_BEFORE:
        lacks.append(f"At least {FEWEST_BEFORE} half-years of audits before it.")
    return lacks


def disagreeing(agreed: Agreed) -> Missing | None:
    if agreed.cases >= FEWEST_MARKED_TWICE and agreed.alpha is not None and agreed.alpha < LEAST_ALIKE:
        reason = f"Auditors who mark the same case differ too often: they agree {agreed.alpha:.2f} of 1 beyond chance."
        return Missing(reason, f"Moderation until it is {LEAST_ALIKE} or more.")
    return None


def moving_apart(found: Effects) -> Missing | None:
    before = found.trend_before
    if before is not None and abs(before.att) > Z95 * before.se:
        reason = f"Grades were already moving apart before the programme began: {before.att:+.2f} a period."
        return Missing(reason, "Teams to compare with that were moving alike.")
    return None


def confounded(marks: Marks) -> Missing | None:
    """Auditors who came where and when the programme did."""
    post = marks.has_begun.astype(float)
    usual = np.column_stack([np.ones(len(post)), each(marks.team), each(marks.period)])
    alone, beside = (_left_over(post, columns) for columns in (usual, np.column_stack([usual, each(marks.auditor)])))
    if (alone / beside if beside > 1e-9 else np.inf) > MOST_CONFOUNDED:
        reason = "New auditors came where and when the programme did, so the one cannot be told from the other."
        return Missing(reason, BLIND)
    return None


def practice_effect(marks: Marks, *, is_good: np.ndarray, agreed: Agreed) -> dict[str, Any] | Missing:
    """The answer as it is kept, or what is missing. `marks.grade` has the four grades by number, the best highest."""
    shares = Marks(is_good.astype(float), marks.team, marks.period, marks.auditor, marks.waves, marks.periods)
    against = "never" if (marks.waves == NEVER).sum() >= FEWEST_UNITS else "not yet"
    lacking = missing(marks) or disagreeing(agreed) or confounded(marks)
    if lacking:
        return lacking
    try:
        evened = evened_effects(shares, against=against)
        rest = [each(marks.team), each(marks.period), each(marks.auditor)]
        columns = np.column_stack([marks.has_begun.astype(float), *rest])
        by_grade = ordered_logit(marks.grade, columns, cluster=marks.team)
    except ValueError as fault:
        return Missing(str(fault), BLIND)
    lacking = moving_apart(evened.effects)
    if lacking:
        return lacking
    odds = float(by_grade.coef[0]), float(by_grade.robust_se[0])
    return _told(marks, evened, odds=odds, agreed=agreed, against=against)


def _told(marks: Marks, evened: Evened, *, odds: tuple[float, float], agreed: Agreed, against: str) -> dict[str, Any]:
    found, second = evened.effects, evened.second
    half = float(students.ppf(0.975, len(marks.waves) - 1))
    trend = found.trend_before
    told = {
        "points": 100 * found.overall.att, "low": 100 * found.low, "high": 100 * found.high,
        "smallest": 100 * smallest_change(found.overall.se),
        "second": [100 * second.att, 100 * (second.att - half * second.se), 100 * (second.att + half * second.se)],
        "odds": [odds[0], odds[0] - half * odds[1], odds[0] + half * odds[1]],
        "differ": abs(second.att - found.overall.att) > found.overall.se,
        "trend": None if trend is None else [100 * trend.att, 100 * smallest_change(trend.se)],
        "by_exposure": _by_exposure(found, evened),
        "drift": _drift(found, marks),
        "against": against,
        "audits": len(marks.grade), "teams": len(marks.waves), "reached": int((marks.waves != NEVER).sum()),
        "periods": len(marks.periods), "auditors": int(marks.auditor.max()) + 1,
        "severity": sorted(round(100 * one, 1) for one in evened.severity.tolist()),
        "agreed": [agreed.cases, agreed.alpha],
    }  # fmt: skip
    return told | {"says": says(told)}


def says(told: dict[str, Any]) -> str:
    """Which of the sentences holds: better, worse, or that it could be chance. All three ways must agree on the first
    two."""
    ways = [(told["low"], told["high"]), tuple(told["second"][1:]), tuple(told["odds"][1:])]
    if all(low > 0 for low, _ in ways):
        return "better"
    return "worse" if all(high < 0 for _, high in ways) else "chance"


def is_tentative(told: dict[str, Any]) -> bool:
    """Auditors agree only somewhat, or too few cases were marked twice to know."""
    cases, alpha = told["agreed"]
    return cases < FEWEST_MARKED_TWICE or alpha is None or alpha < SURELY_ALIKE


def each(codes: np.ndarray) -> np.ndarray:
    """A column for each code but the first."""
    return (codes[:, None] == np.arange(1, codes.max() + 1)).astype(float)


def _by_exposure(found: Effects, evened: Evened) -> list[list[float]]:
    """Half-years since the team was reached, points and the interval that holds for all of them at once.

    The bars are widened as the making alike of auditors widens the whole.
    """
    at_once = float(norm.ppf(1 - 0.025 / max(len(found.by_exposure), 1)))
    rows = []
    for one in found.by_exposure:
        spread = 100 * at_once * evened.wider * one.se
        rows.append([one.of[0], 100 * one.att, 100 * one.att - spread, 100 * one.att + spread])
    return rows


def _drift(found: Effects, marks: Marks) -> float | None:
    """How far teams reached would have to have drifted from the others each half-year, in points, to explain it all.

    A drift grows with the time since a team was reached, so it is the change over the mean time, itself included.
    """
    times = [marks.periods[-1] - wave + 1 for wave in marks.waves if wave != NEVER and wave <= marks.periods[-1]]
    long = float(np.mean([(time + 1) / 2 for time in times])) if times else 0
    return 100 * abs(found.overall.att) / long if long else None


def _too_few_periods(marks: Marks) -> Missing | None:
    began = sorted(set(marks.waves[marks.waves != NEVER]))
    if not began:
        return Missing("The programme has not begun in any team.", "A wave of teams with the programme.")
    early = int((marks.periods < began[0]).sum())
    if early < FEWEST_BEFORE:
        reason = f"{early} periods before the programme began, too few to see where grades were heading."
        return Missing(reason, f"{FEWEST_BEFORE} periods before it begins.")
    return None


def _too_few_teams(marks: Marks) -> Missing | None:
    began = min(marks.waves[marks.waves != NEVER])
    others = int(((marks.waves == NEVER) | (marks.waves > began)).sum())
    fewest = min(others, len(marks.waves) - others)
    if fewest < FEWEST_UNITS:
        reason = f"{fewest} teams on one side when the first wave began, too few to compare."
        return Missing(reason, f"{FEWEST_UNITS} teams with the programme and {FEWEST_UNITS} without.")
    return None


def _too_few_audits(marks: Marks) -> Missing | None:
    mean = len(marks.grade) / (len(marks.waves) * len(marks.periods))
    if mean < AUDITS_FOR_EACH:
        return Missing(f"{mean:.1f} audits a team and period, too few.", f"{AUDITS_FOR_EACH} or more on the mean.")
    return None


def _one_auditor(marks: Marks) -> Missing | None:
    if marks.auditor.max() < 1:
        reason = "One auditor marked everything, so a change in how they mark cannot be told from a change in practice."
        return Missing(reason, "Two auditors or more, each marking several teams over several periods.")
    return None


def _left_over(post: np.ndarray, columns: np.ndarray) -> float:
    fitted = columns @ np.linalg.lstsq(columns, post, rcond=None)[0]
    return float(((post - fitted) ** 2).sum())
