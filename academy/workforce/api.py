"""The workforce for machines: the same curves, rates and words as the pages, with what is withheld there withheld."""

from datetime import date
from typing import Annotated, Any

from django.http import Http404
from ninja import Query, Router, Schema

from academy.analysis.retention import intakes as by_year
from academy.people.models import Team
from academy.people.scope import Request, TheAuthority, open_to, visible
from academy.ui.replies import FigureOut, TableOut, table_reply
from academy.workforce import measures, queries
from academy.workforce.queries import agency as agency_queries
from academy.workforce.queries import warning as warning_queries
from academy.workforce.replies import IntakesOut, intakes_reply
from academy.workforce.replies_rates import RatesOut, rates_reply
from academy.workforce.rules.warning import Verdict, Watched, month_ends
from academy.workforce.shown import agency as shown_agency
from academy.workforce.shown import leaving as shown_leaving
from academy.workforce.shown import retention as shown
from academy.workforce.shown.warning import sentence
from academy.workforce.views.agency import agency_figures
from academy.workforce.views.agency import sees_numbers_only as sees_agency_numbers_only
from academy.workforce.views.retention import sees_numbers_only

router = Router(tags=["Workforce"])
MOST = 100
Limit = Annotated[int, Query(ge=1, le=MOST)]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]


class StayingOut(Schema):
    figure: FigureOut
    milestones: TableOut
    intakes: TableOut


class AgencyOut(Schema):
    on: date
    figures: list[FigureOut]
    counts: list[TableOut]


class WatchedOut(Schema):
    watched: Watched
    label: str
    verdict: Verdict
    sentence: str


class WatchedTeamOut(Schema):
    team: int
    name: str
    watched: list[WatchedOut]


@router.get("/retention", response=IntakesOut)
@open_to("see retention day by day")
def retention(request: Request, intake: int | None = None, on: date | None = None) -> Any:
    """Each intake's curve at 365, 730, 1000 and 1095 days, with its 95% interval and the number at risk."""
    return intakes_reply(queries.intakes(on=on or request.viewer.on), only=intake)


@router.get("/rates", response=RatesOut)
@open_to("see workforce rates day by day")
def rates(request: Request, on: date | None = None, team: int | None = None) -> Any:
    """Every rate by the national definitions on a day, for the year until then, with both its parts. Of one team, or
    of all; without a value, `why` says what is missing."""
    if team is not None and not visible(request.viewer, Team).filter(pk=team).exists():
        raise Http404
    return rates_reply(queries.rates_on(on or request.viewer.on, team=team))


@router.get("/staying", response=StayingOut)
@open_to("see retention")
def staying(request: Request) -> dict[str, Any]:
    """Newly qualified social workers: how many are still here two years beyond the supported year, at each milestone,
    and by intake. A number that is withheld is the mark that stands on the page."""
    on, numbers_only = request.viewer.on, sees_numbers_only(request)
    newly = [career for career in queries.careers(on=on) if career.is_newly_qualified]
    stays = [career.stay for career in newly]
    milestones = shown_leaving.milestones_table(newly, is_for_numbers_only=numbers_only)
    intakes = shown.intakes_table(by_year(stays), is_for_numbers_only=numbers_only)
    return {
        "figure": measures.figure_of(stays, on=on).as_json(),
        "milestones": table_reply(milestones),
        "intakes": table_reply(intakes),
    }


@router.get("/agency", response=AgencyOut)
@open_to("see agency work")
def agency(request: Request) -> dict[str, Any]:
    """Agency workers: how many, above the cap, what they cost; by job type and by what they cover, small numbers
    withheld."""
    on = request.viewer.on
    rows = agency_queries.at_work(agency_queries.assignments(TheAuthority(on)), on)
    now = agency_queries.checked(rows, on=on)
    figures = agency_figures(now, on=on, numbers_only=sees_agency_numbers_only(request))
    counts = [shown_agency.counts_table(now, by=by) for by in ("job_type", "covers")] if now else []
    return {
        "on": on,
        "figures": [figure.as_json() for figure in figures],
        "counts": [table_reply(table) for table in counts],
    }


@router.get("/early-warning", response=list[WatchedTeamOut])
@open_to("see early warning")
def early_warning(request: Request, limit: Limit = 50, offset: Offset = 0) -> list[dict[str, Any]]:
    """Each team by name, and what each thing watched of it says: a change, no real change, or too little to tell. Never
    a score."""
    viewer = request.viewer
    teams = list(warning_queries.visible_teams(viewer)[offset : offset + limit])
    by_team = warning_queries.series_of_teams([team.pk for team in teams], ends=month_ends(viewer.on))
    numbers_only = warning_queries.sees_numbers_only(viewer)
    return [
        {
            "team": team.pk,
            "name": team.name,
            "watched": [
                {
                    "watched": watched,
                    "label": watched.label,
                    "verdict": series.verdict,
                    "sentence": sentence(series, is_for_numbers_only=numbers_only),
                }
                for watched, series in by_team[team.pk].items()
            ],
        }
        for team in teams
    ]
