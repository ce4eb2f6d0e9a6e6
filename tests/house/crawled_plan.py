"""What the crawl meets in a year's plan: what stands in it, what was ordered, who pays, and what was spent."""

from decimal import Decimal
from itertools import cycle
from typing import Any

from academy.core import clock
from academy.people.models import Organisation, Person
from academy.plan import actions
from tests.builders import make_item, numbers

EXAMPLES = {
    "plan/": "plan year",
    "plan/items/": "plan item",
    "plan/commissions/": "commission",
    "plan/budgets/": "budget",
    "plan/costs/": "plan cost",
    "api/plan/plans/": "plan year",
}
YEARS = cycle(range(2030, 2190))  # a year for each side: one plan is for everybody, and each side's is gone with it


def plan_of(things: dict[str, Any], organisation: Organisation, person: Person) -> None:
    """The owner stands by name with whoever keeps the plan, so that a leak of it would show."""
    plan = things["learning plan"] = actions.begin_plan(next(YEARS), by=None)
    things["plan year"] = plan.year
    item = things["plan item"] = actions.add_item(
        plan, f"Plan item {next(numbers)}", needs=(), owner=person, owner_words="Head of service", by=None
    )
    ordered = make_item(f"Ordered {item.pk} of {organisation.code}", organisation=organisation)
    things["ordered item"] = ordered
    things["commission"] = actions.commission(item, ordered, by=None)
    budget = things["budget"] = actions.add_budget(plan, f"Funder {item.pk}", pounds=Decimal(900), by=None)
    things["funder"] = budget.funder
    cost = things["plan cost"] = actions.add_cost(item, budget, kind="trainer", planned=Decimal(90), by=None)
    things["spend"] = actions.record_spend(cost, pounds=Decimal(9), on=clock.today(), by=None)
