"""Weyshire's plan for this year and the one before, with what each costs and who pays. What is on the calendar for its
items counts for it."""

from academy.core.demo import World
from academy.plan.demo import items, money
from academy.plan.demo.lines import planned
from academy.plan.models import LearningPlan
from academy.plan.rules import PlanState, first_day, year_on

INTENT = (
    "Three things above all: that risk is weighed and not only described, that neglect is seen earlier, and that every "
    "agency means the same by a threshold. What is done again from last year is done because it was used."
)
LAST = "Everybody at the level of safeguarding that their post asks for, and help for those who begin."
BOARD = "the Safeguarding Partnership’s learning group"


def build(world: World) -> None:
    year = year_on(world.on)
    built = []
    for number, years in ((year - 1, ("last", "both")), (year, ("now", "both"))):
        plan = _plan(number, is_closed=number < year)
        lines = [line for line in planned() if line.years in years]
        rows = items.build(plan, lines, world)
        money.build(plan, rows, world)
        built.append(len(rows))
    world.say(f"a plan of {built[1]} items for this year, and one of {built[0]} for the last")


def _plan(year: int, *, is_closed: bool) -> LearningPlan:
    agreed_on = first_day(year)
    return LearningPlan.objects.create(
        year=year,
        intent=LAST if is_closed else INTENT,
        state=PlanState.CLOSED if is_closed else PlanState.AGREED,
        agreed_on=agreed_on,
        agreed_by=BOARD,
        made_at=items.noon(agreed_on),
    )
