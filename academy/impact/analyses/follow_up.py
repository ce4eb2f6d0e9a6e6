"""What everybody trained would have said three months on, from those who answered."""

from typing import Any

import numpy as np

from academy.analysis.response import answered
from academy.impact.analyses.table import Refusal, Table

OWN = ("worker", "person", "replied", "applied")


def follow_up(table: Table) -> dict[str, Any]:
    """`replied` and `applied` are 0 or 1; every other column is what is known of all, repliers or not."""
    replied, applied = table.whole("replied"), table.numbers("applied")
    table.refuse_where(~np.isin(replied, (0, 1)), "“{cell}” is not 0 or 1", of="replied")
    table.refuse_where(
        (replied == 1) & ~np.isin(applied, (0, 1)), "“{cell}” of one who replied is not 0 or 1", of="applied"
    )
    names, known = table.explaining(but=OWN)
    if not replied.any():
        raise Refusal(f"Nobody of {len(table)} has answered.", "Answers from three in ten or more.")
    found = answered(replied == 1, applied, known)
    answer: dict[str, Any] = {
        "n": found.n,
        "replied": found.replied,
        "worst_case_bounds": list(found.worst),
        "complete_case_WRONG": found.unweighted,
        "effective_n": found.effective_n,
        "response_model": dict(zip(["(Intercept)", *names], found.model.tolist(), strict=True)),
    }
    if found.reason:
        return answer | {"refused": found.reason, "needs": "More answers, from people like those who are silent."}
    return answer | {"ipw": found.weighted, "lower": found.low, "upper": found.high}
