"""How far those who graded the same cases agree."""

from dataclasses import asdict
from typing import Any

import numpy as np

from academy.analysis.agreement import METRICS, agreement, alpha
from academy.core.refusals import Refused
from academy.impact.analyses.table import Refusal, Table

ENOUGH = 40  # double-marked cases, under which nothing may rest on the coefficients
RELIABLE, TENTATIVE = 0.80, 0.667
GRADES = {
    "inadequate": 1,
    "requires improvement to be good": 2,
    "requires improvement": 2,
    "good": 3,
    "outstanding": 4,
}
CASES = ("case", "unit", "audit", "id")
MOST_GRADES = 100


def agreement_of(table: Table) -> dict[str, Any]:
    """A row a case, named in a column called so or else in the first; a column for each grader: numbers, or the four
    grades in words."""
    case = table.named(*CASES) or next(iter(table.columns))
    headings = [heading for heading in table.columns if heading not in (case, "")]
    if len(headings) < 2:
        raise Refused(f"{table.name} needs a column for the case and one for each of two graders or more.")
    grades = np.column_stack([table.whole_or_nothing(heading, words=GRADES) for heading in headings])
    if (kinds := len(np.unique(grades[~np.isnan(grades)]))) > MOST_GRADES:
        raise Refused(f"{table.name}: {kinds:,} different grades are no grades. Is there a column of something else?")
    twice = int(((~np.isnan(grades)).sum(axis=1) >= 2).sum())
    if not twice:
        raise Refusal("No case was graded by two people.", f"{ENOUGH} cases graded by two people or more.")
    alphas = {metric: alpha(grades, metric=metric) for metric in METRICS}
    said = {"cases": len(table), "double_marked": twice, "reading": _reading(twice, alphas["ordinal"])}
    if len(headings) > 2:
        return alphas | said
    pair = asdict(agreement(grades[:, 0], grades[:, 1]))
    near = np.abs(grades[:, 0] - grades[:, 1])
    return {
        "n": pair["n"],
        "exact_agreement": pair["exact"],
        "within_one": float((near[~np.isnan(near)] <= 1).mean()),
        "unweighted": pair["unweighted"],
        "linear_weighted": pair["linear"],
        "quadratic_weighted": pair["quadratic"],
        **{f"alpha_{metric}": value for metric, value in alphas.items()},
        **said,
    }


def _reading(cases: int, ordinal: float | None) -> str:
    if cases < ENOUGH:
        return f"Not enough double marking yet: {cases} cases, and it takes {ENOUGH}."
    if ordinal is None:
        return "Everybody gave the same grade, so there is nothing to agree about."
    if ordinal >= RELIABLE:
        return "Reliable."
    return "Tentative." if ordinal >= TENTATIVE else "Too little agreement for a change in grades to mean anything."
