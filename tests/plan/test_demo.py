"""The demonstration's plan: of what there is to learn, for the needs there are, with money that shows every case."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from academy.core.demo import World
from academy.people.scope import TheAuthority
from academy.plan import queries
from academy.plan.demo import build
from academy.plan.demo.lines import funding, planned
from academy.plan.models import LearningPlan, PlanItem
from academy.plan.rules import ItemState
from tests.builders import make_item, make_need, make_session

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 17)


@pytest.fixture
def weyshire(capability):
    """Everything that the plan names is on offer; of the first thing a session was held and one is to come."""
    items = [make_item(line.item) for line in _offered()]
    for days in (-60, 30):
        starts_at = timezone.make_aware(datetime.combine(DAY + timedelta(days=days), time(9, 30)))
        make_session(items[0], starts_at=starts_at)
    build(World(on=DAY, people=400))
    return items


def _offered():
    return {line.item: line for line in planned() if line.item}.values()


def test_every_line_names_who_pays():
    known = set(funding())

    assert {code for line in planned() for code, _ in line.funders} <= known
    assert len({(line.years, line.title) for line in planned()}) == len(list(planned()))


def test_this_years_plan_shows_every_case(weyshire):
    plan = LearningPlan.objects.get(year=2026)
    of = queries.whole(TheAuthority(DAY), plan)
    states = {line.state for line in of.lines}

    assert {ItemState.PLANNED, ItemState.COMMISSIONED, ItemState.DROPPED} <= states
    assert of.over
    assert of.budgets_over
    assert of.progress.sessions == 2
    assert of.money.spent > 0


def test_the_year_before_holds_only_what_was_on_the_calendar(weyshire):
    assert not PlanItem.objects.filter(plan__year=2025).exists()
    assert LearningPlan.objects.get(year=2025).is_closed


def test_needs_go_to_the_first_thing_that_teaches_what_they_ask(capability):
    line = next(line for line in planned() if line.years in ("now", "both") and line.item)
    type(capability).objects.filter(pk=capability.pk).update(code=line.capabilities[0])
    capability.refresh_from_db()
    need = make_need("Weighing risk", capability=capability)
    make_item(line.item)

    build(World(on=DAY, people=400))
    need.refresh_from_db()

    assert PlanItem.objects.get(needs=need).title == line.title
    assert need.state == "planned"
