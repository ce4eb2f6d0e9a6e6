"""Early warning: all teams, one team, and one thing of one team."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from academy.people.scope import Request, open_to
from academy.ui import tables
from academy.workforce.forms.warning import TeamsFilter
from academy.workforce.queries import warning as queries
from academy.workforce.rules.warning import Watched, month_ends
from academy.workforce.shown import warning as shown


@open_to("see early warning")
def early_warning(request: Request) -> HttpResponseBase:
    """By name. Those in which something changed, or all; never sorted by how much."""
    viewer, form = request.viewer, TeamsFilter(request.GET)
    teams = list(queries.visible_teams(viewer))
    by_team = queries.series_of_teams([team.pk for team in teams], ends=month_ends(viewer.on))
    changed = [team for team in teams if any(one.verdict.is_change for one in by_team[team.pk].values())]
    table = shown.teams_table(teams if form.wants_all else changed, by_team)
    return tables.download(request, table) or render(
        request,
        "workforce/early_warning.html",
        {
            "form": form,
            "table": tables.show(request, table, per_page=20),
            "all": len(teams),
            "changed": len(changed),
            "month": queries.latest_month(),
        },
    )


@open_to("see early warning")
def early_warning_team(request: Request, team: int) -> HttpResponse:
    """Six things side by side, each with its word and its sentence."""
    viewer = request.viewer
    found = get_object_or_404(queries.visible_teams(viewer), pk=team)
    by_watched = queries.series_of_teams([found.pk], ends=month_ends(viewer.on))[found.pk]
    context = {
        "team": found,
        "lines": shown.lines(found, by_watched, is_for_numbers_only=queries.sees_numbers_only(viewer)),
        "changes": list(queries.changes(viewer, found)[:6]),
        "month": queries.latest_month(),
    }
    return render(request, "workforce/early_warning_team.html", context)


@open_to("see early warning")
def early_warning_series(request: Request, team: int, watched: str) -> HttpResponse:
    viewer = request.viewer
    found = get_object_or_404(queries.visible_teams(viewer), pk=team)
    if watched not in Watched:
        raise Http404
    series = queries.series_of_teams([found.pk], ends=month_ends(viewer.on))[found.pk][Watched(watched)]
    numbers_only = queries.sees_numbers_only(viewer)
    context = shown.context_of(found, series, viewer, is_for_numbers_only=numbers_only)
    context["changes"] = list(queries.changes(viewer, found, watched)[:6])
    context["month"], context["may_follow"] = queries.latest_month(), not numbers_only
    return render(request, "workforce/early_warning_series.html", context)
