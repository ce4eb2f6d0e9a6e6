"""Rates by the national definitions, with both their parts, beside what is published of others."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render

from academy.core.exports import Table
from academy.core.figures import Figure
from academy.people.models import Spell
from academy.people.rules import Reach
from academy.people.scope import Request, open_to, visible
from academy.ui import tables
from academy.workforce import measures, queries
from academy.workforce.forms.rates import RatesFilter
from academy.workforce.models import TeamMonth
from academy.workforce.queries.published import Beside
from academy.workforce.queries.rates import Workforce, in_post, leavers
from academy.workforce.rules.definitions import DEFINITIONS, Definition
from academy.workforce.rules.published import OPEN_LICENCE
from academy.workforce.rules.rates import MONTHS_A_YEAR, Rates, month_ends, september, year_before
from academy.workforce.shown import rates as shown

MONTHS = 24
SEPTEMBERS = 8
OF_A_YEAR = {"turnover", "turnover-people", "stability", "exits"}
WHAT = "see workforce rates"


class Asked:
    """What the address asks for, and the records read once to answer it."""

    def __init__(self, request: Request) -> None:
        self.numbers_only = Reach.AUTHORITY not in request.viewer.reach(WHAT)
        self.workforce = Workforce()
        self.beside: Beside = queries.beside(region=request.GET.get("region", ""))
        days = _days(request.viewer.on)
        self.names = {} if self.numbers_only else queries.team_names(self.workforce.teams(days[0]))
        if self.numbers_only and request.GET.get("team"):
            raise Http404  # one team's numbers are for those who may see its people
        offered = {} if self.numbers_only else {pk: self.names.get(pk, "") for pk in self.workforce.teams(days[0])}
        self.form = RatesFilter(
            request.GET or {"on": days[0].isoformat()}, days=days, teams=offered, regions=self.beside.regions
        )
        chosen, team = self.form.chosen("on"), self.form.chosen("team")
        self.on = date.fromisoformat(chosen) if chosen else days[0]
        self.team = int(team) if team else None

    def rates(self, on: date | None = None) -> Rates:
        return self.workforce.rates_on(on or self.on, team=self.team)

    def by_team(self) -> list[Rates]:
        teams = [self.team] if self.team else self.workforce.teams(self.on)
        return [self.workforce.rates_on(self.on, team=team) for team in teams]

    @property
    def query(self) -> str:
        """What was chosen, for links from here."""
        region = self.form.chosen("region")
        chosen = {"on": self.on.isoformat(), "team": self.team or "", "region": region}
        return urlencode({name: value for name, value in chosen.items() if value})


@open_to(WHAT)
def workforce_rates(request: Request) -> HttpResponseBase:
    asked = Asked(request)
    now, before = asked.rates(), asked.rates(year_before(asked.on))
    year = max(asked.beside.years, default=None)
    only = asked.numbers_only
    table = shown.rates_table(now, before, asked.beside, year, is_for_numbers_only=only, query=asked.query)
    if file := tables.download(request, table):
        return file
    return render(
        request,
        "workforce/rates.html",
        {
            "form": asked.form,
            "on": asked.on,
            "team": asked.names.get(asked.team or 0),
            "has_people": bool(now.counts.in_post_headcount or now.counts.agency_headcount),
            "figure": _figure(asked, now, "turnover"),
            "table": tables.show(request, table),
            "without": 0 if asked.team else now.monthly.teams_without_establishment,
            "release": asked.beside.release,
            "licence": OPEN_LICENCE,
            "query": asked.query,
            "may_load": request.viewer.may("load workforce files"),
        },
    )


@open_to(WHAT)
def workforce_teams(request: Request) -> HttpResponseBase:
    """Every team in the order of the alphabet, and never in that of a number."""
    asked = Asked(request)
    query = f"&on={asked.on.isoformat()}"
    names = queries.team_names(asked.workforce.teams(asked.on))
    table = shown.teams_table(asked.by_team(), names, is_for_numbers_only=asked.numbers_only, query=query)
    if file := tables.download(request, table):
        return file
    context = {"on": asked.on, "query": asked.query, "table": tables.show(request, table, per_page=20)}
    return render(request, "workforce/teams.html", context)


@open_to(WHAT)
def workforce_rate(request: Request, rate: str) -> HttpResponseBase:
    definition = DEFINITIONS.get(rate)
    if definition is None:
        raise Http404
    asked = Asked(request)
    now, only = asked.rates(), asked.numbers_only
    parts = None if only else _parts(request, asked, definition, now)
    if parts is not None and (file := tables.download(request, parts)):
        return file
    septembers = [asked.rates(on) for on in _complete(_septembers(request.viewer.on), definition)]
    series = [asked.rates(on) for on in _complete(month_ends(asked.on, MONTHS), definition)]
    years = shown.years_table(definition, septembers, asked.beside, is_for_numbers_only=only)
    return render(
        request,
        "workforce/rate.html",
        {
            "definition": definition,
            "form": asked.form,
            "team": asked.names.get(asked.team or 0),
            "on": asked.on,
            "figure": replace(_figure(asked, now, rate), words=""),
            "chart": shown.series_chart(definition, series, is_for_numbers_only=only),
            "years": tables.whole(years),
            "symbols": shown.symbols_met(definition, asked.beside),
            "parts": tables.show(request, parts, per_page=12) if parts is not None else None,
            "choices": _choices(request, asked, definition) if parts is not None else [],
            "release": asked.beside.release if definition.published else None,
            "neighbours": len(asked.beside.neighbours),
            "licence": OPEN_LICENCE,
            "query": asked.query,
        },
    )


def _figure(asked: Asked, now: Rates, rate: str) -> Figure:
    figure = measures.rate_figure(now, rate)
    if not asked.numbers_only:
        return figure
    return figure.withheld() if shown.is_small(now, rate) else replace(figure, opens_to="")


def _complete(days: Iterable[date], definition: Definition) -> list[date]:
    """What counts a year's leavers is not known of a year whose leavers may be missing from the records."""
    said = queries.complete_from() if definition.slug in OF_A_YEAR else None
    return [on for on in days if said is None or said.on <= year_before(on)]


NUMERATOR, DENOMINATOR = "numerator", "denominator"
LISTS = {  # of which posts each part of a rate of people is made
    "turnover": ("left", "in post"),
    "turnover-people": ("left", "in post"),
    "agency": ("agency", "in post"),
    "agency-people": ("agency", "in post"),
    "exits": ("left", "in post"),
    "stability": ("in post", "before"),
}
CAPTIONS = {
    "left": "Who left in the year, by their last post",
    "in post": "Who was in post on the day",
    "agency": "Agency workers on the day",
    "before": "Who was in post a year before",
}


def _choices(request: Request, asked: Asked, definition: Definition) -> list[tuple[str, str, bool]]:
    """Links to the lists behind the parts: the words, the address, and whether it is the one that is shown."""
    part = _part(request, definition)
    query = f"&{asked.query}" if asked.query else ""
    lists = LISTS.get(definition.slug, ())
    return [
        (CAPTIONS[name], f"?part={key}{query}#parts", key == part)
        for key, name in zip((NUMERATOR, DENOMINATOR), lists, strict=False)
    ]


def _part(request: Request, definition: Definition) -> str:
    chosen = request.GET.get("part", "")
    return chosen if chosen in (NUMERATOR, DENOMINATOR) else NUMERATOR


def _parts(request: Request, asked: Asked, definition: Definition, now: Rates) -> Table:
    """The records that one part of the rate counts, as far as the viewer may see them."""
    if definition.slug == "vacancy":
        return shown.vacancies_table(asked.by_team(), asked.names)
    if definition.slug not in LISTS:
        return _months(asked, request, definition)
    name = LISTS[definition.slug][0 if _part(request, definition) == NUMERATOR else 1]
    if name == "left":
        posts = leavers(now, asked.workforce)
    elif name == "before":
        posts = in_post(asked.rates(year_before(asked.on)), asked.workforce)
    else:
        posts = in_post(now, asked.workforce, is_agency=name == "agency")
    may_see = visible(request.viewer, Spell).order_by().values("pk")
    return shown.posts_table(posts.filter(pk__in=may_see), caption=CAPTIONS[name])


def _months(asked: Asked, request: Request, definition: Definition) -> Table:
    """What teams said: of the month, or of the whole year where the rate needs it."""
    ends = month_ends(asked.on, MONTHS_A_YEAR if definition.slug == "absence" else 1)
    rows = visible(request.viewer, TeamMonth).filter(on__in=ends).order_by("-on", "team__name")
    rows = rows.filter(team=asked.team) if asked.team else rows
    names = ("team__name", "on", "cases", "case_holders_fte", "days_lost", "agency_cover_fte")
    found = [dict(zip(("team", *names[1:]), row, strict=True)) for row in rows.values_list(*names)]
    return shown.months_table(found, caption="What teams said of their months")


def _days(on: date) -> list[date]:
    """The end of each month of two years, and each 30 September before."""
    ends = month_ends(on, MONTHS)
    return sorted({*ends, *_septembers(on)}, reverse=True)


def _septembers(on: date) -> Sequence[date]:
    last = september(on)
    return [date(last.year - back, 9, 30) for back in range(SEPTEMBERS)]
