"""Budgets, costs, and what was spent."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from academy.core import clock
from academy.core.refusals import Refused
from academy.people.scope import Request, open_to, visible
from academy.plan import actions, measures, queries, rules, shown
from academy.plan.forms import BudgetForm, ChangeBudgetForm, ChangeCostForm, CostForm, SpendForm
from academy.plan.models import Budget, Cost
from academy.plan.rules import Money
from academy.plan.views.items import item_or_404, refusal
from academy.plan.views.joined import cost_of_use, shares_used
from academy.plan.views.plans import keeps, plan_or_404
from academy.ui import tables


@open_to("see the plan’s money")
def plan_money(request: Request, year: int) -> HttpResponseBase:
    """By funder and by plan item: given, planned, expected, spent, and what one of each costs."""
    plan = plan_or_404(request, year)
    of = queries.whole(request.viewer, plan)
    table = shown.costs_by_item_table(of, shares_used(request))
    if file := tables.download(request, table):
        return file
    figures = [measures.cost_per_place(of, on=clock.today()), measures.cost_per_completion(of, on=clock.today())]
    context = {
        "plan": plan,
        "of": of,
        **_in_pounds(of.money),
        "figures": [figure for figure in (*figures, cost_of_use(request)) if figure],
        "budgets": tables.whole(shown.budgets_table(of.budgets, caption="Who gives it")),
        "table": tables.show(request, table, per_page=20),
        "keeps_it": keeps(request) and not plan.is_closed,
    }
    return render(request, "plan/money.html", context)


@open_to("see the plan’s money")
def budget(request: Request, id: int) -> HttpResponse:
    found = _budget(request, id)
    [line] = [line for line in queries.budget_lines(request.viewer, found.plan) if line.budget == found]
    costs = queries.costs().filter(budget=found).select_related("plan_item").order_by("plan_item__number", "pk")
    context = {
        "budget": found,
        **_in_pounds(line.money),
        "table": tables.whole(shown.budget_costs_table(costs)),
        "keeps_it": keeps(request) and not found.plan.is_closed,
    }
    return render(request, "plan/budget.html", context)


@open_to("see the plan’s money")
def plan_cost(request: Request, id: int) -> HttpResponse:
    found = _cost(request, id)
    spends = queries.spends_of(request.viewer, found)
    context = {
        "cost": found,
        **_in_pounds(queries.money_of(found)),
        "table": tables.whole(shown.spends_table(spends)),
        "keeps_it": keeps(request) and not found.plan_item.plan.is_closed,
    }
    return render(request, "plan/cost.html", context)


@open_to("keep the plan")
def add_budget(request: Request, year: int) -> HttpResponse:
    plan = plan_or_404(request, year)
    form = BudgetForm(request.POST or None, viewer=request.viewer)
    if form.is_valid():
        with form.showing_refusals():
            actions.add_budget(plan, **form.cleaned_data, by=request.viewer.account)
            return redirect("plan-money", plan.year)
    return render(request, "plan/add_budget.html", {"form": form, "plan": plan})


@open_to("keep the plan")
def change_budget(request: Request, id: int) -> HttpResponse:
    found = _budget(request, id)
    form = ChangeBudgetForm(request.POST or None, budget=found)
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.change_budget(found, **form.cleaned_data, by=request.viewer.account))
    return render(request, "plan/change_budget.html", {"form": form, "budget": found})


@open_to("keep the plan")
def add_plan_cost(request: Request, id: int) -> HttpResponse:
    found = item_or_404(request, id)
    form = CostForm(request.POST or None, plan=found.plan)
    if form.is_valid():
        said = dict(form.cleaned_data)
        with form.showing_refusals():
            actions.add_cost(found, said.pop("budget"), **said, by=request.viewer.account)
            return redirect(found)
    return render(request, "plan/add_cost.html", {"form": form, "plan_item": found})


@open_to("keep the plan")
def change_plan_cost(request: Request, id: int) -> HttpResponse:
    found = _cost(request, id)
    form = ChangeCostForm(request.POST or None, plan=found.plan_item.plan, cost=found)
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.change_cost(found, **form.cleaned_data, by=request.viewer.account))
    return render(request, "plan/change_cost.html", {"form": form, "cost": found})


@open_to("keep the plan")
def spend_on_cost(request: Request, id: int) -> HttpResponse:
    found = _cost(request, id)
    form = SpendForm(request.POST or None, initial={"on": clock.today()})
    if form.is_valid():
        with form.showing_refusals():
            actions.record_spend(found, **form.cleaned_data, by=request.viewer.account)
            return redirect(found)
    return render(request, "plan/spend.html", {"form": form, "cost": found})


@open_to("keep the plan")
@require_POST
def remove_plan_cost(request: Request, id: int) -> HttpResponse:
    found = _cost(request, id)
    try:
        actions.remove_cost(found, by=request.viewer.account)
    except Refused as refused:
        return refusal(request, found.plan_item, refused.words)
    return redirect(found.plan_item)


def _budget(request: Request, id: int) -> Budget:
    return get_object_or_404(visible(request.viewer, Budget).select_related("plan", "funder"), pk=id)


def _cost(request: Request, id: int) -> Cost:
    seen = queries.costs().filter(pk__in=visible(request.viewer, Cost).values("pk"))
    return get_object_or_404(seen.select_related("plan_item__plan", "budget__funder"), pk=id)


def _in_pounds(money: Money) -> dict[str, str]:
    """As the page says it."""
    amounts = {"given": money.limit, "planned": money.planned, "expected": money.expected, "spent": money.spent}
    return {name: rules.pounds(amount) for name, amount in amounts.items()} | {"over": rules.over_words(money)}
