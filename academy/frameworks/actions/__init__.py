"""The shared language and its sources: who did what, in one transaction."""

from academy.frameworks.actions.capabilities import add_capability, add_framework, retire
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
    "change_source",
    "record_version",
    "rest_each_on",
    "rest_on",
    "retire",
    "review",
    "set_aside",
    "take_up",
]
