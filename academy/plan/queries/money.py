"""What was given, planned, foreseen and spent, by plan item and by budget."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Case, DecimalField, F, OuterRef, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Greatest

from academy.people.scope import Viewer, visible
from academy.plan import rules
from academy.plan.models import Budget, Cost, Funder, LearningPlan, PlanItem, Spend
from academy.plan.rules import Money

POUNDS: DecimalField = DecimalField(max_digits=12, decimal_places=2)
NONE = Value(Decimal(0), output_field=POUNDS)


@dataclass(frozen=True)
class BudgetLine:
    """One budget, with what is put down to it."""

    budget: Budget
    money: Money


def costs(plan_items: QuerySet[PlanItem] | Iterable[PlanItem] | None = None) -> QuerySet[Cost]:
    """Each with what was `spent` on it and what is `expected`: `rules.expected`, in the database."""
    spent = (
        Spend.objects.filter(cost=OuterRef("pk")).order_by().values("cost").annotate(sum=Sum("pounds")).values("sum")
    )
    found = Cost.objects.annotate(spent=Coalesce(Subquery(spent, output_field=POUNDS), NONE))
    foreseen = Case(When(forecast__isnull=False, then=F("forecast")), default=F("planned"), output_field=POUNDS)
    found = found.annotate(expected=Greatest(foreseen, F("spent"), output_field=POUNDS))
    return found if plan_items is None else found.filter(plan_item__in=plan_items)


def costs_of(viewer: Viewer, plan_item: PlanItem) -> QuerySet[Cost]:
    seen = costs([plan_item]).filter(pk__in=visible(viewer, Cost).values("pk"))
    return seen.select_related("budget__funder").order_by("kind", "pk")


def spends_of(viewer: Viewer, cost: Cost) -> QuerySet[Spend]:
    return visible(viewer, Spend).filter(cost=cost).order_by("on", "pk")


def money_of(cost: Cost) -> Money:
    """Of a cost that came from `costs`."""
    return Money(cost.planned, cost.expected, cost.spent)  # type: ignore[attr-defined]


def money_by_item(plan_items: Iterable[PlanItem]) -> dict[int, Money]:
    """What is planned for a dropped item is not counted; what was spent on it is."""
    items = {item.pk: item for item in plan_items}
    found: dict[int, Money] = defaultdict(Money)
    for row in _summed(costs(list(items.values())), "plan_item"):
        found[row["plan_item"]] = _counted(row, is_dropped=items[row["plan_item"]].is_dropped)
    return found


def budget_lines(viewer: Viewer, plan: LearningPlan) -> list[BudgetLine]:
    budgets = visible(viewer, Budget).filter(plan=plan).select_related("funder", "plan").order_by("funder__name", "pk")
    found: dict[int, Money] = defaultdict(Money)
    rows = costs().filter(budget__plan=plan)
    for row in _summed(rows.filter(plan_item__dropped_on__isnull=True), "budget"):
        found[row["budget"]] += _counted(row, is_dropped=False)
    for row in _summed(rows.filter(plan_item__dropped_on__isnull=False), "budget"):
        found[row["budget"]] += _counted(row, is_dropped=True)
    return [BudgetLine(budget, replace(found[budget.pk], given=budget.pounds)) for budget in budgets]


def funders() -> QuerySet[Funder]:
    return Funder.objects.order_by("name")


def _summed(rows: QuerySet[Cost], by: str) -> list[dict[str, Any]]:
    summed = (
        rows.order_by()
        .values(by)
        .annotate(all_planned=Sum("planned"), all_expected=Sum("expected"), all_spent=Sum("spent"))
    )
    return list(summed)


def _counted(row: dict[str, Any], *, is_dropped: bool) -> Money:
    planned, foreseen, spent = (Decimal(str(row[name])) for name in ("all_planned", "all_expected", "all_spent"))
    return Money(rules.NOTHING, spent, spent) if is_dropped else Money(planned, foreseen, spent)
