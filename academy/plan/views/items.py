"""One plan item: what it is for, what became of it, what it costs; and the forms that change it."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from academy.catalogue.models import Item
from academy.core.refusals import Refused
from academy.needs.models import Need
from academy.people.scope import Request, open_to, visible
from academy.plan import actions, queries, rules, shown
from academy.plan.forms import DropForm, PlanItemForm
from academy.plan.models import PlanItem
from academy.plan.rules import TONES
from academy.plan.views.plans import keeps, plan_or_404
from academy.ui import tables


@open_to("see the plan")
def plan_item(request: Request, id: int) -> HttpResponse:
    viewer, found = request.viewer, item_or_404(request, id)
    line = queries.line_of(viewer, found)
    costs = list(queries.costs_of(viewer, found))
    context = {
        "plan_item": found,
        "line": line,
        "tone": TONES[line.state],
        "owner": shown.owner_of(line, names_owners=keeps(request)),
        "places_words": rules.places_words(found.people, found.places),
        "commissions": _ordered(request, found),
        "costs": tables.whole(shown.costs_table(costs)),
        "over": line.over,
        "keeps_it": keeps(request) and not found.plan.is_closed,
        "has_budgets": found.plan.budgets.exists(),
    }
    return render(request, "plan/plan_item.html", context)


@open_to("keep the plan")
def add_plan_item(request: Request, year: int) -> HttpResponse:
    plan = plan_or_404(request, year)
    form = PlanItemForm(request.POST or None, viewer=request.viewer, initial=_from_need(request))
    if form.is_valid():
        said = form.said
        with form.showing_refusals():
            title, needs = said.pop("title"), form.cleaned_data["needs"]
            return redirect(actions.add_item(plan, title, needs=needs, by=request.viewer.account, **said))
    return render(request, "plan/add_plan_item.html", {"form": form, "plan": plan})


@open_to("keep the plan")
def change_plan_item(request: Request, id: int) -> HttpResponse:
    found = item_or_404(request, id)
    form = PlanItemForm(request.POST or None, viewer=request.viewer, plan_item=found)
    if form.is_valid():
        with form.showing_refusals():
            needs = form.cleaned_data["needs"]
            return redirect(actions.change_item(found, needs=needs, by=request.viewer.account, **form.said))
    return render(request, "plan/change_plan_item.html", {"form": form, "plan_item": found})


@open_to("keep the plan")
def drop_plan_item(request: Request, id: int) -> HttpResponse:
    found = item_or_404(request, id)
    form = DropForm(request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.drop_item(found, **form.cleaned_data, by=request.viewer.account))
    return render(request, "plan/drop_plan_item.html", {"form": form, "plan_item": found})


@open_to("keep the plan")
@require_POST
def take_up_plan_item(request: Request, id: int) -> HttpResponse:
    found = item_or_404(request, id)
    try:
        return redirect(actions.take_up_item(found, by=request.viewer.account))
    except Refused as refused:
        return refusal(request, found, refused.words)


def item_or_404(request: Request, id: int) -> PlanItem:
    return get_object_or_404(queries.plan_items(request.viewer), pk=id)


def refusal(request: Request, found: PlanItem, words: str) -> HttpResponse:
    return render(request, "plan/refused.html", {"plan_item": found, "words": words})


def _ordered(request: Request, found: PlanItem) -> list[dict[str, object]]:
    """What was commissioned, each with its sessions: one question for all of them."""
    ordered = list(queries.commissions(request.viewer, found))
    sessions = queries.sessions_because_of(ordered).order_by("starts_at", "pk")
    by_commission: dict[int, list[object]] = {one.pk: [] for one in ordered}
    for session in sessions:
        by_commission[session.cause_id or 0].append(session)
    seen = set(
        visible(request.viewer, Item).filter(pk__in=[one.item_id for one in ordered]).values_list("pk", flat=True)
    )
    return [{"one": one, "sessions": by_commission[one.pk], "is_seen": one.item_id in seen} for one in ordered]


def _from_need(request: Request) -> dict[str, object]:
    """From the page of a need: its words and its people stand in the form already."""
    number = request.GET.get("need", "")
    if not number.isdecimal() or len(number) > 9:
        return {}
    need = queries.needs_to_plan(request.viewer).filter(pk=int(number)).first()
    if need is None:
        raise Http404
    return {"title": need.title, "needs": [need.pk], "people": need.size} if isinstance(need, Need) else {}
