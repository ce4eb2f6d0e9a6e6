"""The pages: a manager's team, everybody's gaps, and what is asked of whom."""

from academy.needs.views.gaps import gaps, gaps_organisation, gaps_requirement
from academy.needs.views.requirements import (
    add_requirement,
    change_requirement,
    end_requirement,
    requirement,
    requirements,
)
from academy.needs.views.team import chosen, grid, my_team, person_needs

__all__ = [
    "add_requirement",
    "change_requirement",
    "chosen",
    "end_requirement",
    "gaps",
    "gaps_organisation",
    "gaps_requirement",
    "grid",
    "my_team",
    "person_needs",
    "requirement",
    "requirements",
]
