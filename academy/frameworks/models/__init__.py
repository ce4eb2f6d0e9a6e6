"""The shared language, and the law, guidance and evidence that everything rests on."""

from academy.frameworks.models.capabilities import Capability, Counterpart, Framework, JobRoleCapability
from academy.frameworks.models.guides import (
    PARTS,
    Duty,
    Guide,
    GuideVersion,
    Part,
    Principle,
    Scenario,
    Term,
    Threshold,
)
from academy.frameworks.models.self_assessments import Score, SelfAssessment
from academy.frameworks.models.sources import CurrencyReview, LegalSource, RestsOn, SourceVersion
from academy.frameworks.models.understood import Acknowledgement, ScenarioCount

__all__ = [
    "PARTS",
    "Acknowledgement",
    "Capability",
    "Counterpart",
    "CurrencyReview",
    "Duty",
    "Framework",
    "Guide",
    "GuideVersion",
    "JobRoleCapability",
    "LegalSource",
    "Part",
    "Principle",
    "RestsOn",
    "Scenario",
    "ScenarioCount",
    "Score",
    "SelfAssessment",
    "SourceVersion",
    "Term",
    "Threshold",
]
