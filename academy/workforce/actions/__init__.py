"""Everything that changes something, by noun: one transaction each, with its line in the trail."""

from academy.workforce.actions.published import keep_release, take_release_away
from academy.workforce.actions.team_months import apply_team_months, set_establishment

__all__ = [
    "apply_team_months",
    "keep_release",
    "set_establishment",
    "take_release_away",
]
