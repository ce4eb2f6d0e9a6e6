"""Who stays: each intake's curve, for those who may see numbers about the whole authority."""

from collections.abc import Sequence
from datetime import date

from django.http import Http404, HttpResponseBase
from django.shortcuts import render

from academy.analysis.disclosure import disclose
from academy.analysis.retention import Spell as Stay
from academy.people.models import Person
from academy.people.rules import Reach
from academy.people.scope import Request, open_to, visible
from academy.ui import tables
from academy.ui.tables import ShownTable
from academy.workforce import measures, queries
from academy.workforce.shown import retention as shown


@open_to("see retention")
def retention(request: Request) -> HttpResponseBase:
    on = request.viewer.on
    intakes = queries.intakes(on=on)
    table = shown.intakes_table(intakes, is_for_numbers_only=_sees_numbers_only(request))
    return tables.download(request, table) or render(
        request,
        "workforce/retention.html",
        {
            "figure": measures.stayed_two_years_beyond(on=on) if intakes else None,
            "chart": shown.all_intakes_chart(intakes),
            "table": tables.show(request, table, per_page=30),
            "on": on,
        },
    )


@open_to("see retention")
def intake(request: Request, year: int) -> HttpResponseBase:
    on = request.viewer.on
    intakes = queries.intakes(on=on)
    if year not in intakes:
        raise Http404
    stays = intakes[year]
    here = sum(1 for stay in stays if not stay.is_left)
    is_withheld = _sees_numbers_only(request) and shown.is_small(here, len(stays))
    figure = measures.figure_of(stays, on=on, opens_to=request.path + "#people", label=shown.LABEL)
    return render(
        request,
        "workforce/intake.html",
        {
            "year": year,
            "started": len(stays),
            "here": None if is_withheld else here,
            "figure": figure.withheld() if is_withheld else figure,
            "chart": None if is_withheld else shown.intake_chart(year, intakes),
            "reasons": tables.whole(shown.reasons_table(disclose(queries.reasons_for_leaving(stays)))),
            "people": _people(request, stays, on),
        },
    )


def _sees_numbers_only(request: Request) -> bool:
    return Reach.AUTHORITY not in request.viewer.reach("see retention")


def _people(request: Request, stays: Sequence[Stay], on: date) -> ShownTable | None:
    """Names, for those whose reach has people in it; a Member sees the counts above and nothing here."""
    if _sees_numbers_only(request):
        return None
    stay_of = {stay.person: stay for stay in stays}
    people = visible(request.viewer, Person).filter(pk__in=stay_of)
    return tables.show(request, shown.people_table(people, stay_of), has_downloads=False)
