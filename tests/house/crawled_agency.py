"""What the crawl meets of agency workers and the business case: one assignment, its exception, a list and a case."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from academy.core import clock
from academy.core import imports as machine
from academy.people.models import Person
from academy.workforce import imports
from academy.workforce.actions import agency as actions
from academy.workforce.models import PriceCap
from tests.builders import make_organisation, make_team, numbers
from tests.workforce.hired import make_case, make_employed_cost

EXAMPLES = {
    "workforce/agency/": "assignment",
    "workforce/agency/files/": "agency file",
    "workforce/business-case/": "business case",
    "workforce/business-case/versions/": "case version",
}
DAYS = iter(range(1, 2_000))  # a cap and a cost of each side have a day of their own


def agency_of(things: dict[str, Any], person: Person) -> None:
    """In a team without anybody’s name in it: the director sees which team it is, and not who."""
    team = things["agency team"] = make_team(f"Agency team {next(numbers)}", organisation=make_organisation())
    began = clock.today() - timedelta(days=400 + next(DAYS))
    said = {"job_type": "social_worker", "supplier": "Wey Staffing", "charge": Decimal(44), "hours_a_week": Decimal(37)}
    one = things["assignment"] = actions.add_assignment(person, team, started_on=began, by=None, **said)
    things["agency exception"] = actions.except_from_rule(
        one, rule="experience", ground="exceptional", signed_by="Head of service", decided_on=began, by=None
    )
    things["price cap"] = _cap(began)
    things["employed cost"] = make_employed_cost(starts_on=began)
    head = "SWE number,Team,Role,Agency,Charge rate,Weekly hours,Start date\n"
    content = f"{head}SW0,Nowhere,SW,Wey,40,37,03/03/2025".encode()
    things["agency file"] = machine.take_in(imports.AGENCY, content, "a.csv", by=None)
    case = things["business case"] = make_case(f"Case {next(numbers)}")
    things["case version"] = case.versions.get()
    things["case input"] = case.versions.get().inputs.first()


def _cap(began: Any) -> PriceCap:
    return actions.set_price_cap(
        "social_worker", pounds_an_hour=Decimal(38), starts_on=began, region="Wessex", source_words="A letter", by=None
    )
