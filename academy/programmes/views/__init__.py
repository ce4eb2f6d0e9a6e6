"""Supervision and appraisal for the two who meet, and case reviews for everybody who may learn from them."""

from academy.programmes.views.openings import agree, ask_to_open, note_opening, openings
from academy.programmes.views.reviews import (
    case_review,
    case_reviews,
    change_review,
    finish,
    give,
    move,
    new_review,
    recommend,
    review_action,
    review_actions,
)
from academy.programmes.views.supervision import (
    add_rule,
    conversation,
    end_rule,
    in_time,
    learning_points,
    note,
    record,
    supervision,
    supervision_rules,
)

__all__ = [
    "add_rule",
    "agree",
    "ask_to_open",
    "case_review",
    "case_reviews",
    "change_review",
    "conversation",
    "end_rule",
    "finish",
    "give",
    "in_time",
    "learning_points",
    "move",
    "new_review",
    "note",
    "note_opening",
    "openings",
    "recommend",
    "record",
    "review_action",
    "review_actions",
    "supervision",
    "supervision_rules",
]
