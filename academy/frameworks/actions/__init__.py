"""The shared language and its sources: who did what, in one transaction."""

from academy.frameworks.actions.capabilities import add_capability, add_framework, carry_on, retire
from academy.frameworks.actions.levels import expect_level, expect_no_more
from academy.frameworks.actions.self_assessments import (
    begin_self_assessment,
    confirm_self_assessment,
    score_oneself,
    send_self_assessment,
    take_back,
    throw_away_draft,
)
from academy.frameworks.actions.sources import (
    add_source,
    ask_for_review,
    ask_for_reviews_due,
    change_source,
    record_version,
    rest_each_on,
    rest_on,
    review,
    set_aside,
    take_up,
)

__all__ = [
    "add_capability",
    "add_framework",
    "add_source",
    "ask_for_review",
    "ask_for_reviews_due",
    "begin_self_assessment",
    "carry_on",
    "change_source",
    "confirm_self_assessment",
    "expect_level",
    "expect_no_more",
    "record_version",
    "rest_each_on",
    "rest_on",
    "retire",
    "review",
    "score_oneself",
    "send_self_assessment",
    "set_aside",
    "take_back",
    "take_up",
    "throw_away_draft",
]
