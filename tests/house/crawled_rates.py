"""What the crawl meets among rates: a month that came in, an establishment, and a published file."""

from datetime import date
from decimal import Decimal
from typing import Any

from academy.core import imports as machine
from academy.people.models import Team
from academy.workforce import actions, imports
from academy.workforce.models import Neighbour, TeamMonth

EXAMPLES = {
    "workforce/rates/": "rate",
    "workforce/rates/months/files/": "month file",
    "workforce/rates/published/": "release",
}
WORDS = {"rate": "turnover"}
HEAD = "time_period,geographic_level,country_name,inpost_fte,leavers_fte,turnover_rate_fte"


def rates_of(things: dict[str, Any], team: Team, family: str) -> None:
    """A published file is nobody's, and so each side has one of its own only that it can be gone with it."""
    lines = f"{HEAD}\n2024,National,England,{team.pk},1,1\n"
    things["release"], _ = imports.take_in_published(lines.encode(), "published.csv", by=None)
    things["published row"] = things["release"].rows.get()
    things["neighbour"] = Neighbour.objects.create(
        release=things["release"], of_code="901", of_name="Eastshire", neighbour_code="902", place=1
    )
    month = f"Team,Month,Cases\n{family},2026-01,9\n".encode()
    things["month file"] = machine.take_in(imports.TEAM_MONTHS, month, "m.csv", by=None)
    things["establishment"] = actions.set_establishment(team, fte=Decimal(9), starts_on=date(2026, 4, 1), by=None)
    things["team month"] = TeamMonth.objects.create(team=team, on=date(2026, 1, 31), cases=9)
