"""Who stays: each intake's curve, for those who may see numbers about the whole authority."""

from collections.abc import Sequence
from datetime import date

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from academy.analysis.disclosure import disclose
from academy.analysis.retention import Spell as Stay
from academy.analysis.retention import intakes as by_year
from academy.people.models import Person
from academy.people.rules import Reach
from academy.people.scope import Request, open_to, visible
from academy.ui import tables
from academy.ui.tables import ShownTable
from academy.workforce import measures, queries
from academy.workforce.actions.retention import say_complete_from
from academy.workforce.forms.retention import CompleteFromForm
from academy.workforce.shown import leaving
from academy.workforce.shown import retention as shown


@open_to("see retention")
def retention(request: Request) -> HttpResponseBase:
    on, numbers_only = request.viewer.on, sees_numbers_only(request)
    newly = [career for career in queries.careers(on=on) if career.is_newly_qualified]
    intakes = by_year(career.stay for career in newly)
    table = shown.intakes_table(intakes, is_for_numbers_only=numbers_only)
    return tables.download(request, table) or render(
        request,
        "workforce/retention.html",
        {
            "figure": measures.figure_of([career.stay for career in newly], on=on) if intakes else None,
            "chart": shown.all_intakes_chart(intakes),
            "milestones": tables.whole(leaving.milestones_table(newly, is_for_numbers_only=numbers_only)),
            "peak": leaving.peak_sentence(newly),
            "records": leaving.records_sentence(queries.complete_from(), newly),
            "table": tables.show(request, table, per_page=30),
            "may_say": request.viewer.may("say from when records are complete"),
            "may_warn": request.viewer.may("see early warning"),
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
    is_withheld = sees_numbers_only(request) and shown.is_small(here, len(stays))
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


@open_to("say from when records are complete")
def complete_from(request: Request) -> HttpResponse:
    form = CompleteFromForm(request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            say_complete_from(form.cleaned_data["on"], why=form.cleaned_data["why"], by=request.viewer.account)
            return redirect("retention")
    return render(request, "workforce/complete_from.html", {"form": form, "said": queries.complete_from()})


def sees_numbers_only(request: Request) -> bool:
    return Reach.AUTHORITY not in request.viewer.reach("see retention")


def _people(request: Request, stays: Sequence[Stay], on: date) -> ShownTable | None:
    """Names, for those whose reach has people in it; a Member sees the counts above and nothing here."""
    if sees_numbers_only(request):
        return None
    stay_of = {stay.person: stay for stay in stays}
    people = visible(request.viewer, Person).filter(pk__in=stay_of)
    return tables.show(request, shown.people_table(people, stay_of), has_downloads=False)
