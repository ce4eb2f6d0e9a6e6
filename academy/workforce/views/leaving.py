"""How and when people leave, by team and by route; and two intakes side by side."""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from academy.analysis.rates import FEWEST
from academy.analysis.retention import intakes as by_year
from academy.people.scope import Request, open_to
from academy.ui import tables
from academy.workforce import queries
from academy.workforce.forms.retention import CompareForm, LeavingFilter
from academy.workforce.queries import Career
from academy.workforce.rules.retention import EVERYBODY, NOT_SAID, ROUTES, route_words
from academy.workforce.shown import comparing
from academy.workforce.shown import leaving as shown
from academy.workforce.views.retention import sees_numbers_only


@open_to("see retention")
def leaving(request: Request) -> HttpResponse:
    """Where people go and when, of those who came by one route, or began in one team."""
    careers, numbers_only = queries.careers(on=request.viewer.on), sees_numbers_only(request)
    began = Counter(career.team for career in careers if career.team)
    teams = {} if numbers_only else queries.team_names(team for team, people in began.items() if people >= FEWEST)
    form = LeavingFilter(request.GET, teams=teams)
    chosen = queries.of_route(careers, form.route_chosen)
    if form.team_chosen is not None:
        chosen = [career for career in chosen if career.team == form.team_chosen]
    return render(
        request,
        "workforce/leaving.html",
        {
            "form": form,
            "people": len(chosen),
            "ways": shown.ways_chart(chosen, is_for_numbers_only=numbers_only),
            "when": shown.when_chart(chosen, is_for_numbers_only=numbers_only),
            "peak": shown.peak_sentence(chosen),
            "milestones": tables.whole(shown.milestones_table(chosen, is_for_numbers_only=numbers_only)),
            "records": shown.records_sentence(queries.complete_from(), chosen),
            "on": request.viewer.on,
        },
    )


@open_to("see retention")
def staying_groups(request: Request) -> HttpResponseBase:
    """By route, and by the team in which somebody began: later teams would count those who stayed twice."""
    careers, numbers_only = queries.careers(on=request.viewer.on), sees_numbers_only(request)
    names = queries.team_names(career.team for career in careers if career.team)
    routes = _grouped(careers, lambda career: route_words(career.origin), [*ROUTES.values(), NOT_SAID])
    teams = _grouped(careers, lambda career: names.get(career.team or 0, NOT_SAID), sorted({*names.values(), NOT_SAID}))
    by_team = shown.groups_table(
        teams, caption="By the team people began in", heading="Team", is_for_numbers_only=numbers_only
    )
    if file := tables.download(request, by_team):
        return file
    by_route = shown.groups_table(
        routes, caption="By how people came", heading="Came", is_for_numbers_only=numbers_only
    )
    context = {
        "routes": tables.whole(by_route),
        "teams": tables.show(request, by_team, per_page=25),
        "records": shown.records_sentence(queries.complete_from(), careers),
        "has_any": bool(careers),
        "on": request.viewer.on,
    }
    return render(request, "workforce/staying_groups.html", context)


@open_to("see retention")
def compare_intakes(request: Request) -> HttpResponse:
    newly = queries.of_route(queries.careers(on=request.viewer.on), EVERYBODY)
    intakes = by_year(career.stay for career in newly if career.is_newly_qualified)
    form = CompareForm(_two_years(request, sorted(intakes)), years=intakes)
    found = None
    if form.is_valid() and form.cleaned_data.get("first") and form.cleaned_data.get("second"):
        first, second = form.cleaned_data["first"], form.cleaned_data["second"]
        found = comparing.compared(
            first, intakes[first], second, intakes[second], numbers_only=sees_numbers_only(request)
        )
    return render(request, "workforce/compare_intakes.html", {"form": form, "found": found, "has_any": bool(intakes)})


def _two_years(request: Request, years: Sequence[int]) -> dict[str, str]:
    """What was asked for, or else the earliest and the latest that have been followed for three years."""
    if request.GET.get("first") or not years:
        return request.GET.dict()
    followed = [year for year in years if year <= request.viewer.on.year - 4] or years
    return {"first": str(followed[0]), "second": str(followed[-1])}


def _grouped(
    careers: Sequence[Career], of: Callable[[Career], Hashable], order: Sequence[str]
) -> dict[str, list[Career]]:
    found: dict[str, list[Career]] = {name: [] for name in order}
    for career in careers:
        found[str(of(career))].append(career)
    return {name: some for name, some in found.items() if some}
