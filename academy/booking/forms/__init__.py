"""What people type when they book, plan a session, hold places or mark a register."""

from academy.booking.forms.approvals import (
    APPROVE,
    ApprovalForm,
    ApprovalRuleForm,
    ApprovalsForm,
    DeputyForm,
)
from academy.booking.forms.attendance import (
    CodeForm,
    DayFilter,
    PeriodFilter,
    PersonMarkForm,
    RegisterFileForm,
    RegisterForm,
    ShareForm,
    WalkInForm,
)
from academy.booking.forms.bookings import (
    COVER_HINTS,
    BookingForm,
    CauseField,
    CoverForm,
    InterestForm,
    MoveForm,
    ReasonForm,
    TeamForm,
)
from academy.booking.forms.charges import ChargesFilter, ContributionForm, PolicyForm, RateForm, RunForm, WaiverForm
from academy.booking.forms.days import AgainForm, CallOffForm, DayForm
from academy.booking.forms.sessions import HoldForm, SessionFilter, SessionForm, as_typed
from academy.booking.forms.terms import TermsForm
from academy.booking.forms.venues import NewTrainerForm, RoomForm, TrainerForm, VenueFilter, VenueForm

__all__ = [
    "APPROVE",
    "COVER_HINTS",
    "AgainForm",
    "ApprovalForm",
    "ApprovalRuleForm",
    "ApprovalsForm",
    "BookingForm",
    "CallOffForm",
    "CauseField",
    "ChargesFilter",
    "CodeForm",
    "ContributionForm",
    "CoverForm",
    "DayFilter",
    "DayForm",
    "DeputyForm",
    "HoldForm",
    "InterestForm",
    "MoveForm",
    "NewTrainerForm",
    "PeriodFilter",
    "PersonMarkForm",
    "PolicyForm",
    "RateForm",
    "ReasonForm",
    "RegisterFileForm",
    "RegisterForm",
    "RoomForm",
    "RunForm",
    "SessionFilter",
    "SessionForm",
    "ShareForm",
    "TeamForm",
    "TermsForm",
    "TrainerForm",
    "VenueFilter",
    "VenueForm",
    "WaiverForm",
    "WalkInForm",
    "as_typed",
]
