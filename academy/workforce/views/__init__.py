"""The pages, by noun."""

from academy.workforce.views.leaving import compare_intakes, leaving, staying_groups
from academy.workforce.views.retention import complete_from, intake, retention
from academy.workforce.views.warning import early_warning, early_warning_series, early_warning_team

__all__ = [
    "compare_intakes",
    "complete_from",
    "early_warning",
    "early_warning_series",
    "early_warning_team",
    "intake",
    "leaving",
    "retention",
    "staying_groups",
]
