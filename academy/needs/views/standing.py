"""How a requirement stands on any day, past or to come, and what will be needed in the year to come."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from academy.catalogue.models import Item
from academy.needs import queries, shown_standing
from academy.needs.forms.standing import DemandFilter, StandingFilter
from academy.people.scope import Request, open_to, visible
from academy.ui import tables


@open_to("see who lacks something")
def requirement_status(request: Request, id: int) -> HttpResponse:
    """Worked out now, beside what was written down when the month was over."""
    viewer = request.viewer
    found = get_object_or_404(queries.requirements(viewer), pk=id)
    form = StandingFilter(request.GET or None, viewer=viewer)
    form.is_valid()
    said = getattr(form, "cleaned_data", {})
    on, organisation = said.get("on") or viewer.on, said.get("organisation")
    standing = queries.standing_of(viewer, found, on=on, organisation=organisation)
    day = queries.written_down(viewer, on) if viewer.sees_authority and organisation is None else None
    context = {
        "requirement": found,
        "form": form,
        "on": on,
        "when": shown_standing.when(on, viewer.on),
        "organisation": organisation,
        "standing": standing,
        "rows": shown_standing.standing_rows(standing),
        "written": shown_standing.written(viewer, found, standing, day) if day else None,
        "kept": [kept.taken_on for kept in queries.kept_days(viewer)[:12]] if viewer.sees_authority else [],
    }
    return render(request, "needs/requirement_status.html", context)


@open_to("see demand")
def demand(request: Request) -> HttpResponseBase:
    viewer = request.viewer
    form = DemandFilter(request.GET or None, viewer=viewer)
    form.is_valid()
    said = getattr(form, "cleaned_data", {})
    organisation = said.get("organisation")
    counted = queries.demand(viewer, on=viewer.on, organisation=organisation)
    lines = queries.demand_lines(counted, on=viewer.on)
    if file := tables.download(request, shown_standing.months_table(lines, viewer.on)):
        return file
    rows = [line for line in lines if line.short] if said.get("show") == "short" else lines
    context = {
        "form": form,
        "organisation": organisation,
        "lines": lines,
        "short": sum(line.short for line in lines),
        "items_short": sum(line.short > 0 for line in lines),
        "table": tables.show(request, shown_standing.demand_table(rows), per_page=20),
    }
    return render(request, "needs/demand.html", context)


@open_to("see demand")
def demand_item(request: Request, id: int) -> HttpResponseBase:
    """One item, month by month."""
    viewer = request.viewer
    item = get_object_or_404(visible(viewer, Item), pk=id)
    lines = queries.demand_lines(queries.demand(viewer, on=viewer.on), on=viewer.on, only=[item.pk])
    line = lines[0] if lines else None
    table = shown_standing.item_table(line, viewer.on) if line else None
    if table and (file := tables.download(request, table)):
        return file
    context = {"item": item, "line": line, "table": tables.whole(table) if table else None}
    return render(request, "needs/demand_item.html", context)
