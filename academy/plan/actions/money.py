"""Budgets, costs, and what was spent."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Sum

from academy.core import clock, trail
from academy.people.models import Account, Organisation
from academy.plan import rules
from academy.plan.actions.items import locked
from academy.plan.actions.plans import held
from academy.plan.models import Budget, Cost, Funder, LearningPlan, PlanItem, Spend


@transaction.atomic
def add_budget(
    plan: LearningPlan,
    funder: str,
    *,
    pounds: Decimal,
    by: Account | None,
    organisation: Organisation | None = None,
    terms: str = "",
    note: str = "",
) -> Budget:
    """What a funder gives this year. A funder of that name from another year is the same one."""
    plan = held(plan)
    who = Funder.objects.filter(name__iexact=funder.strip()).first()
    if who is None:
        who = Funder.objects.create(name=funder.strip(), organisation=organisation, terms=terms)
        trail.note(by, "added funder", who)
    try:
        with transaction.atomic():
            budget = Budget.objects.create(plan=plan, funder=who, pounds=pounds, note=note)
    except IntegrityError:
        raise rules.budget_exists(who.name) from None
    trail.note(by, "added budget", budget, pounds=str(pounds))
    return budget


@transaction.atomic
def change_budget(budget: Budget, *, pounds: Decimal, note: str, terms: str, by: Account | None) -> Budget:
    held(budget.plan)
    budget = Budget.objects.select_for_update(of=("self",)).select_related("funder").get(pk=budget.pk)
    before = str(budget.pounds)
    budget.pounds, budget.note = pounds, note
    budget.save(update_fields=["pounds", "note"])
    if terms != budget.funder.terms:
        budget.funder.terms = terms
        budget.funder.save(update_fields=["terms"])
    trail.note(by, "changed budget", budget, before=before, pounds=str(pounds))
    return budget


@transaction.atomic
def add_cost(
    plan_item: PlanItem, budget: Budget, *, kind: str, planned: Decimal, by: Account | None, **said: Any
) -> Cost:
    plan_item = locked(plan_item)
    if budget.plan_id != plan_item.plan_id:
        raise rules.another_year()
    cost = Cost.objects.create(plan_item=plan_item, budget=budget, kind=kind, planned=planned, **said)
    trail.note(by, "added cost", cost, planned=str(planned), budget=budget.pk)
    return cost


@transaction.atomic
def change_cost(cost: Cost, *, by: Account | None, **said: Any) -> Cost:
    """Also what it is foreseen to come to, and why: what was planned stays beside it."""
    cost = _locked(cost)
    if said.get("budget") and said["budget"].plan_id != cost.plan_item.plan_id:
        raise rules.another_year()
    changed = {name: value for name, value in said.items() if getattr(cost, name) != value}
    for name, value in changed.items():
        setattr(cost, name, value)
    if changed:
        cost.save(update_fields=list(changed))
        noted = {name: value.pk if isinstance(value, Budget) else str(value) for name, value in changed.items()}
        trail.note(by, "changed cost", cost, **noted)
    return cost


@transaction.atomic
def remove_cost(cost: Cost, *, by: Account | None) -> None:
    """Only before any money went on it."""
    cost = _locked(cost)
    if cost.spends.exists():
        raise rules.still_pays(str(cost))
    trail.note(by, "took out cost", cost, planned=str(cost.planned), words=cost.words)
    cost.delete()


@transaction.atomic
def record_spend(
    cost: Cost, *, pounds: Decimal, on: date, by: Account | None, words: str = "", reference: str = ""
) -> Spend:
    """Also of what was dropped from the plan: a bill comes when it comes. Less than nothing came back."""
    cost = _locked(cost)
    spent = cost.spends.aggregate(sum=Sum("pounds"))["sum"] or rules.NOTHING
    if spent + pounds < 0:
        raise rules.no_money_back(rules.pounds(spent))
    if reference and cost.spends.filter(reference=reference).exists():
        raise rules.paid_already(reference)
    said = {"pounds": pounds, "on": on, "words": words, "reference": reference}
    spend = Spend.objects.create(cost=cost, made_by=by, made_at=clock.now(), **said)
    trail.note(by, "spent", spend, pounds=str(pounds), on=str(on))
    return spend


def _locked(cost: Cost) -> Cost:
    held(cost.plan_item.plan)
    found = Cost.objects.select_for_update(of=("self",))
    return found.select_related("plan_item__plan", "budget__funder").get(pk=cost.pk)
