"""What people type about learning, made into clean values."""

from academy.records.forms.completions import WithdrawForm
from academy.records.forms.hand_ins import (
    AcceptForm,
    CountersignForm,
    CountersigningForm,
    ElsewhereForm,
    HandedInForm,
    RefuseForm,
    beginning_with,
)
from academy.records.forms.reflections import AboutForm, AnswerForm, PeerForm, StandardsForm

__all__ = [
    "AboutForm",
    "AcceptForm",
    "AnswerForm",
    "CountersignForm",
    "CountersigningForm",
    "ElsewhereForm",
    "HandedInForm",
    "PeerForm",
    "RefuseForm",
    "StandardsForm",
    "WithdrawForm",
    "beginning_with",
]
