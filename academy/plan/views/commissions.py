"""Ordering learning for a plan item, and putting it on dates."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from academy.catalogue.models import Item
from academy.catalogue.rules import Mode
from academy.core.refusals import Refused
from academy.people import queries as people
from academy.people.scope import Request, open_to, visible
from academy.plan import actions, queries, shown
from academy.plan.forms import CommissionForm, ScheduleForm
from academy.plan.models import Commission, PlanItem
from academy.plan.views.items import item_or_404, refusal
from academy.plan.views.plans import keeps
from academy.ui import tables

MOST = 200


@open_to("see the plan")
def commission(request: Request, id: int) -> HttpResponse:
    found = _commission(request, id)
    keeps_it = keeps(request) and not found.plan_item.plan.is_closed and not found.plan_item.is_dropped
    sessions = queries.sessions_because_of([found]).order_by("starts_at", "pk")
    context = {
        "commission": found,
        "is_seen": visible(request.viewer, Item).filter(pk=found.item_id).exists(),
        "table": tables.whole(shown.sessions_table(sessions[:MOST])),
        "keeps_it": keeps_it,
        "sees_demand": request.viewer.may("see demand"),
        "has_sessions": found.item.mode != Mode.OWN_TIME,
        "uncounted": list(queries.uncounted_sessions(found)[:MOST]) if keeps_it else [],
    }
    return render(request, "plan/commission.html", context)


@open_to("keep the plan")
def commission_plan_item(request: Request, id: int) -> HttpResponse:
    found = item_or_404(request, id)
    form = CommissionForm(request.POST or None, viewer=request.viewer, plan_item=found)
    if form.is_valid():
        with form.showing_refusals():
            return redirect(_ordered(request, found, form))
    return render(request, "plan/commission_plan_item.html", {"form": form, "plan_item": found})


@open_to("keep the plan")
def schedule_commission(request: Request, id: int) -> HttpResponse:
    found = _commission(request, id)
    form = ScheduleForm(request.POST or None, ordered=found, initial=_usual(found))
    if form.is_valid():
        said = form.said
        with form.showing_refusals():
            actions.schedule_sessions(found, said.pop("dates"), **said, by=request.viewer.account)
            return redirect(found)
    return render(request, "plan/schedule_commission.html", {"form": form, "commission": found})


@open_to("keep the plan")
@require_POST
def count_sessions(request: Request, id: int) -> HttpResponse:
    """What was ticked of what stands on the calendar already."""
    found = _commission(request, id)
    ticked = [int(number) for number in request.POST.getlist("session") if number.isdecimal() and len(number) < 10]
    try:
        actions.count_sessions(found, ticked, by=request.viewer.account)
    except Refused as refused:
        return refusal(request, found.plan_item, refused.words)
    return redirect(found)


def _commission(request: Request, id: int) -> Commission:
    found = visible(request.viewer, Commission).select_related("plan_item__plan", "item")
    return get_object_or_404(found, pk=id)


def _ordered(request: Request, found: PlanItem, form: CommissionForm) -> Commission:
    typed, by = form.cleaned_data, request.viewer.account
    said = {"provider": typed["provider"], "wanted": typed["wanted"]}
    if not form.is_new:
        return actions.commission(found, typed["item"], by=by, **said)
    offered_by = found.organisation or request.viewer.organisation or people.top_organisation()
    return actions.commission_new(found, typed["title"], organisation=offered_by, by=by, **said, **form.about)


def _usual(found: Commission) -> dict[str, object]:
    """As many places on each as the plan says."""
    item = found.plan_item
    return {"places": -(-item.places // item.sessions)} if item.sessions and item.places else {}
