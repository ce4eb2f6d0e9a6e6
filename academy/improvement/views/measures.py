"""Measures: the list, one of them, and what people decide of it."""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from academy.core import clock
from academy.improvement.actions import measures as actions
from academy.improvement.forms.measures import MeasureFilter, MeasureForm, TargetForm
from academy.improvement.measures.computed import COMPUTED
from academy.improvement.measures.measures import figure_of, most_pressing_first, status_of
from academy.improvement.models import Measure
from academy.improvement.queries import measure_lists as lists
from academy.improvement.queries.measures import Series, series_of, with_readings
from academy.improvement.shown import measures as shown
from academy.people.rules import Reach
from academy.people.scope import Request, open_to
from academy.ui import tables

PER_PAGE = 15


@open_to("see measures")
def measures(request: Request) -> HttpResponseBase:
    form = MeasureFilter(request.GET)
    said = form.cleaned_data if form.is_valid() else {}
    found = _standing(_chosen(request, said), said.get("word", ""))
    if file := tables.download(request, shown.measures_table(found)):
        return file
    page, may = Paginator(found, PER_PAGE).get_page(request.GET.get("page")), request.viewer.may
    context = {
        "form": form,
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "has_any": bool(found) or lists.measures(request.viewer).exists(),
        "lines": [shown.line(series) for series in page.object_list],
        "pages": tables.pages_of(request, page),
        "csv_url": tables.address(request, format="csv"),
        "may_bring_in": may("bring in readings"),
        "may_see_inspections": may("see inspections"),
    }
    return render(request, "improvement/measures/measures.html", context)


@open_to("bring in readings")
@require_POST
def load_measures(request: Request) -> HttpResponse:
    actions.load_measures(by=request.viewer.account)
    return redirect("measures")


@open_to("see measures")
def measure(request: Request, code: str) -> HttpResponseBase:
    found = _measure(request, code)
    series = series_of(found, until=clock.today())
    table = shown.readings_table(series)
    if file := tables.download(request, table):
        return file
    targets, elsewhere = shown.targets_table(series), shown.comparators_table(series)
    context = {
        "measure": found,
        "series": series,
        "figure": figure_of(series),
        "status": status_of(series),
        "says": shown.SAYS[series.change],
        "chart": shown.measure_chart(series),
        "table": tables.show(request, table, per_page=12) if series.readings else None,
        "targets": tables.whole(targets) if targets.rows else None,
        "elsewhere": tables.whole(elsewhere) if elsewhere.rows else None,
        "signals": lists.signals_of(request.viewer, found),
        "owner": _owner(request, found),
        "is_counted_here": found.is_computed and code in COMPUTED,
        "may_set": request.viewer.may("set measures"),
        "has_limits": bool(series.chart and not series.chart.reason),
        "sees_plan": request.viewer.may("see the improvement plan"),
    }
    return render(request, "improvement/measures/measure.html", context)


@open_to("set measures")
def change_measure(request: Request, code: str) -> HttpResponse:
    found = _measure(request, code)
    form = MeasureForm(request.POST or None, measure=found)
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.change_measure(found, **form.cleaned_data, by=request.viewer.account))
    return render(request, "improvement/measures/change_measure.html", {"form": form, "measure": found})


@open_to("set measures")
def measure_target(request: Request, code: str) -> HttpResponse:
    found = _measure(request, code)
    form = TargetForm(request.POST or None, measure=found)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("target", "target_by", "tolerance")}
        with form.showing_refusals():
            return redirect(actions.set_target(found, **said, interim=form.interim, by=request.viewer.account))
    return render(request, "improvement/measures/measure_target.html", {"form": form, "measure": found})


def _chosen(request: Request, said: Mapping[str, Any]) -> QuerySet[Measure]:
    rows = lists.measures(request.viewer).order_by("area", "title", "pk")
    show = said.get("show") or ""
    if show == "statutory":
        rows = rows.filter(is_statutory=True)
    elif show == "not-yet":
        rows = lists.not_yet(rows)
    elif not show and not said.get("priority"):
        rows = lists.promised(rows)
    if said.get("area"):
        rows = rows.filter(area=said["area"])
    return rows.filter(priority=said["priority"]) if said.get("priority") else rows


def _standing(rows: QuerySet[Measure], word: str) -> list[Series]:
    """Those of them that stand so, or all, the most pressing first: the word is told by the readings alone."""
    every = [series_of(one, until=clock.today()) for one in with_readings(rows)]
    return most_pressing_first(series for series in every if not word or series.status == word)


def _measure(request: Request, code: str) -> Measure:
    found = lists.one_measure(request.viewer, code)
    if found is None:
        raise Http404
    return found


def _owner(request: Request, found: Measure) -> str:
    """By name for whoever sees everybody; as a job for all others."""
    is_named = found.owner is not None and Reach.AUTHORITY in request.viewer.reach("see people")
    return f"{found.owner}, {found.owner_words}" if is_named else found.owner_words
