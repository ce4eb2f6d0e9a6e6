"""What the clock starts in this room."""

from typing import Any

from academy.core import clock
from academy.impact import queries
from academy.needs import actions as needs
from academy.needs import rules


def meet_needs(**said: Any) -> str:
    """Needs whose learning was delivered to enough people and used by enough of them. Run again, it finds the rest."""
    met = 0
    for need in queries.planned_needs():
        outcome = queries.outcome_of(need)
        if rules.is_met(need.size, delivered=outcome.delivered, applied=outcome.applied):
            needs.meet_need(need, delivered=outcome.delivered, applied=outcome.applied, by=None, on=clock.today())
            met += 1
    return f"{met} need{'' if met == 1 else 's'} met"
