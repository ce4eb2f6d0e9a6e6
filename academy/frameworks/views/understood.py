"""How many have understood a guide, by agency; who has not; and where the scenarios are answered otherwise."""

from dataclasses import replace

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from academy.core import clock
from academy.frameworks import measures, shown
from academy.frameworks.forms.guides import AgencyFilter, CoverageFilter, UnderstoodFilter
from academy.frameworks.models import Guide
from academy.frameworks.queries import guides as queries
from academy.frameworks.queries import understood as counts
from academy.frameworks.rules.practice import GuideKind, PartKind
from academy.people.models import Organisation
from academy.people.rules import Reach
from academy.people.scope import Request, open_to, visible
from academy.ui import tables

MANY = {"yes": True, "not": False, "all": None}


@open_to("see how many have understood")
def understood(request: Request) -> HttpResponseBase:
    """By agency; with an agency chosen, or for a training lead, by organisation."""
    viewer, on = request.viewer, clock.today()
    guides = queries.guides(viewer).filter(is_asked=True, versions__is_current=True).distinct()
    form = CoverageFilter(request.GET, guides=guides)
    chosen = form.cleaned_data if form.is_valid() else {}
    guide = chosen.get("guide") or guides.first()
    if guide is None:
        return render(request, "frameworks/practice/understood.html", {"guide": None})
    kind = chosen.get("kind", "")
    reach = viewer.reach(counts.COUNT)
    is_counts_only = Reach.AUTHORITY not in reach and Reach.COUNTS in reach
    by = "organisation" if kind or not reach & {Reach.AUTHORITY, Reach.COUNTS} else "agency"
    rows = _rows(request, guide, by=by, kind=kind)
    may_see_who = viewer.may("see who has understood")
    table = shown.coverage_table(rows, guide, by=by, is_counts_only=is_counts_only, may_see_who=may_see_who)
    if file := tables.download(request, table):
        return file
    context = {
        "guide": guide,
        "form": CoverageFilter({"guide": guide.pk, "kind": kind}, guides=guides),
        "kind": kind,
        "figure": replace(measures.understood(viewer, guide, on=on), opens_to=""),  # it would open to this page
        "table": tables.show(request, table, per_page=40),
        "may_see_who": may_see_who,
        "is_counts_only": is_counts_only,
        "has_scenarios": guide.kind == GuideKind.THRESHOLDS,
    }
    return render(request, "frameworks/practice/understood.html", context)


@open_to("see who has understood")
def who_understood(request: Request, id: int) -> HttpResponseBase:
    """One’s team, one’s organisations or everybody: who has not said so first."""
    viewer = request.viewer
    guide = get_object_or_404(queries.guides(viewer), pk=id)
    form = UnderstoodFilter(request.GET)
    show = (form.cleaned_data.get("show") if form.is_valid() else "") or "not"
    organisation = _organisation(request)
    rows = counts.who_understood(viewer, guide, on=clock.today(), has_understood=MANY[show], organisation=organisation)
    table = shown.people_table(rows, guide)
    if file := tables.download(request, table):
        return file
    context = {
        "guide": guide,
        "form": UnderstoodFilter({"show": show}),
        "show": show,
        "organisation": organisation,
        "table": tables.show(request, table),
        "may_count": viewer.may(counts.COUNT),
    }
    return render(request, "frameworks/practice/who_understood.html", context)


@open_to("see how many have understood")
def scenario_answers(request: Request) -> HttpResponseBase:
    """Counts without people: where a level is misunderstood, the guide is to be made clearer, or something learned."""
    viewer = request.viewer
    version = queries.standing(viewer, GuideKind.THRESHOLDS)
    form = AgencyFilter(request.GET)
    kind = form.cleaned_data.get("kind", "") if form.is_valid() else ""
    if version is None:
        return render(request, "frameworks/practice/scenario_answers.html", {"version": None})
    scenarios = queries.parts(version, PartKind.SCENARIO)
    table = shown.answers_table(counts.answers(viewer, scenarios, kind=kind))
    if file := tables.download(request, table):
        return file
    context = {"version": version, "form": form, "kind": kind, "table": tables.show(request, table)}
    return render(request, "frameworks/practice/scenario_answers.html", context)


def _rows(request: Request, guide: Guide, *, by: str, kind: str) -> list[counts.Coverage]:
    on = clock.today()
    if by == "agency":
        return counts.coverage_by_agency(request.viewer, guide, on=on)
    return counts.coverage_by_organisation(request.viewer, guide, on=on, kind=kind)


def _organisation(request: Request) -> Organisation | None:
    """One that the viewer may see; any other number is as if none was given."""
    number = request.GET.get("organisation", "")
    if not number.isdigit() or len(number) > 9:
        return None
    return visible(request.viewer, Organisation).filter(pk=number).first()
