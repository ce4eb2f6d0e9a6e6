"""What this room changes."""

from academy.needs.actions.requirements import (
    PEOPLE_AT_A_TIME,
    Asking,
    add_requirement,
    change_requirement,
    end_requirement,
    erase_person,
    move_person,
    remind,
    take_snapshot,
)

__all__ = [
    "PEOPLE_AT_A_TIME",
    "Asking",
    "add_requirement",
    "change_requirement",
    "end_requirement",
    "erase_person",
    "move_person",
    "remind",
    "take_snapshot",
]
