"""Agency workers and what they cost, for tests: plain functions, nothing surprising inside."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from academy.core import clock
from academy.people.models import Organisation, Person, Team
from academy.workforce.actions import agency as actions
from academy.workforce.actions import business_cases as cases
from academy.workforce.models import Assignment, BusinessCase, EmployedCost, PriceCap
from academy.workforce.rules.agency import Terms
from academy.workforce.rules.business_cases import InputName, Stated
from tests.builders import make_organisation, make_person, make_team, numbers

D = Decimal
BEGAN = date(2025, 3, 3)
KEEPS_ALL = {
    "job_type": "social_worker",
    "started_on": BEGAN,
    "capped_cost": D("35"),
    "is_margin_said": True,
    "cap": D("37.50"),
    "months_employed": 60,
    "last_left_on": None,
    "notice_weeks": 4,
    "employed_notice_weeks": None,
    "reference_on": BEGAN - timedelta(days=9),
    "reference_given_on": None,
    "ended_on": None,
    "supply": "individual",
    "is_cost_apart": True,
}


def terms(**differs: Any) -> Terms:
    """Of an assignment that keeps every rule, but for what differs."""
    return Terms(**{**KEEPS_ALL, **differs})


def council() -> Organisation:
    return make_organisation("Weyshire", kind="council")


def council_team(name: str = "") -> Team:
    return make_team(name or f"Team {next(numbers)}", organisation=council())


def make_cap(
    job_type: str = "social_worker", pounds: str = "37.50", *, starts_on: date = date(2024, 10, 31)
) -> PriceCap:
    return actions.set_price_cap(
        job_type, pounds_an_hour=D(pounds), starts_on=starts_on, region="Wessex", source_words="A letter", by=None
    )


def make_employed_cost(job_type: str = "social_worker", **said: Any) -> EmployedCost:
    """£50,000 a year altogether, and 1,650 hours for an agency worker in the same year."""
    given = {"salary": D(38_000), "national_insurance": D(5_000), "pension": D(7_000), "agency_hours": D(1_650)}
    starts_on = said.pop("starts_on", date(2024, 4, 1))
    return actions.set_employed_cost(
        job_type, starts_on=starts_on, source_words="Pay scale", by=None, **{**given, **said}
    )


def make_assignment(person: Person | None = None, team: Team | None = None, **differs: Any) -> Assignment:
    """At work since last spring, within the cap, and keeping every rule, but for what differs."""
    given = {
        "job_type": "social_worker",
        "supplier": "Wey Staffing",
        "charge": D("38.00"),
        "margin": D("3.00"),
        "hours_a_week": D(37),
        "started_on": BEGAN,
        "months_employed": 60,
        "notice_weeks": 4,
        "reference_on": BEGAN - timedelta(days=9),
    }
    person = person or make_person("Robin", f"Hired{next(numbers)}", swe_number=f"SW{next(numbers):05d}")
    return actions.add_assignment(person, team or council_team(), by=None, **{**given, **differs})


STATED = {
    InputName.PEOPLE: (300, 300, 300),
    InputName.FEWER: (0.01, 0.05, 0.09),
    InputName.COVER: (3, 6, 9),
    InputName.PREMIUM: (16_000, 20_000, 24_000),
    InputName.RECRUITING: (3_000, 6_000, 9_000),
    InputName.COST: (150_000, 180_000, 210_000),
}


def stated(**differs: tuple[float, float, float]) -> list[Stated]:
    rows = {name: differs.get(name.value, numbers) for name, numbers in STATED.items()}
    return [Stated(name, *numbers, source="A letter", source_on=date(2026, 4, 1)) for name, numbers in rows.items()]


def make_case(title: str = "If five more stayed", *, begins_on: date | None = None, **differs: Any) -> BusinessCase:
    return cases.begin_case(title, stated(**differs), begins_on=begins_on or clock.today(), by=None)
