"""Who must learn what, and who has not: worked out when asked, in sets, by the database."""

from academy.needs.queries.counts import Count, Counts, gap_counts
from academy.needs.queries.gap import Gap
from academy.needs.queries.gaps import Gaps, gaps, gaps_of, posts_held, standing, team
from academy.needs.queries.requirements import (
    changed_to,
    choices,
    current_requirements,
    requirements,
    same_requirement,
    titles,
)
from academy.needs.queries.snapshots import lately, latest_snapshot, snapshot_gaps

__all__ = [
    "Count",
    "Counts",
    "Gap",
    "Gaps",
    "changed_to",
    "choices",
    "current_requirements",
    "gap_counts",
    "gaps",
    "gaps_of",
    "lately",
    "latest_snapshot",
    "posts_held",
    "requirements",
    "same_requirement",
    "snapshot_gaps",
    "standing",
    "team",
    "titles",
]
