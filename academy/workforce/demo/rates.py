"""What Weyshire’s teams are budgeted to have, and what they say of their months: all invented."""

from datetime import date
from decimal import Decimal
from math import cos, pi

from academy.core.demo import World
from academy.workforce.models import Establishment, TeamMonth
from academy.workforce.queries.rates import NO_TEAM, Workforce
from academy.workforce.rules.rates import month_ends

MONTHS = 36
VACANT = 0.22  # of the establishment, in the first year; a little less each year
CASES = 15.8
DAYS_A_MONTH = 253 / 12
SICK = 0.034
FEWEST_WITH_CASES = 3  # a team with one social worker among others carries no cases of its own


def build(world: World) -> None:
    chance, workforce = world.chance("rates"), Workforce()
    ends = month_ends(world.on, MONTHS)
    in_post = [workforce.staff.fte_by_team(end) for end in ends]
    agency = [workforce.staff.fte_by_team(end, is_agency=True) for end in ends]
    teams = sorted({team for found in in_post for team in found} - {NO_TEAM})
    lines, months = [], []
    for team in teams:
        busy, sick = chance.uniform(0.9, 1.12), chance.uniform(0.7, 1.35)
        lines += _establishment(team, ends, [found.get(team, 0.0) for found in in_post], chance.uniform(0.5, 1.5))
        holds_cases = max(found.get(team, 0.0) for found in in_post) >= FEWEST_WITH_CASES
        for place, end in enumerate(ends):
            here, hired = in_post[place].get(team, 0.0), agency[place].get(team, 0.0)
            if here + hired <= 0:
                continue
            holders = (here + hired) * chance.uniform(0.68, 0.78)
            cases = round(CASES * busy * chance.uniform(0.94, 1.06) * holders)
            winter = 1 + 0.25 * cos((end.month - 1) * pi / 6)
            months.append(
                TeamMonth(
                    team_id=team,
                    on=end,
                    cases=cases if holds_cases else None,
                    case_holders_fte=_decimal(holders) if holds_cases else None,
                    days_lost=_decimal(here * DAYS_A_MONTH * SICK * sick * winter * chance.uniform(0.6, 1.4)),
                    agency_cover_fte=_decimal(hired * chance.uniform(0.75, 1)),
                )
            )
    Establishment.objects.bulk_create(lines)
    TeamMonth.objects.bulk_create(months, batch_size=1_000)


def _establishment(team: int, ends: list[date], in_post: list[float], more: float) -> list[Establishment]:
    """Set each April, from who was there and what was vacant then; from before the months begin."""
    starts = [ends[0].replace(day=1)] + [end.replace(day=1) for end in ends[1:] if end.month == 4]
    lines = []
    for year, start in enumerate(starts):
        place = next(place for place, end in enumerate(ends) if end >= start)
        vacant = max(0.04, (VACANT - 0.03 * year) * more)
        fte = max(in_post[place : place + 12], default=0.0) / (1 - vacant)
        lines.append(Establishment(team_id=team, starts_on=start, fte=Decimal(round(fte * 2)) / 2))
    return lines


def _decimal(value: float) -> Decimal:
    return Decimal(str(round(value, 2)))
