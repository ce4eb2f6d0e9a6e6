"""The year’s plan for machines, within the same reach as the page."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import Http404
from ninja import Router, Schema

from academy.people.scope import Request, open_to
from academy.plan import queries

router = Router(tags=["Plan"])


class MoneyOut(Schema):
    given: Decimal | None
    planned: Decimal
    expected: Decimal
    spent: Decimal
    over: Decimal
    words: str


class BudgetOut(MoneyOut):
    funder: str


class PlannedNeedOut(Schema):
    id: int
    title: str


class PlacesOut(Schema):
    planned: int
    on_the_calendar: int
    taken: int
    attended: int


class SessionsOut(Schema):
    planned: int
    on_the_calendar: int
    held: int


class PlanItemOut(Schema):
    id: int
    number: int
    title: str
    phase: str
    priority: str
    owner: str
    needs: list[PlannedNeedOut]
    state: str
    people: int
    places: PlacesOut
    sessions: SessionsOut
    completions: int
    short: int
    money: MoneyOut | None


class PlanOut(Schema):
    year: int
    years: str
    state: str
    agreed_on: date | None
    people: int
    places: int
    completions: int
    money: MoneyOut | None
    cost_per_place: Decimal | None
    cost_per_completion: Decimal | None
    items: list[PlanItemOut]
    budgets: list[BudgetOut]


@router.get("/plans/{year}", response=PlanOut)
@open_to("see the plan")
def learning_plan(request: Request, year: int) -> dict[str, Any]:
    """The plan of the year from April; its money only for whoever may see that."""
    viewer = request.viewer
    plan = queries.plan_of(viewer, year)
    if plan is None:
        raise Http404
    return queries.as_said(queries.whole(viewer, plan), names_owners=viewer.may("keep the plan"))
