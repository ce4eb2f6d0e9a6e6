"""What is decided from plain values about audits, and the words for it."""

from academy.audits.rules.cases import AgeBand, CaseKind, age_band
from academy.audits.rules.grades import GOOD_OR_BETTER, LESS_THAN_GOOD, Grade

__all__ = [
    "GOOD_OR_BETTER",
    "LESS_THAN_GOOD",
    "AgeBand",
    "CaseKind",
    "Grade",
    "age_band",
]
