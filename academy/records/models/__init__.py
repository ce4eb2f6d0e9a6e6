"""What each person has done, what they made of it, and what they bring from elsewhere."""

from academy.records.models.completions import Certificate, Completion
from academy.records.models.hand_ins import AcceptedIssuer, Countersignature, Countersigning, HandIn
from academy.records.models.plan import PlannedItem
from academy.records.models.reflections import Reflection

__all__ = [
    "AcceptedIssuer",
    "Certificate",
    "Completion",
    "Countersignature",
    "Countersigning",
    "HandIn",
    "PlannedItem",
    "Reflection",
]
