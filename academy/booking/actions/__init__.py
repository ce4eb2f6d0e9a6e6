"""Everything that changes a session, a place or a register: who did what, in one transaction."""

from academy.booking.actions.attendance import mark_attendance
from academy.booking.actions.erasing import erase_person
from academy.booking.actions.invitations import calendar_file
from academy.booking.actions.moving import move_person
from academy.booking.actions.places import (
    Outcome,
    answer_cover,
    book_place,
    book_places,
    cancel_booking,
    fill_freed_places,
    give_back_for_leaver,
)
from academy.booking.actions.reminders import erase_needs, remind
from academy.booking.actions.sessions import (
    cancel_session,
    change_places,
    change_session,
    hold_places,
    release_places,
    schedule,
)
from academy.booking.actions.telling import CANNOT_COME

__all__ = [
    "CANNOT_COME",
    "Outcome",
    "answer_cover",
    "book_place",
    "book_places",
    "calendar_file",
    "cancel_booking",
    "cancel_session",
    "change_places",
    "change_session",
    "erase_needs",
    "erase_person",
    "fill_freed_places",
    "give_back_for_leaver",
    "hold_places",
    "mark_attendance",
    "move_person",
    "release_places",
    "remind",
    "schedule",
]
