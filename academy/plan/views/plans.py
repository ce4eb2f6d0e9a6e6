"""The plan of a year: what it will do, how far it has come, and its document."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from academy.core import clock, trail
from academy.core.refusals import Refused
from academy.people.scope import Request, open_to
from academy.plan import actions, exports, queries, shown
from academy.plan.forms import AgreeForm, NewPlanForm, PlanFilter, PlanForm
from academy.plan.models import LearningPlan
from academy.plan.queries import Line
from academy.plan.rules import ItemState
from academy.plan.views.joined import cost_of_use, shares_used
from academy.ui import tables

SHOWS: dict[str, Callable[[Line], Any]] = {
    "": lambda line: not line.item.is_dropped,
    "short": lambda line: line.short > 0,
    "waiting": lambda line: line.state == ItemState.PLANNED,
    "over": lambda line: bool(line.over),
    "dropped": lambda line: line.item.is_dropped,
}


@open_to("see the plan")
def plan(request: Request) -> HttpResponseBase:
    """This year’s, or the nearest there is."""
    found = queries.current_plan(request.viewer)
    if found is None:
        return render(request, "plan/no_plan.html", {"keeps_it": keeps(request)})
    return redirect(found)


@open_to("see the plan")
def plan_year(request: Request, year: int) -> HttpResponseBase:
    viewer, found = request.viewer, plan_or_404(request, year)
    of = queries.whole(viewer, found)
    form = PlanFilter(request.GET, has_money=of.has_money)
    form.is_valid()
    lines = _chosen(of.lines, form)
    said = {"has_money": of.has_money, "names_owners": keeps(request)}
    if file := tables.download(request, shown.whole_table(lines, caption=f"{found}", **said)):
        return file
    context = {
        "plan": found,
        "of": of,
        "form": form,
        "is_filtered": bool(form.cleaned_data.get("show") or form.cleaned_data.get("phase")),
        "table": tables.show(request, shown.items_table(lines, caption=_caption(form), **said), per_page=20),
        "years": [one for one in queries.plans(viewer) if one.pk != found.pk],
        "keeps_it": keeps(request) and not found.is_closed,
        "unplanned": queries.unplanned_needs(viewer).count() if keeps(request) else 0,
    }
    return render(request, "plan/plan.html", context)


@open_to("see the plan")
def plan_document(request: Request, year: int) -> HttpResponseBase:
    """One document to read aloud or to print. What it tells of money, only to those who may see it."""
    found = plan_or_404(request, year)
    of = queries.whole(request.viewer, found)
    trail.note_reading(request.viewer.account, "took the document of", found)
    capacity = queries.months(found, queries.wants(of.lines), on=clock.today())
    content = exports.plan_pdf(
        of,
        months=capacity,
        made_on=clock.today(),
        names_owners=keeps(request),
        shares=shares_used(request),
        use=cost_of_use(request) if of.has_money else None,
    )
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="learning-plan-{found.year}.pdf"'
    return response


@open_to("see the plan")
def plan_capacity(request: Request, year: int) -> HttpResponseBase:
    """Rooms and trainers, against what is still to be put on the calendar."""
    found = plan_or_404(request, year)
    wants = queries.wants(queries.whole(request.viewer, found).lines)
    months = queries.months(found, wants, on=clock.today())
    table = shown.months_table(months)
    if file := tables.download(request, table):
        return file
    context = {
        "plan": found,
        "months": tables.show(request, table),
        "wants": tables.whole(shown.wants_table(wants)),
        "short": sum(month.is_short_of_rooms or month.is_short_of_trainers for month in months),
        "in_the_way": sum(bool(want.words) for want in wants),
        "first": months[0] if months else None,
    }
    return render(request, "plan/capacity.html", context)


@open_to("keep the plan")
def begin_plan(request: Request) -> HttpResponse:
    form = NewPlanForm(request.POST or None, viewer=request.viewer)
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.begin_plan(**form.cleaned_data, by=request.viewer.account))
    return render(request, "plan/begin_plan.html", {"form": form})


@open_to("keep the plan")
def change_plan(request: Request, year: int) -> HttpResponse:
    found = plan_or_404(request, year)
    form = PlanForm(request.POST or None, plan=found)
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.change_plan(found, **form.cleaned_data, by=request.viewer.account))
    return render(request, "plan/change_plan.html", {"form": form, "plan": found})


@open_to("keep the plan")
def agree_plan(request: Request, year: int) -> HttpResponse:
    found = plan_or_404(request, year)
    form = AgreeForm(request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.agree_plan(found, **form.cleaned_data, by=request.viewer.account))
    return render(request, "plan/agree_plan.html", {"form": form, "plan": found})


@open_to("keep the plan")
def close_plan(request: Request, year: int) -> HttpResponse:
    """Asked once more: afterwards nothing in it changes."""
    found, words = plan_or_404(request, year), ""
    if request.method == "POST":
        try:
            return redirect(actions.close_plan(found, by=request.viewer.account))
        except Refused as refused:
            words = refused.words
    return render(request, "plan/close_plan.html", {"plan": found, "words": words})


def plan_or_404(request: Request, year: int) -> LearningPlan:
    found = queries.plan_of(request.viewer, year)
    if found is None:
        raise Http404
    return found


def keeps(request: Request) -> bool:
    return request.viewer.may("keep the plan")


def _chosen(lines: Any, form: PlanFilter) -> list[Line]:
    wanted = SHOWS.get(form.cleaned_data.get("show") or "", SHOWS[""])
    phase = form.cleaned_data.get("phase")
    return [line for line in lines if wanted(line) and phase in (None, line.item.phase)]


def _caption(form: PlanFilter) -> str:
    show = form.cleaned_data.get("show") or ""
    return dict(PlanFilter.SHOWN)[show] if show else "What we will do"
