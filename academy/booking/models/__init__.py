"""Sessions, the places held on them, and who has them."""

from academy.booking.models.approvals import Approval, Deputy
from academy.booking.models.attendance import AttendanceRule, Mark, Register
from academy.booking.models.bookings import Booking
from academy.booking.models.charges import (
    Charge,
    ChargingPolicy,
    ChargingRate,
    Contribution,
    InvoiceLine,
    InvoiceRun,
)
from academy.booking.models.days import SessionDay
from academy.booking.models.feeds import CalendarAddress
from academy.booking.models.holds import HeldPlaces
from academy.booking.models.interest import Interest
from academy.booking.models.sessions import Session
from academy.booking.models.terms import ApprovalRule, Terms
from academy.booking.models.trainers import Leading, Trainer
from academy.booking.models.turns import Decision, Party
from academy.booking.models.venues import Room, Venue

__all__ = [
    "Approval",
    "ApprovalRule",
    "AttendanceRule",
    "Booking",
    "CalendarAddress",
    "Charge",
    "ChargingPolicy",
    "ChargingRate",
    "Contribution",
    "Decision",
    "Deputy",
    "HeldPlaces",
    "Interest",
    "InvoiceLine",
    "InvoiceRun",
    "Leading",
    "Mark",
    "Party",
    "Register",
    "Room",
    "Session",
    "SessionDay",
    "Terms",
    "Trainer",
    "Venue",
]
