"""How people leave: Aalen-Johansen shares of each way out."""

from typing import Any

import numpy as np

from academy.analysis.competing import STILL_HERE, incidence
from academy.analysis.rates import FEWEST
from academy.impact.analyses.spells import days_seen, spells_of
from academy.impact.analyses.table import Refusal, Table

DAYS = [730, 1095]
NOT_SAID = "not said"


def competing(table: Table) -> dict[str, Any]:
    """After two and three years. States are in the order in which they are most often met."""
    spells, reasons = spells_of(table), table.text("exit", "reason")
    told = zip(spells, reasons, strict=True)
    seen = [(spell, (why or NOT_SAID) if spell.is_left else "") for spell, why in told if spell.is_seen]
    if len(seen) < FEWEST or not any(why for _, why in seen):
        needs = f"{FEWEST} people or more, some of whom have left, with how they left."
        few = f"{len(seen):,} in all, too few to tell how people leave."
        raise Refusal(few if len(seen) < FEWEST else f"Nobody of {len(seen):,} has left.", needs)
    ways = sorted({why for _, why in seen if why}, key=lambda way: (-sum(why == way for _, why in seen), way))
    codes = np.array([1 + ways.index(why) if why else STILL_HERE for _, why in seen])
    first, last = days_seen([spell for spell, _ in seen])
    found = incidence(first, last, codes, at=DAYS)
    return {
        "rows_used": len(seen),
        "aalen_johansen_" + "_".join(map(str, DAYS)): {
            "states": ["(s0)", *ways],
            "days": DAYS,
            "n_risk": found.at_risk.tolist(),
            "pstate": np.column_stack([found.here, found.left]).tolist(),
            "se": np.column_stack([found.here_se, found.se]).tolist(),
            "lower": _or_none(found.low),
            "upper": _or_none(found.high),
        },
    }


def _or_none(values: np.ndarray) -> list[list[float | None]]:
    return [[None if np.isnan(value) else float(value) for value in row] for row in values]
