"""What is asked of whom, the gaps of a day, and the evidence of need."""

from academy.needs.models.analysis import (
    AnalysisDay,
    NeedsSnapshot,
)
from academy.needs.models.capabilities import (
    CapabilityGap,
    Recommendation,
)
from academy.needs.models.equivalents import (
    Equivalent,
)
from academy.needs.models.exemptions import (
    Exemption,
)
from academy.needs.models.requirements import (
    GapSnapshot,
    Requirement,
    SnapshotDay,
)
from academy.needs.models.signals import (
    Need,
    Signal,
)
from academy.needs.models.whom import (
    Profession,
    ProfessionRole,
    Setting,
    SettingLine,
)

__all__ = [
    "AnalysisDay",
    "CapabilityGap",
    "Equivalent",
    "Exemption",
    "GapSnapshot",
    "Need",
    "NeedsSnapshot",
    "Profession",
    "ProfessionRole",
    "Recommendation",
    "Requirement",
    "Setting",
    "SettingLine",
    "Signal",
    "SnapshotDay",
]
