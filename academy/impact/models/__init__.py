"""The room’s records, by noun."""

from academy.impact.models.engagement import AcceptedReflection, EngagementSnapshot
from academy.impact.models.estimates import EffectEstimate
from academy.impact.models.partner_scale import PartnerAnswer, PartnerAsked, PartnerRound
from academy.impact.models.roll_outs import RollOut

__all__ = [
    "AcceptedReflection",
    "EffectEstimate",
    "EngagementSnapshot",
    "PartnerAnswer",
    "PartnerAsked",
    "PartnerRound",
    "RollOut",
]
