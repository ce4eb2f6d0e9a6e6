"""Plans and what stands in them, as tests want them."""

from datetime import date
from decimal import Decimal
from typing import Any

from academy.booking.models import Session
from academy.booking.rules import Status
from academy.catalogue.models import Item
from academy.core import clock
from academy.people.models import Person
from academy.plan import actions
from academy.plan.models import Budget, Commission, Cost, LearningPlan, PlanItem
from academy.plan.rules import CostKind, year_on
from academy.records import actions as records
from academy.records.rules import Door
from tests.builders import make_booking, make_item, make_person, make_session


def make_plan(year: int | None = None, **fields: Any) -> LearningPlan:
    """Of this year, unless said otherwise: a draft."""
    year = year or year_on(clock.today())
    return LearningPlan.objects.filter(year=year).first() or actions.begin_plan(year, by=None, **fields)


def make_plan_item(title: str = "Weigh risk in every assessment", **fields: Any) -> PlanItem:
    """Six sessions with 120 places for 100 people."""
    plan, needs = fields.pop("plan", None) or make_plan(), fields.pop("needs", ())
    said = {"people": 100, "sessions": 6, "places": 120, **fields}
    return actions.add_item(plan, title, needs=needs, by=None, **said)


def make_budget(plan: LearningPlan | None = None, funder: str = "Weyshire Council", pounds: int = 20_000) -> Budget:
    return actions.add_budget(plan or make_plan(), funder, pounds=Decimal(pounds), by=None)


def make_cost(plan_item: PlanItem, budget: Budget, planned: int = 8_000, **fields: Any) -> Cost:
    said = {"kind": CostKind.TRAINER, "words": "Six days of a trainer", **fields}
    return actions.add_cost(plan_item, budget, planned=Decimal(planned), by=None, **said)


def spend(cost: Cost, pounds: int | str, *, on: date | None = None, reference: str = "") -> None:
    actions.record_spend(cost, pounds=Decimal(pounds), on=on or clock.today(), reference=reference, by=None)


def make_commission(plan_item: PlanItem, item: Item | None = None, **fields: Any) -> Commission:
    return actions.commission(plan_item, item or make_item(f"Course of {plan_item}"), by=None, **fields)


def make_session_of(ordered: Commission, **fields: Any) -> Session:
    return make_session(ordered.item, cause=ordered, **fields)


def learn(session: Session, *people: Person) -> list[Person]:
    """They came, and it is on their record."""
    came = list(people) or [make_person()]
    bookings = [make_booking(session, person, status=Status.ATTENDED) for person in came]
    done = [
        records.NewCompletion(one.person_id, session.item_id, session.on, session.item.hours, Door.REGISTER, cause=one)
        for one in bookings
    ]
    records.record_completions(done, by=None, has_trail=False)
    return came
