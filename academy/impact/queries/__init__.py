"""What this room reads of the records."""

from academy.impact.queries.use import (
    Outcome,
    Uses,
    answers_by_kind,
    asked_in_team,
    follow_ups,
    items,
    outcome_of,
    plan_follow_ups,
    planned_needs,
    sees_counts_only,
    stories,
)

__all__ = [
    "Outcome",
    "Uses",
    "answers_by_kind",
    "asked_in_team",
    "follow_ups",
    "items",
    "outcome_of",
    "plan_follow_ups",
    "planned_needs",
    "sees_counts_only",
    "stories",
]
