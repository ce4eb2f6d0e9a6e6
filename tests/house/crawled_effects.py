"""The share of what learning changed in the world that is crawled."""

from typing import Any

from academy.core import clock
from academy.impact import actions
from academy.impact.rules.effects import Outcome
from academy.people.models import Organisation
from tests.builders import LONG_AGO, make_item, make_team, numbers

EXAMPLES = {
    "impact/effects/": "rolled out item",
    "impact/effects/roll-outs/": "roll-out",
    "api/impact/effects/": "rolled out item",
}


def effects_of(things: dict[str, Any], organisation: Organisation) -> None:
    """An item that reached one team, and the answer that so little gives."""
    things["rolled out item"] = item = make_item("Coaching in waves")
    team = make_team(f"A team that was reached, {next(numbers)}", organisation=organisation)
    (things["roll-out"],) = actions.reach_teams(item, [team], live_on=LONG_AGO, by=None)
    things["effect estimate"] = actions.work_out(item, Outcome.PRACTICE, on=clock.today())
