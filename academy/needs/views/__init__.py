"""The pages: a manager's team, everybody's gaps, and what is asked of whom."""

from academy.needs.views.analysis import (
    alike_offers,
    analysis,
    analysis_people,
)
from academy.needs.views.gaps import (
    gaps,
    gaps_organisation,
    gaps_requirement,
)
from academy.needs.views.needs import (
    closed_needs,
    need,
    set_need_aside,
)
from academy.needs.views.requirements import (
    add_requirement,
    change_requirement,
    end_requirement,
    requirement,
    requirements,
)
from academy.needs.views.signals import (
    leave_signal,
    raise_signal,
    signal,
    signals,
    weigh_signals,
)
from academy.needs.views.team import (
    chosen,
    grid,
    my_team,
    person_needs,
)

__all__ = [
    "add_requirement",
    "alike_offers",
    "analysis",
    "analysis_people",
    "change_requirement",
    "chosen",
    "closed_needs",
    "end_requirement",
    "gaps",
    "gaps_organisation",
    "gaps_requirement",
    "grid",
    "leave_signal",
    "my_team",
    "need",
    "person_needs",
    "raise_signal",
    "requirement",
    "requirements",
    "set_need_aside",
    "signal",
    "signals",
    "weigh_signals",
]
