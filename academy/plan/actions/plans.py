"""A year's plan: begun, agreed and closed."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from academy.core import clock, trail
from academy.people.models import Account
from academy.plan import rules
from academy.plan.models import LearningPlan
from academy.plan.rules import PlanState


@transaction.atomic
def begin_plan(year: int, *, by: Account | None, intent: str = "", **more: Any) -> LearningPlan:
    plan = LearningPlan(year=year, intent=intent.strip(), made_by=by, made_at=clock.now(), **more)
    try:
        with transaction.atomic():
            plan.save()
    except IntegrityError:
        raise rules.plan_exists(rules.year_words(year)) from None
    trail.note(by, "began", plan)
    return plan


@transaction.atomic
def change_plan(plan: LearningPlan, *, by: Account | None, **said: Any) -> LearningPlan:
    plan = held(plan)
    changed = {name: value for name, value in said.items() if getattr(plan, name) != value}
    for name, value in changed.items():
        setattr(plan, name, value)
    if changed:
        plan.save(update_fields=list(changed))
        trail.note(by, "changed", plan, **{name: str(value) for name, value in changed.items()})
    return plan


@transaction.atomic
def agree_plan(plan: LearningPlan, *, agreed_by: str, on: date, by: Account | None) -> LearningPlan:
    """It may still be changed: the trail says what, and the document says since when it is agreed."""
    plan = held(plan)
    plan.state, plan.agreed_on, plan.agreed_by = PlanState.AGREED, on, agreed_by.strip()
    plan.save(update_fields=["state", "agreed_on", "agreed_by"])
    trail.note(by, "agreed", plan, on=str(on), agreed_by=plan.agreed_by)
    return plan


@transaction.atomic
def close_plan(plan: LearningPlan, *, by: Account | None) -> LearningPlan:
    """At the end of its year. What came of it is still counted; what was decided stays."""
    plan = held(plan)
    plan.state, plan.agreed_on = PlanState.CLOSED, plan.agreed_on or clock.today()
    plan.save(update_fields=["state", "agreed_on"])
    trail.note(by, "closed", plan)
    return plan


def held(plan: LearningPlan) -> LearningPlan:
    """Locked until the transaction ends, and open to change."""
    plan = LearningPlan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    if plan.is_closed:
        raise rules.plan_closed(plan.years)
    return plan
