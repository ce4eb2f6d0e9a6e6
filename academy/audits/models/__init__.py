"""The quality of practice, looked at case by case, and nothing kept about a child."""

from academy.audits.models.audits import (
    AnswerVersion,
    Audit,
    AuditHand,
    AuditView,
    Judgement,
    Moderation,
    QuestionAnswer,
    ReviewPause,
)
from academy.audits.models.concerns import Concern, ConcernContact, ConcernTold
from academy.audits.models.findings import AuditAction, Feedback, Finding, ReAudit
from academy.audits.models.samples import AuditRound, Sample, SampledCase
from academy.audits.models.timeliness import TimelinessFigure, TimelinessReading
from academy.audits.models.tools import AuditTool, PracticeTheme, ToolQuestion, ToolSection, ToolVersion

__all__ = [
    "AnswerVersion",
    "Audit",
    "AuditAction",
    "AuditHand",
    "AuditRound",
    "AuditTool",
    "AuditView",
    "Concern",
    "ConcernContact",
    "ConcernTold",
    "Feedback",
    "Finding",
    "Judgement",
    "Moderation",
    "PracticeTheme",
    "QuestionAnswer",
    "ReAudit",
    "ReviewPause",
    "Sample",
    "SampledCase",
    "TimelinessFigure",
    "TimelinessReading",
    "ToolQuestion",
    "ToolSection",
    "ToolVersion",
]
