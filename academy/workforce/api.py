"""Retention for machines: the same curves as the page and the command line."""

from datetime import date
from typing import Any

from ninja import Router

from academy.people.scope import Request, open_to
from academy.workforce import queries
from academy.workforce.replies import IntakesOut, intakes_reply

router = Router(tags=["Workforce"])


@router.get("/retention", response=IntakesOut)
@open_to("see retention day by day")
def retention(request: Request, intake: int | None = None, on: date | None = None) -> Any:
    """Each intake's curve at 365, 730, 1000 and 1095 days, with its 95% interval and the number at risk."""
    return intakes_reply(queries.intakes(on=on or request.viewer.on), only=intake)
