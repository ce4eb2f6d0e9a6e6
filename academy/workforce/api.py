"""Retention for machines: the same curves as the page and the command line."""

from datetime import date
from typing import Any

from django.http import Http404
from ninja import Router

from academy.people.models import Team
from academy.people.scope import Request, open_to, visible
from academy.workforce import queries
from academy.workforce.replies import IntakesOut, intakes_reply
from academy.workforce.replies_rates import RatesOut, rates_reply

router = Router(tags=["Workforce"])


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
