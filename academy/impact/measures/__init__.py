"""Figures this room can supply to pages, measures and packs."""

from academy.impact.measures.engagement import (
    BAROMETER_LABELS,
    engaged_in,
    engaged_last_quarter,
    engaged_partners,
    sustained_engagement,
    sustained_in,
)
from academy.impact.measures.items import Impact, effects_of, impact_of, ways_rows
from academy.impact.measures.partnership import (
    PARTNERSHIP_LABELS,
    OfRound,
    of_round,
    partnership_by_partners,
    partnership_in_audits,
    scale_figure,
)
from academy.impact.measures.use import (
    COST_LABEL,
    LABEL,
    UsedFromPlan,
    applied_after_three_months,
    cost_of_use,
    cost_per_applied_learner,
    figure_of,
    used_from_plan,
    used_in_team,
)
from academy.impact.measures.use import LABELS as OF_USE

LABELS = (*OF_USE, *BAROMETER_LABELS, *PARTNERSHIP_LABELS)

__all__ = [
    "BAROMETER_LABELS",
    "COST_LABEL",
    "LABEL",
    "LABELS",
    "PARTNERSHIP_LABELS",
    "Impact",
    "OfRound",
    "UsedFromPlan",
    "applied_after_three_months",
    "cost_of_use",
    "cost_per_applied_learner",
    "effects_of",
    "engaged_in",
    "engaged_last_quarter",
    "engaged_partners",
    "figure_of",
    "impact_of",
    "of_round",
    "partnership_by_partners",
    "partnership_in_audits",
    "scale_figure",
    "sustained_engagement",
    "sustained_in",
    "used_from_plan",
    "used_in_team",
    "ways_rows",
]
