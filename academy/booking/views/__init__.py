"""The pages: for those who book, and for the Academy team that runs the sessions."""

from academy.booking.views.bookings import answer_cover, booking, calendar, cancel, cannot_come
from academy.booking.views.offer import book, book_team, dates, session
from academy.booking.views.running import (
    call_off,
    change_session,
    hold_places,
    register,
    release_places,
    schedule_session,
    sessions,
)

__all__ = [
    "answer_cover",
    "book",
    "book_team",
    "booking",
    "calendar",
    "call_off",
    "cancel",
    "cannot_come",
    "change_session",
    "dates",
    "hold_places",
    "register",
    "release_places",
    "schedule_session",
    "session",
    "sessions",
]
