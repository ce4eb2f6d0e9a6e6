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

__all__ = [
    "DUE",
    "EVERYONE",
    "OVERDUE",
    "DayFilter",
    "EndForm",
    "GapFilter",
    "RequirementForm",
    "TeamFilter",
    "TermsForm",
]
