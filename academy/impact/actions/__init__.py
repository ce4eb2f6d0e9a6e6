"""Everything that changes something, by noun: one transaction each, with its line in the trail."""

from academy.impact.actions.effects import ask_for_effects, reach_teams, take_back_roll_out, work_out
from academy.impact.actions.engagement import accept_reflection, count_engagement, count_quarter, snapshots
from academy.impact.actions.partner_scale import (
    PARTNER,
    answer_as_partner,
    ask_partners,
    move_person,
    partners_link,
    remind_partners,
)

__all__ = [
    "PARTNER",
    "accept_reflection",
    "answer_as_partner",
    "ask_for_effects",
    "ask_partners",
    "count_engagement",
    "count_quarter",
    "move_person",
    "partners_link",
    "reach_teams",
    "remind_partners",
    "snapshots",
    "take_back_roll_out",
    "work_out",
]
