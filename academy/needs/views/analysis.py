"""The training needs analysis: the front page of needs and plan, the people behind its numbers, and offers alike."""

from dataclasses import replace

from django.http.response import HttpResponseBase
from django.shortcuts import render

from academy.catalogue.models import Item
from academy.core.exports import Column, Table
from academy.needs import queries, rules
from academy.needs import shown_analysis as shown
from academy.needs.forms import AnalysisFilter, CountsFilter, CutFilter
from academy.needs.models import AnalysisDay
from academy.needs.queries import Cut
from academy.people.rules import Reach
from academy.people.scope import Request, TheAuthority, Viewer, open_to, visible
from academy.ui import tables

LINKS = {
    "signals": "see signals",
    "raise": "raise signals",
    "weigh": "weigh signals",
    "gaps": "see gaps of organisations",
    "requirements": "set requirements",
}


@open_to("see the needs analysis")
def analysis(request: Request) -> HttpResponseBase:
    viewer = request.viewer
    opens = not _sees_counts(viewer)
    form = AnalysisFilter(request.GET or None, viewer=viewer) if opens else CountsFilter(request.GET or None)
    looks = viewer if opens else TheAuthority(viewer.on)
    by, cut, day = form.chosen, form.cut, queries.analysis_day(viewer)
    table = _table(looks, viewer, by, cut, day, opens=opens)
    if table is not None and (file := tables.download(request, table)):
        return file
    context = {
        "form": form,
        "by": by,
        "day": day,
        "opens": opens,
        "cut": cut,
        "part": _part(cut),
        "whole": queries.whole(looks, day, cut) if day and opens else None,
        "standing": queries.standing_needs(viewer).count(),
        "now": queries.standing_needs(viewer).filter(urgency=rules.Urgency.NOW).count(),
        "to_weigh": queries.signals_to_weigh(viewer).count() if viewer.may("see signals") else 0,
        "alike": len(day.alike) if day else 0,
        "may": {name: viewer.may(what) for name, what in LINKS.items()},
        "table": tables.show(request, table, per_page=20) if table is not None else None,
    }
    return render(request, "needs/analysis.html", context)


@open_to("see who lacks something")
def analysis_people(request: Request) -> HttpResponseBase:
    """Who is behind a number of the analysis: as many as it says."""
    viewer = request.viewer
    day = queries.analysis_day(viewer)
    cut = CutFilter(request.GET, viewer=viewer).cut
    if day is None or not queries.has_its_gaps(day):
        return render(request, "needs/analysis_people.html", {"day": None, "part": _part(cut)})
    people, hidden = queries.people_lacking(viewer, day, cut)
    table = shown.people_table(people, day)
    if file := tables.download(request, table):
        return file
    context = {
        "day": day,
        "part": _part(cut),
        "number": len(people) + hidden,
        "hidden": hidden,
        "table": tables.show(request, table),
    }
    return render(request, "needs/analysis_people.html", context)


@open_to("see the needs analysis")
def alike_offers(request: Request) -> HttpResponseBase:
    """What different organisations offer that looks like the same thing."""
    viewer = request.viewer
    day = queries.analysis_day(viewer)
    table = _alike_table(viewer, day.alike if day else [])
    if file := tables.download(request, table):
        return file
    context = {"day": day, "groups": len(day.alike) if day else 0, "table": tables.show(request, table, per_page=40)}
    return render(request, "needs/alike_offers.html", context)


def _table(looks: Viewer, viewer: Viewer, by: str, cut: Cut, day: AnalysisDay | None, *, opens: bool) -> Table | None:
    if by == "need":
        return shown.needs_table(queries.standing_needs(viewer, cut=cut), day, opens=viewer.may("see needs"))
    if day is None:
        return None
    lines = queries.lines(looks, day, by, cut)
    if not opens and by == "capability":
        everybody = queries.whole(looks, day, cut).people
        lines = [replace(line, people=everybody) for line in lines]
    pressing = queries.pressing_by_capability(viewer) if by == "capability" else {}
    return shown.cut_table(by, lines, day=day, cut=cut, pressing=pressing, opens=opens)


def _alike_table(viewer: Viewer, groups: list[list[int]]) -> Table:
    pks = [pk for group in groups for pk in group]
    items = {item.pk: item for item in visible(viewer, Item).filter(pk__in=pks).select_related("organisation")}
    rows = [
        {"number": number, "item": items[pk], "url": items[pk].get_absolute_url()}
        for number, group in enumerate(groups, start=1)
        for pk in group
        if pk in items
    ]
    columns = [
        Column("number", "Group", kind=int, align="left"),
        Column("item.title", "Offer", link="url", is_row_header=True),
        Column("item.organisation", "Offered by"),
        Column("item.get_level_display", "For whom"),
        Column("item.get_mode_display", "How"),
        Column("item.hours", "Hours", kind=float),
    ]
    return Table("Offers that look alike", columns, rows)


def _sees_counts(viewer: Viewer) -> bool:
    return not viewer.reach("see the needs analysis") & {Reach.AUTHORITY, Reach.ORGANISATION}


def _part(cut: Cut) -> str:
    """What is looked at, in words: Weighing risk, social workers, Weyshire Council."""
    without = {"organisation": "several agencies", "team": "in no team", "job_role": "no one role"}
    said = [cut.item, cut.capability, cut.profession, cut.job_role, without.get(cut.without), cut.team]
    alone = f"{cut.organisation} alone" if cut.organisation and cut.is_alone else cut.organisation
    return ", ".join(str(one) for one in [*said, alone] if one)
