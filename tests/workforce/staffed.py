"""A small workforce whose every rate can be worked out on paper."""

from datetime import date
from decimal import Decimal

from academy.people.models import Organisation, Team
from academy.people.rules import Contract
from academy.workforce.models import Establishment, TeamMonth
from academy.workforce.rules.rates import month_ends
from tests.builders import make_organisation, make_person, make_spell, make_team

ON = date(2025, 9, 30)
IN_POST = 20


def weyshire() -> Organisation:
    return make_organisation("Weyshire", kind="council")


def staffed_team(council: Organisation, name: str = "North", *, in_post: int = IN_POST) -> Team:
    """All but one full time; four left in the year, five came from agencies, and 30 are budgeted."""
    team = make_team(name, organisation=council)
    for number in range(in_post):
        make_spell(make_person(f"In{number}", name), team=team, fte=Decimal("0.5") if number == 0 else 1)
    for number in range(4):
        make_spell(make_person(f"Left{number}", name), team=team, ended_on=date(2025, 3, 10 + number))
    for number in range(5):
        person = make_person(f"Agency{number}", name)
        make_spell(person, team=team, contract=Contract.AGENCY, started_on=date(2025, 1, 6))
    return team


def budget(team: Team, fte: str = "30", *, starts_on: date = date(2024, 4, 1)) -> Establishment:
    return Establishment.objects.create(team=team, fte=Decimal(fte), starts_on=starts_on)


def months(team: Team, *, until: date = ON, count: int = 12) -> None:
    for end in month_ends(until, count):
        TeamMonth.objects.create(
            team=team,
            on=end,
            cases=300,
            case_holders_fte=Decimal("18.75"),
            days_lost=Decimal(20),
            agency_cover_fte=Decimal(4),
        )
