"""Figures this room can supply to pages, measures and packs."""

from academy.impact.measures.use import (
    COST_LABEL,
    LABEL,
    LABELS,
    UsedFromPlan,
    applied_after_three_months,
    cost_of_use,
    cost_per_applied_learner,
    figure_of,
    used_from_plan,
    used_in_team,
)

__all__ = [
    "COST_LABEL",
    "LABEL",
    "LABELS",
    "UsedFromPlan",
    "applied_after_three_months",
    "cost_of_use",
    "cost_per_applied_learner",
    "figure_of",
    "used_from_plan",
    "used_in_team",
]
