"""What stands in a plan: put in, changed, dropped with a reason."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from academy.core import clock, trail
from academy.needs import actions as needs_room
from academy.needs.models import Need
from academy.people.models import Account
from academy.plan import queries, rules
from academy.plan.actions.plans import held
from academy.plan.models import LearningPlan, PlanItem


@transaction.atomic
def add_item(plan: LearningPlan, title: str, *, needs: Iterable[Need], by: Account | None, **said: Any) -> PlanItem:
    """Its needs are in the plan from now on. How many people need it is what they say, unless something else is."""
    plan, wanted = held(plan), list(needs)
    _refuse_closed(wanted)
    number = (plan.items.aggregate(last=Max("number"))["last"] or 0) + 1
    if not said.get("people"):
        said["people"] = max((need.size for need in wanted), default=0)
    item = PlanItem(plan=plan, number=number, title=title.strip(), made_by=by, made_at=clock.now(), **said)
    item.save(force_insert=True)
    item.needs.set(wanted)
    for need in wanted:
        needs_room.plan_need(need, by=by)
    trail.note(by, "put into the plan", item, needs=[need.pk for need in wanted])
    return item


@transaction.atomic
def change_item(item: PlanItem, *, by: Account | None, needs: Iterable[Need] | None = None, **said: Any) -> PlanItem:
    item = locked(item)
    changed = {name: value for name, value in said.items() if getattr(item, name) != value}
    for name, value in changed.items():
        setattr(item, name, value)
    if changed:
        item.save(update_fields=list(changed))
    noted = {name: value.pk if hasattr(value, "pk") else str(value) for name, value in changed.items()}
    if needs is not None:
        noted |= _set_needs(item, list(needs), by=by)
    if noted:
        trail.note(by, "changed", item, **noted)
    return item


@transaction.atomic
def drop_item(item: PlanItem, *, why: str, by: Account | None, on: date | None = None) -> PlanItem:
    """Its needs are open again, unless something else in a plan is for them. What was spent stays spent."""
    item = locked(item)
    to_come = queries.sessions_of(item).filter(starts_at__gt=clock.now(), is_cancelled=False).count()
    if to_come:
        raise rules.has_sessions(item.title, to_come)
    item.dropped_on, item.dropped_why = on or clock.today(), why.strip()
    item.save(update_fields=["dropped_on", "dropped_why"])
    for need in item.needs.all():
        _open_again(need, item, by=by)
    trail.note(by, "dropped", item)
    return item


@transaction.atomic
def take_up_item(item: PlanItem, *, by: Account | None) -> PlanItem:
    """Dropped, and wanted after all."""
    held(item.plan)
    item = PlanItem.objects.select_for_update(of=("self",)).select_related("plan").get(pk=item.pk)
    if not item.is_dropped:
        return item
    standing = [need for need in item.needs.all() if need.is_standing]
    item.dropped_on, item.dropped_why = None, ""
    item.save(update_fields=["dropped_on", "dropped_why"])
    for need in standing:
        needs_room.plan_need(need, by=by)
    trail.note(by, "took up again", item)
    return item


def locked(item: PlanItem) -> PlanItem:
    """With its plan, both held: the plan first, as everywhere."""
    held(item.plan)
    item = PlanItem.objects.select_for_update(of=("self",)).select_related("plan").get(pk=item.pk)
    if item.is_dropped:
        raise rules.is_dropped(item.title)
    return item


def _set_needs(item: PlanItem, wanted: list[Need], *, by: Account | None) -> dict[str, Any]:
    before = {need.pk: need for need in item.needs.all()}
    after = {need.pk: need for need in wanted}
    if before.keys() == after.keys():
        return {}
    added = [need for pk, need in after.items() if pk not in before]
    _refuse_closed(added)
    item.needs.set(wanted)
    for need in added:
        needs_room.plan_need(need, by=by)
    for pk, need in before.items():
        if pk not in after:
            _open_again(need, item, by=by)
    return {"needs": sorted(after)}


def _open_again(need: Need, item: PlanItem, *, by: Account | None) -> None:
    others = PlanItem.objects.filter(needs=need, dropped_on__isnull=True).exclude(pk=item.pk)
    if need.is_standing and not others.exists():
        needs_room.unplan_need(need, by=by)


def _refuse_closed(needs: Iterable[Need]) -> None:
    for need in needs:
        if not need.is_standing:
            raise rules.need_closed(need.title)
