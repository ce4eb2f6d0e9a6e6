"""Recording that two people met, what they wrote, what somebody is to learn, and what a review asks for."""

from academy.programmes.actions.moving import erase_person, move_person
from academy.programmes.actions.openings import agree_to_opening, ask_to_open, read_opened
from academy.programmes.actions.reviews import (
    add_action,
    add_recommendation,
    add_review,
    change_review,
    finish_action,
    move_due_day,
)
from academy.programmes.actions.supervision import (
    Point,
    end_rule,
    record_conversation,
    set_rule,
    write_note,
)

__all__ = [
    "Point",
    "add_action",
    "add_recommendation",
    "add_review",
    "agree_to_opening",
    "ask_to_open",
    "change_review",
    "end_rule",
    "erase_person",
    "finish_action",
    "move_due_day",
    "move_person",
    "read_opened",
    "record_conversation",
    "set_rule",
    "write_note",
]
