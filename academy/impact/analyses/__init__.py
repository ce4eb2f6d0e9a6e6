"""Our statistics on somebody's own file: the same functions as the pages, and the same refusals.

Each takes a `Table` and answers with one plain object. What the evidence cannot carry is `refused`, with what it
`needs`.
"""

from collections.abc import Callable
from math import isfinite
from typing import Any

from academy.impact.analyses.agreement import agreement_of
from academy.impact.analyses.audit_effect import audit_effect
from academy.impact.analyses.business_case import business_case
from academy.impact.analyses.competing import competing
from academy.impact.analyses.follow_up import follow_up
from academy.impact.analyses.learning_effect import learning_effect
from academy.impact.analyses.rates import rates
from academy.impact.analyses.spc import spc
from academy.impact.analyses.survival import survival_of
from academy.impact.analyses.table import Refusal, Table, read

__all__ = ["ANALYSES", "Refusal", "Table", "agreement_of", "analysed", "read"]

ANALYSES: dict[str, Callable[[Table], dict[str, Any]]] = {
    "survival": survival_of,
    "competing": competing,
    "rates": rates,
    "learning-effect": learning_effect,
    "audit-effect": audit_effect,
    "follow-up": follow_up,
    "spc": spc,
    "business-case": business_case,
}


def analysed(analysis: Callable[[Table], dict[str, Any]], table: Table) -> dict[str, Any]:
    """What comes of it, or why nothing can be said and what would cure that. A number that is none is null."""
    try:
        return {name: _tellable(value) for name, value in analysis(table).items()}
    except Refusal as refusal:
        return {"refused": refusal.reason, "needs": refusal.needs}


def _tellable(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _tellable(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_tellable(one) for one in value]
    return None if isinstance(value, float) and not isfinite(value) else value
