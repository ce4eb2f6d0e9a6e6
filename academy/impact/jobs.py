"""What the clock starts in this room."""

from typing import Any

from academy.catalogue.models import Item
from academy.core import clock
from academy.impact import actions, queries
from academy.impact.models import RollOut
from academy.impact.rules.effects import Outcome
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


def count_engagement(**said: Any) -> str:
    """Whole quarters, each until it has been over for a month. Run again, it counts the same."""
    counted = actions.count_engagement(on=clock.today())
    return f"{len(counted)} quarter{'' if len(counted) == 1 else 's'} counted"


def remind_partners(**said: Any) -> str:
    """Once, two weeks after they were asked."""
    reminded = actions.remind_partners(on=clock.today())
    return f"{reminded} partner{'' if reminded == 1 else 's'} reminded"


def work_out_effects(*, item: int | None = None, **said: Any) -> str:
    """What each item that reached teams did, as far as the records say. The same records give the same answer."""
    items = Item.objects.filter(pk__in=RollOut.objects.order_by().values("item")).order_by("pk")
    worked = [
        actions.work_out(one, outcome, on=clock.today())
        for one in (items.filter(pk=item) if item else items)
        for outcome in Outcome
    ]
    refused = sum(1 for one in worked if one.refused)
    return f"{len(worked)} answers worked out, {refused} of them “not enough evidence yet”"
