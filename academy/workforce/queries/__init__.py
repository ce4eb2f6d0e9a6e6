"""What this room reads of the records."""

from academy.workforce.queries.agency import teams_to_choose, worker_for
from academy.workforce.queries.published import beside, newest, recomputed_rows, releases, revised
from academy.workforce.queries.rates import Workforce, council_teams, monthly_rates, rates_on
from academy.workforce.queries.retention import (
    LONGEST_BREAK,
    MARKS,
    Career,
    Held,
    careers,
    complete_from,
    held_posts,
    intakes,
    newly_qualified_stays,
    of_route,
    reasons_for_leaving,
    team_names,
)

__all__ = [
    "LONGEST_BREAK",
    "MARKS",
    "Career",
    "Held",
    "Workforce",
    "beside",
    "careers",
    "complete_from",
    "council_teams",
    "held_posts",
    "intakes",
    "monthly_rates",
    "newest",
    "newly_qualified_stays",
    "of_route",
    "rates_on",
    "reasons_for_leaving",
    "recomputed_rows",
    "releases",
    "revised",
    "team_names",
    "teams_to_choose",
    "worker_for",
]
