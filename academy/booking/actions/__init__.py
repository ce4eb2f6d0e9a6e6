"""Everything that changes a session, a place or a register: who did what, in one transaction."""

from academy.booking.actions.approvals import (
    approve,
    decline,
    end_deputy,
    may_approve,
    name_deputy,
    remind_approver,
    set_approval_rule,
)
from academy.booking.actions.arrivals import add_walk_in, check_in, check_in_by_code, show_wall
from academy.booking.actions.attendance import (
    Came,
    NewMark,
    Taken,
    close_register,
    mark_attendance,
    open_register,
    set_least_share,
    take_marks,
    undo_file,
)
from academy.booking.actions.causes import say_why
from academy.booking.actions.charges import (
    add_contribution,
    invoice_line,
    keep_charges,
    run_invoices,
    set_policy,
    waive_charge,
)
from academy.booking.actions.erasing import erase_person
from academy.booking.actions.feeds import PURPOSE as CALENDAR
from academy.booking.actions.feeds import calendar_feed, calendar_token, close_calendar_address, make_calendar_address
from academy.booking.actions.holds import hold_places, release_places
from academy.booking.actions.interest import (
    end_interest_of_those_who_booked,
    register_interest,
    tell_interested,
    withdraw_interest,
)
from academy.booking.actions.invitations import calendar_file
from academy.booking.actions.leading import add_trainer, change_trainer, forget_expert_who_led
from academy.booking.actions.lists import ask_again, fill_freed_places, say_who_is_urgent, take_offer
from academy.booking.actions.moving import move_person
from academy.booking.actions.places import (
    Outcome,
    answer_cover,
    book_place,
    book_places,
    cancel_booking,
    give_back_for_leaver,
    move_booking,
)
from academy.booking.actions.reminders import erase_needs, remind
from academy.booking.actions.sessions import (
    cancel_session,
    change_day,
    change_places,
    change_session,
    drop_day,
    schedule,
    schedule_again,
)
from academy.booking.actions.telling import APPROVE, CANNOT_COME, TAKE
from academy.booking.actions.terms import set_terms
from academy.booking.actions.venues import add_room, add_venue, change_room, change_venue

__all__ = [
    "APPROVE",
    "CALENDAR",
    "CANNOT_COME",
    "TAKE",
    "Came",
    "NewMark",
    "Outcome",
    "Taken",
    "add_contribution",
    "add_room",
    "add_trainer",
    "add_venue",
    "add_walk_in",
    "answer_cover",
    "approve",
    "ask_again",
    "book_place",
    "book_places",
    "calendar_feed",
    "calendar_file",
    "calendar_token",
    "cancel_booking",
    "cancel_session",
    "change_day",
    "change_places",
    "change_room",
    "change_session",
    "change_trainer",
    "change_venue",
    "check_in",
    "check_in_by_code",
    "close_calendar_address",
    "close_register",
    "decline",
    "drop_day",
    "end_deputy",
    "end_interest_of_those_who_booked",
    "erase_needs",
    "erase_person",
    "fill_freed_places",
    "forget_expert_who_led",
    "give_back_for_leaver",
    "hold_places",
    "invoice_line",
    "keep_charges",
    "make_calendar_address",
    "mark_attendance",
    "may_approve",
    "move_booking",
    "move_person",
    "name_deputy",
    "open_register",
    "register_interest",
    "release_places",
    "remind",
    "remind_approver",
    "run_invoices",
    "say_who_is_urgent",
    "say_why",
    "schedule",
    "schedule_again",
    "set_approval_rule",
    "set_least_share",
    "set_policy",
    "set_terms",
    "show_wall",
    "take_marks",
    "take_offer",
    "tell_interested",
    "undo_file",
    "waive_charge",
    "withdraw_interest",
]
