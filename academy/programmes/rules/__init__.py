"""When a conversation is due, what a review may ask for, and what is refused."""

from academy.programmes.rules.reviews import ActionState, ReviewKind, ReviewRefused, state_of
from academy.programmes.rules.supervision import (
    LONGEST_NOTE,
    LONGEST_POINT,
    MOST_POINTS,
    OPEN_FOR,
    ConversationKind,
    NotYours,
    OpeningRefused,
    SupervisionRefused,
    Times,
    applies,
    check_day,
    due_on,
    nearest,
)

__all__ = [
    "LONGEST_NOTE",
    "LONGEST_POINT",
    "MOST_POINTS",
    "OPEN_FOR",
    "ActionState",
    "ConversationKind",
    "NotYours",
    "OpeningRefused",
    "ReviewKind",
    "ReviewRefused",
    "SupervisionRefused",
    "Times",
    "applies",
    "check_day",
    "due_on",
    "nearest",
    "state_of",
]
