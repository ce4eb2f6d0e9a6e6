"""Learning that lasts: supervision and appraisal, and what case reviews ask for."""

from academy.programmes.models.reviews import CaseReview, Recommendation, ReviewAction
from academy.programmes.models.supervision import (
    Conversation,
    ConversationNote,
    LearningPoint,
    NoteOpening,
    SupervisionRule,
)

__all__ = [
    "CaseReview",
    "Conversation",
    "ConversationNote",
    "LearningPoint",
    "NoteOpening",
    "Recommendation",
    "ReviewAction",
    "SupervisionRule",
]
