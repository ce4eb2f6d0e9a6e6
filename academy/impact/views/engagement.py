"""The engagement barometer, and the reflections that a line manager says they talked about."""

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from academy.impact import actions, measures, queries
from academy.impact.rules.barometer import Group
from academy.impact.shown import engagement as shown
from academy.people.scope import Request, open_to
from academy.ui import tables


@open_to("see engagement")
def barometer(request: Request) -> HttpResponseBase:
    viewer = request.viewer
    rows = list(queries.counted_quarters(viewer, until=viewer.on))
    last = max((row.quarter_on for row in rows), default=None)
    latest = [row for row in rows if row.quarter_on == last]
    of = {row.group: row for row in latest}
    if latest and (file := tables.download(request, shown.agencies_table(latest))):
        return file
    context = {
        "figures": [
            measures.engaged_last_quarter(viewer, on=viewer.on),
            measures.sustained_engagement(viewer, on=viewer.on),
            measures.engaged_partners(viewer, on=viewer.on),
        ],
        "chart": shown.quarters_chart(rows),
        "agencies": tables.show(request, shown.agencies_table(latest)) if latest else None,
        "teams": tables.whole(shown.teams_table(of[Group.EVERYBODY])) if Group.EVERYBODY in of else None,
        "counted_on": latest[0].counted_on if latest else None,
        "may_accept": viewer.may("accept reflections"),
    }
    return render(request, "impact/barometer.html", context)


@open_to("accept reflections")
def reflections_to_accept(request: Request) -> HttpResponseBase:
    waiting = list(queries.reflections_to_accept(request.viewer)[:50])
    return render(request, "impact/reflections.html", {"waiting": waiting})


@open_to("accept reflections")
@require_POST
def accept_reflection(request: Request, id: int) -> HttpResponseBase:
    """A second tap finds it accepted, and is told where the rest are."""
    held = get_object_or_404(queries.reflections_shown(request.viewer), pk=id)
    actions.accept_reflection(held, by=request.viewer.account)
    return redirect("reflections-to-accept")
