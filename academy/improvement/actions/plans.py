"""An improvement plan, its priorities, and what children are to notice of them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import Max

from academy.audits.models import Finding
from academy.core import clock, trail
from academy.improvement.models import ImprovementPlan, InspectionFinding, Outcome, Priority
from academy.improvement.rules.plans import PlanRefused, refuse_closed
from academy.people.models import Account


@transaction.atomic
def begin_plan(title: str, *, starts_on: date, ends_on: date, by: Account | None, **more: Any) -> ImprovementPlan:
    _refuse_days(starts_on, ends_on)
    plan = ImprovementPlan(title=title.strip(), starts_on=starts_on, ends_on=ends_on, **more)
    plan.made_by, plan.made_at = by, clock.now()
    try:
        with transaction.atomic():
            plan.save()
    except IntegrityError:
        raise PlanRefused(f"There is an improvement plan called “{title}” already.", field="title") from None
    trail.note(by, "began", plan)
    return plan


@transaction.atomic
def change_plan(plan: ImprovementPlan, *, by: Account | None, **said: Any) -> ImprovementPlan:
    plan = held_plan(plan)
    _refuse_days(said.get("starts_on", plan.starts_on), said.get("ends_on", plan.ends_on))
    if changed := set_fields(plan, said):
        trail.note(by, "changed", plan, **changed)
    return plan


@transaction.atomic
def close_plan(plan: ImprovementPlan, *, by: Account | None, on: date | None = None) -> ImprovementPlan:
    """What is not done in it stays as it is, and is asked of nobody any more."""
    plan = held_plan(plan)
    plan.closed_on = on or clock.today()
    plan.save(update_fields=["closed_on"])
    trail.note(by, "closed", plan)
    return plan


@transaction.atomic
def add_priority(
    plan: ImprovementPlan,
    title: str,
    *,
    by: Account | None,
    why: str = "",
    findings: Iterable[Finding] = (),
    inspection_findings: Iterable[InspectionFinding] = (),
) -> Priority:
    plan = held_plan(plan)
    number = next_number(plan.priorities.all())
    priority = Priority.objects.create(
        plan=plan, number=number, title=title.strip(), why=why.strip(), made_at=clock.now()
    )
    set_links(priority, findings=findings, inspection_findings=inspection_findings)
    trail.note(by, "added", priority)
    return priority


@transaction.atomic
def change_priority(
    priority: Priority,
    *,
    by: Account | None,
    findings: Iterable[Finding] | None = None,
    inspection_findings: Iterable[InspectionFinding] | None = None,
    **said: Any,
) -> Priority:
    held_plan(priority.plan)
    priority = Priority.objects.select_for_update(of=("self",)).select_related("plan").get(pk=priority.pk)
    changed = set_fields(priority, said)
    changed |= set_links(priority, findings=findings, inspection_findings=inspection_findings)
    if changed:
        trail.note(by, "changed", priority, **changed)
    return priority


@transaction.atomic
def add_outcome(priority: Priority, said: str, *, by: Account | None, known_by: str = "") -> Outcome:
    """What children are to notice, said as they would say it."""
    held_plan(priority.plan)
    outcome = Outcome.objects.create(
        priority=priority,
        number=next_number(priority.outcomes.all()),
        said=said.strip(),
        known_by=known_by.strip(),
        made_at=clock.now(),
    )
    trail.note(by, "added", outcome)
    return outcome


def held_plan(plan: ImprovementPlan) -> ImprovementPlan:
    """Locked until the transaction ends, and open to change."""
    plan = ImprovementPlan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    if plan.is_closed:
        raise refuse_closed(plan.title)
    return plan


def next_number(rows: models.QuerySet[Any]) -> int:
    return (rows.aggregate(last=Max("number"))["last"] or 0) + 1


def _refuse_days(starts_on: date, ends_on: date) -> None:
    if ends_on <= starts_on:
        raise PlanRefused("It ends before it begins.", field="ends_on")


def set_fields(record: models.Model, said: dict[str, Any]) -> dict[str, Any]:
    """Only what is different; what it was goes into the trail as text."""
    changed = {name: value for name, value in said.items() if getattr(record, name) != value}
    for name, value in changed.items():
        setattr(record, name, value)
    if changed:
        record.save(update_fields=list(changed))
    return {name: str(getattr(value, "pk", value)) for name, value in changed.items()}


def set_links(record: models.Model, **named: Iterable[models.Model] | None) -> dict[str, list[int]]:
    """What it is linked to, by name; None leaves it as it is. Those that changed, for the trail."""
    changed = {}
    for name, wanted in named.items():
        if wanted is None:
            continue
        keys = sorted(one.pk for one in wanted)
        if keys != sorted(getattr(record, name).values_list("pk", flat=True)):
            getattr(record, name).set(keys)
            changed[name] = keys
    return changed
