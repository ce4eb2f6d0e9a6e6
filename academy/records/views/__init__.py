"""What a person has learned, what they made of it, and what they bring from elsewhere."""

from academy.records.views.accepted import accept, accepted, countersigning, stop_accepting
from academy.records.views.certificates import certificate, verify
from academy.records.views.cpd import cpd, cpd_copy
from academy.records.views.hand_ins import (
    countersign,
    elsewhere,
    evidence,
    hand_in,
    hand_in_new,
    take_back,
    to_countersign,
)
from academy.records.views.learning import (
    completion,
    hand_in_certificate,
    my_record,
    record,
    withdraw_completion,
)
from academy.records.views.reflections import (
    question,
    reflect,
    reflection,
    reflection_about,
    reflection_new,
    share,
    shown,
    shown_reflection,
    standards,
    throw_away,
)

__all__ = [
    "accept",
    "accepted",
    "certificate",
    "completion",
    "countersign",
    "countersigning",
    "cpd",
    "cpd_copy",
    "elsewhere",
    "evidence",
    "hand_in",
    "hand_in_certificate",
    "hand_in_new",
    "my_record",
    "question",
    "record",
    "reflect",
    "reflection",
    "reflection_about",
    "reflection_new",
    "share",
    "shown",
    "shown_reflection",
    "standards",
    "stop_accepting",
    "take_back",
    "throw_away",
    "to_countersign",
    "verify",
    "withdraw_completion",
]
