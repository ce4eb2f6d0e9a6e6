"""Files that come in, by noun."""

from academy.workforce.imports.agency import COLUMNS as AGENCY_COLUMNS
from academy.workforce.imports.agency import SPEC as AGENCY
from academy.workforce.imports.published import left_out_words, take_in_published
from academy.workforce.imports.stays import stays_in
from academy.workforce.imports.team_months import SPEC as TEAM_MONTHS

__all__ = [
    "AGENCY",
    "AGENCY_COLUMNS",
    "TEAM_MONTHS",
    "left_out_words",
    "stays_in",
    "take_in_published",
]
