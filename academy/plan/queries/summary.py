"""A whole plan at once: for its page, its document, its file, the API and the command line."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from academy.people.scope import Viewer
from academy.plan import rules
from academy.plan.models import LearningPlan, PlanItem
from academy.plan.queries.money import BudgetLine, budget_lines, money_by_item
from academy.plan.queries.plans import plan_items
from academy.plan.queries.progress import progress
from academy.plan.rules import ItemState, Money, Progress

MONEY = "see the plan’s money"


@dataclass(frozen=True)
class Line:
    """One plan item, how far it has come and what it costs. Without money where the viewer may not see it."""

    item: PlanItem
    progress: Progress
    money: Money | None

    @property
    def state(self) -> ItemState:
        return rules.state_of(self.progress, sessions_planned=self.item.sessions, is_dropped=self.item.is_dropped)

    @property
    def over(self) -> str:
        return rules.over_words(self.money) if self.money else ""

    @property
    def short(self) -> int:
        """People who need it, and for whom there is no place."""
        return 0 if self.item.is_dropped else max(0, self.item.people - self.item.places)


@dataclass(frozen=True)
class Whole:
    """Everything that one plan says, to somebody who looks."""

    plan: LearningPlan
    lines: Sequence[Line]
    budgets: Sequence[BudgetLine] = field(default=())
    has_money: bool = False

    @property
    def standing(self) -> list[Line]:
        return [line for line in self.lines if not line.item.is_dropped]

    @property
    def money(self) -> Money:
        """Of everything, beside all that was given."""
        total = sum((line.money for line in self.lines if line.money), start=Money())
        given = sum((line.budget.pounds for line in self.budgets), start=Decimal(0))
        return Money(total.planned, total.expected, total.spent, given if self.budgets else None)

    @property
    def over(self) -> list[Line]:
        return [line for line in self.lines if line.over]

    @property
    def budgets_over(self) -> list[BudgetLine]:
        return [line for line in self.budgets if line.money.is_over]

    @property
    def people(self) -> int:
        return sum(line.item.people for line in self.standing)

    @property
    def places(self) -> int:
        return sum(line.item.places for line in self.standing)

    @property
    def progress(self) -> Progress:
        """All its numbers added; who learned two things is counted with each."""
        numbers = [vars(line.progress) for line in self.lines]
        return Progress(**{name: sum(one[name] for one in numbers) for name in vars(Progress())})

    @property
    def cost_per_place(self) -> Decimal | None:
        """What is expected, over the places that are planned."""
        return rules.each(self.money.expected, self.places)

    @property
    def cost_per_completion(self) -> Decimal | None:
        """What is spent, over what was completed."""
        return rules.each(self.money.spent, self.progress.completions)


def whole(viewer: Viewer, plan: LearningPlan) -> Whole:
    """Nine questions, however long the plan is."""
    items = list(plan_items(viewer, plan))
    has_money = viewer.may(MONEY)
    money = money_by_item(items) if has_money else {}
    far = progress(items)
    lines = [Line(item, far[item.pk], money.get(item.pk, Money()) if has_money else None) for item in items]
    return Whole(plan, lines, budget_lines(viewer, plan) if has_money else (), has_money)


def line_of(viewer: Viewer, item: PlanItem) -> Line:
    has_money = viewer.may(MONEY)
    money = money_by_item([item]).get(item.pk, Money()) if has_money else None
    return Line(item, progress([item])[item.pk], money)


def as_said(of: Whole, *, names_owners: bool) -> dict[str, Any]:
    """Plain values, for machines."""
    plan, money = of.plan, of.money
    return {
        "year": plan.year,
        "years": plan.years,
        "state": plan.state,
        "agreed_on": plan.agreed_on,
        "people": of.people,
        "places": of.places,
        "completions": of.progress.completions,
        "money": _money(money) if of.has_money else None,
        "cost_per_place": of.cost_per_place if of.has_money else None,
        "cost_per_completion": of.cost_per_completion if of.has_money else None,
        "items": [_item(line, names_owners=names_owners) for line in of.lines],
        "budgets": [{"funder": line.budget.funder.name, **_money(line.money)} for line in of.budgets],
    }


def _item(line: Line, *, names_owners: bool) -> dict[str, Any]:
    item, far = line.item, line.progress
    owner = str(item.owner) if names_owners and item.owner else item.owner_words
    return {
        "id": item.pk,
        "number": item.number,
        "title": item.title,
        "phase": item.get_phase_display(),
        "priority": item.get_priority_display(),
        "owner": owner,
        "needs": [{"id": need.pk, "title": need.title} for need in item.needs.all()],
        "state": line.state.value,
        "people": item.people,
        "places": {"planned": item.places, "on_the_calendar": far.places, "taken": far.taken, "attended": far.attended},
        "sessions": {"planned": item.sessions, "on_the_calendar": far.sessions, "held": far.held},
        "completions": far.completions,
        "short": line.short,
        "money": _money(line.money) if line.money is not None else None,
    }


def _money(money: Money) -> dict[str, Any]:
    return {
        "given": None if money.given is None else rules.to_the_penny(money.given),
        "planned": rules.to_the_penny(money.planned),
        "expected": rules.to_the_penny(money.expected),
        "spent": rules.to_the_penny(money.spent),
        "over": rules.to_the_penny(money.over),
        "words": rules.over_words(money),
    }
