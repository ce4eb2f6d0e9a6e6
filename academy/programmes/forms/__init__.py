"""What people type about conversations and reviews."""

from academy.programmes.forms.reviews import (
    ActionForm,
    EvidenceForm,
    MoveForm,
    RecommendationForm,
    ReviewForm,
)
from academy.programmes.forms.supervision import ConversationForm, NoteForm, OpeningForm, RuleForm

__all__ = [
    "ActionForm",
    "ConversationForm",
    "EvidenceForm",
    "MoveForm",
    "NoteForm",
    "OpeningForm",
    "RecommendationForm",
    "ReviewForm",
    "RuleForm",
]
