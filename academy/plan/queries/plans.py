"""Plans, what stands in them, and what may be chosen for them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from academy.needs.models import Need
from academy.needs.rules import STANDING
from academy.people.scope import Viewer, visible
from academy.plan import rules
from academy.plan.models import Commission, LearningPlan, PlanItem


def plans(viewer: Viewer) -> QuerySet[LearningPlan]:
    return visible(viewer, LearningPlan).order_by("-year")


def plan_of(viewer: Viewer, year: int) -> LearningPlan | None:
    return visible(viewer, LearningPlan).filter(year=year).first()


def current_plan(viewer: Viewer, *, on: date | None = None) -> LearningPlan | None:
    """This year’s; else the next one that was begun; else the last there was."""
    year = rules.year_on(on or viewer.on)
    held = {plan.year: plan for plan in plans(viewer)}
    later = sorted(one for one in held if one > year)
    return held.get(year) or (held[later[0]] if later else held[max(held)] if held else None)


def plan_items(viewer: Viewer, plan: LearningPlan | None = None) -> QuerySet[PlanItem]:
    """In the order of the year, with the needs that the viewer may read."""
    seen = Prefetch("needs", queryset=visible(viewer, Need).only("title", "size", "state", "urgency"))
    found = visible(viewer, PlanItem).select_related("plan", "owner", "organisation").prefetch_related(seen)
    return (found.filter(plan=plan) if plan else found).order_by("phase", "priority", "number")


def commissions(viewer: Viewer, plan_item: PlanItem) -> QuerySet[Commission]:
    return visible(viewer, Commission).filter(plan_item=plan_item).select_related("item")


def needs_to_plan(viewer: Viewer, plan_item: PlanItem | None = None) -> QuerySet[Need]:
    """Those that stand, the most urgent first, and what the item is for already."""
    found = visible(viewer, Need).filter(state__in=STANDING)
    if plan_item:
        found = found | visible(viewer, Need).filter(pk__in=plan_item.needs.values("pk"))
    return found.order_by("-urgency", "-score", "title", "pk")


def unplanned_needs(viewer: Viewer) -> QuerySet[Need]:
    """Weighed, standing, and in no plan."""
    planned = PlanItem.needs.through.objects.filter(planitem__dropped_on__isnull=True).values("need")
    return visible(viewer, Need).filter(state__in=STANDING).exclude(pk__in=planned).order_by("-urgency", "-score", "pk")


@dataclass(frozen=True)
class PlannedFor:
    """What plans hold for one need, and the address at which more is planned, for whoever may."""

    items: list[PlanItem]
    add_url: str


def planned_for(viewer: Viewer, need_id: int) -> PlannedFor:
    items = list(plan_items(viewer).filter(needs=need_id).order_by("plan__year", "number"))
    current = current_plan(viewer) if viewer.may("keep the plan") else None
    standing = current is not None and not current.is_closed and needs_to_plan(viewer).filter(pk=need_id).exists()
    address = reverse("add-plan-item", args=[current.year]) if current and standing else ""
    return PlannedFor(items, f"{address}?need={need_id}" if address else "")
