"""Everybody's gaps: counted for the whole authority, listed for one organisation or one requirement."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from academy.analysis.disclosure import percentage
from academy.needs import counted, queries, rules, shown
from academy.needs.forms import OVERDUE, GapFilter
from academy.people import queries as people
from academy.people.models import Organisation
from academy.people.rules import Reach
from academy.people.scope import Request, open_to, visible
from academy.ui import tables


@open_to("see gaps of organisations")
def gaps(request: Request) -> HttpResponseBase:
    """A training lead goes to their own organisation; those who see the authority counted see it counted."""
    viewer = request.viewer
    if not viewer.reach("see gaps of organisations") & {Reach.AUTHORITY, Reach.COUNTS}:
        return _own_organisation(request)
    day = queries.latest_snapshot(viewer)
    if day is None:
        return render(request, "needs/gaps_not_counted.html")
    counts = queries.Counts.from_json(day.totals)
    by = "requirement" if request.GET.get("by") == "requirement" else "organisation"
    opens = viewer.sees_authority
    table = (counted.by_requirement if by == "requirement" else counted.by_organisation)(counts, opens=opens)
    if file := tables.download(request, table):
        return file
    context = {
        "day": day,
        "counts": counts,
        "up_to_date": percentage(counts.asked - counts.everybody.overdue_people, counts.asked),
        "by": by,
        "opens": opens,
        "table": tables.show(request, table, per_page=40),
    }
    return render(request, "needs/gaps.html", context)


@open_to("see who lacks something")
def gaps_organisation(request: Request, id: int) -> HttpResponseBase:
    """Who lacks what here, with its parts or without, on any day."""
    viewer = request.viewer
    organisation = get_object_or_404(visible(viewer, Organisation), pk=id)
    form = GapFilter(request.GET or None, viewer=viewer, organisation=organisation)
    form.is_valid()
    said = getattr(form, "cleaned_data", {})
    on, within, requirement = said.get("on") or viewer.on, said.get("within"), said.get("requirement")
    found = queries.gaps(
        viewer,
        on=on,
        organisation=within or organisation,
        has_parts=within is None,
        requirement=requirement,
        within_days=rules.OVERDUE_ONLY if said.get("show") == OVERDUE else rules.WHEN_DUE_SOON,
    )
    has_parts = "within" in form.fields and within is None
    table = shown.gaps_table(found, caption=f"Gaps at {within or organisation}", has_organisation=has_parts)
    if file := tables.download(request, table):
        return file
    context = {
        "organisation": organisation,
        "form": form,
        "on": on,
        "is_today": on == viewer.on,
        "requirement": requirement,
        "is_filtered": any(said.get(name) for name in ("requirement", "within", "show")),
        "overdue": found.overdue,
        "due": len(found) - found.overdue,
        "table": tables.show(request, table),
        "in_scope": people.in_scope(viewer, within or organisation, has_parts=within is None),
    }
    return render(request, "needs/gaps_organisation.html", context)


@open_to("see a requirement’s gaps")
def gaps_requirement(request: Request, id: int) -> HttpResponseBase:
    """Who lacks one thing, in the whole authority, on the day they were last counted."""
    viewer = request.viewer
    requirement = get_object_or_404(queries.requirements(viewer), pk=id)
    day = queries.latest_snapshot(viewer)
    if day is None:
        return render(request, "needs/gaps_not_counted.html")
    rows = queries.snapshot_gaps(viewer, day).filter(requirement=requirement)
    table = counted.people_table(rows, day, caption=f"Who needs {requirement}")
    if file := tables.download(request, table):
        return file
    count = queries.Counts.from_json(day.totals).requirements.get(requirement.pk, queries.Count())
    context = {"requirement": requirement, "day": day, "count": count, "table": tables.show(request, table)}
    return render(request, "needs/gaps_requirement.html", context)


def _own_organisation(request: Request) -> HttpResponse:
    viewer = request.viewer
    own = visible(viewer, Organisation).filter(path__in=viewer.branches).order_by("path").first()
    if own is None:
        raise Http404
    return redirect("gaps-organisation", own.pk)
