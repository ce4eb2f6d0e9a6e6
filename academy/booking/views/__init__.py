"""The pages: for those who book, and for the Academy team that runs the sessions."""

from academy.booking.views.approvals import approval, approval_rules, approvals, approve, deputies, end_deputy
from academy.booking.views.attendance import attendance_rule, close_register, register, register_person, walk_in
from academy.booking.views.bookings import answer_cover, booking, calendar, cancel, cannot_come
from academy.booking.views.charges import (
    charge_page,
    charges_page,
    charging_policies,
    charging_policy,
    contributions,
    invoice_run,
    invoice_runs,
    new_charging_policy,
    waive,
)
from academy.booking.views.check_in import check_in, check_in_link, wall
from academy.booking.views.events import events
from academy.booking.views.feeds import calendar_feed, my_calendar
from academy.booking.views.lost import places_lost
from academy.booking.views.offer import book, book_team, dates, session
from academy.booking.views.register_files import register_file, register_run
from academy.booking.views.running import (
    call_off,
    change_day,
    change_session,
    drop_day,
    hold_places,
    release_places,
    schedule_session,
    session_again,
    session_days,
    sessions,
)
from academy.booking.views.terms import item_terms, session_terms
from academy.booking.views.trainers import add_trainer, change_trainer, leading, trainer, trainers
from academy.booking.views.turns import ask_again, interest, move, take_offer, take_place, waiting_list, wanted
from academy.booking.views.venues import add_room, add_venue, change_room, change_venue, venue, venues

__all__ = [
    "add_room",
    "add_trainer",
    "add_venue",
    "answer_cover",
    "approval",
    "approval_rules",
    "approvals",
    "approve",
    "ask_again",
    "attendance_rule",
    "book",
    "book_team",
    "booking",
    "calendar",
    "calendar_feed",
    "call_off",
    "cancel",
    "cannot_come",
    "change_day",
    "change_room",
    "change_session",
    "change_trainer",
    "change_venue",
    "charge_page",
    "charges_page",
    "charging_policies",
    "charging_policy",
    "check_in",
    "check_in_link",
    "close_register",
    "contributions",
    "dates",
    "deputies",
    "drop_day",
    "end_deputy",
    "events",
    "hold_places",
    "interest",
    "invoice_run",
    "invoice_runs",
    "item_terms",
    "leading",
    "move",
    "my_calendar",
    "new_charging_policy",
    "places_lost",
    "register",
    "register_file",
    "register_person",
    "register_run",
    "release_places",
    "schedule_session",
    "session",
    "session_again",
    "session_days",
    "session_terms",
    "sessions",
    "take_offer",
    "take_place",
    "trainer",
    "trainers",
    "venue",
    "venues",
    "waiting_list",
    "waive",
    "walk_in",
    "wall",
    "wanted",
]
