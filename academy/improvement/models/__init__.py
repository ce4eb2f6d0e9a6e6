"""The room’s records, by noun."""

from academy.improvement.models.dates import Milestone, MovedDate
from academy.improvement.models.inspections import (
    Inspection,
    InspectionFinding,
    InspectionJudgement,
    OutcomesRelease,
    PublishedOutcome,
)
from academy.improvement.models.measures import Comparator, EarlierReading, InterimTarget, Measure, Reading
from academy.improvement.models.packs import (
    Commentary,
    Pack,
    PackApproval,
    PackFile,
    PackMeasure,
    PackVersion,
)
from academy.improvement.models.plan_actions import Blocker, Evidence, PlanAction
from academy.improvement.models.plans import ImprovementPlan, Outcome, Priority
from academy.improvement.models.programme import Benefit, ProgrammePhase
from academy.improvement.models.recommendations import Recommendation
from academy.improvement.models.risks import Risk, RiskReview

__all__ = [
    "Benefit",
    "Blocker",
    "Commentary",
    "Comparator",
    "EarlierReading",
    "Evidence",
    "ImprovementPlan",
    "Inspection",
    "InspectionFinding",
    "InspectionJudgement",
    "InterimTarget",
    "Measure",
    "Milestone",
    "MovedDate",
    "Outcome",
    "OutcomesRelease",
    "Pack",
    "PackApproval",
    "PackFile",
    "PackMeasure",
    "PackVersion",
    "PlanAction",
    "Priority",
    "ProgrammePhase",
    "PublishedOutcome",
    "Reading",
    "Recommendation",
    "Risk",
    "RiskReview",
]
