"""The pages, by noun."""

from academy.impact.views.effects import (
    audits_needed,
    effect,
    effects,
    roll_out,
    take_back_roll_out,
    work_out_effect,
)
from academy.impact.views.engagement import accept_reflection, barometer, reflections_to_accept
from academy.impact.views.partnership import ask_partners, partner_answer, partner_own, partnership
from academy.impact.views.use import impact, impact_collection, impact_item

__all__ = [
    "accept_reflection",
    "ask_partners",
    "audits_needed",
    "barometer",
    "effect",
    "effects",
    "impact",
    "impact_collection",
    "impact_item",
    "partner_answer",
    "partner_own",
    "partnership",
    "reflections_to_accept",
    "roll_out",
    "take_back_roll_out",
    "work_out_effect",
]
