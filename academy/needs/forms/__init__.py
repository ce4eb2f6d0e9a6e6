"""What people type into this room."""

from academy.needs.forms.requirements import (
    DUE,
    EVERYONE,
    OVERDUE,
    DayFilter,
    EndForm,
    GapFilter,
    RequirementForm,
    TeamFilter,
    TermsForm,
)
from academy.needs.forms.signals import (
    ALL,
    LEFT,
    STANDING,
    TO_WEIGH,
    AnalysisFilter,
    CountsFilter,
    CutFilter,
    ReasonForm,
    SignalFilter,
    SignalForm,
    WeighForm,
)

__all__ = [
    "ALL",
    "DUE",
    "EVERYONE",
    "LEFT",
    "OVERDUE",
    "STANDING",
    "TO_WEIGH",
    "AnalysisFilter",
    "CountsFilter",
    "CutFilter",
    "DayFilter",
    "EndForm",
    "GapFilter",
    "ReasonForm",
    "RequirementForm",
    "SignalFilter",
    "SignalForm",
    "TeamFilter",
    "TermsForm",
    "WeighForm",
]
