"""What may not be said twice, what kinds of source there are, and what becomes of what rests on them."""

from academy.frameworks.rules.capabilities import AlreadyThere, EndsBeforeItStarts
from academy.frameworks.rules.sources import (
    NotCurrent,
    NothingToReview,
    Outcome,
    OutOfOrder,
    ReviewReason,
    SourceKind,
    came_out_words,
    waiting_words,
)

__all__ = [
    "AlreadyThere",
    "EndsBeforeItStarts",
    "NotCurrent",
    "NothingToReview",
    "OutOfOrder",
    "Outcome",
    "ReviewReason",
    "SourceKind",
    "came_out_words",
    "waiting_words",
]
