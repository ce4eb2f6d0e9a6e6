"""Improvement plans and what stands in them, as tests want them."""

from datetime import date, timedelta
from typing import Any

from academy.core import clock
from academy.improvement.actions import plan_actions, plans, programme, recommendations, risks
from academy.improvement.models import (
    Benefit,
    ImprovementPlan,
    PlanAction,
    Priority,
    ProgrammePhase,
    Recommendation,
    Risk,
)
from academy.people.models import Account, Person
from academy.people.rules import Role
from tests.builders import LONG_AGO, make_account, make_person, make_spell, numbers


def days(number: int) -> date:
    return clock.today() + timedelta(days=number)


def make_owner(given_name: str = "Olu", family_name: str = "Adeyemi", **fields: Any) -> Person:
    """Somebody who works here and can be written to."""
    email = f"{given_name}.{family_name}{next(numbers)}@weyshire.example".lower()
    person = make_person(given_name, family_name, **{"email": email, **fields})
    make_spell(person, started_on=LONG_AGO)
    return person


def make_plan(title: str = "", **fields: Any) -> ImprovementPlan:
    """Begun a year ago, and ending in one, unless said otherwise."""
    said = {"starts_on": days(-365), "ends_on": days(365), **fields}
    return plans.begin_plan(title or f"Improvement plan {next(numbers)}", by=None, **said)


def make_priority(title: str = "Risk is weighed", *, plan: ImprovementPlan | None = None, **fields: Any) -> Priority:
    return plans.add_priority(plan or make_plan(), title, by=None, **fields)


def make_action(title: str = "Put the guidance into use", *, owner: Person | None = None, **fields: Any) -> PlanAction:
    """Due in eight weeks, and begun ten weeks ago. One that is late was given when its day was still to come."""
    priority = fields.pop("priority", None) or make_priority()
    said = {"starts_on": days(-70), "due_on": days(56), **fields}
    return plan_actions.add_action(priority, title, owner=owner or make_owner(), by=None, **said)


def make_late(title: str = "Agree the threshold", *, weeks: int = 3, **fields: Any) -> PlanAction:
    return make_action(title, due_on=days(-7 * weeks), **fields)


def make_complete(
    title: str = "Train every team", *, weeks: int = 14, by: Account | None = None, **fields: Any
) -> PlanAction:
    """So many weeks ago."""
    started = {"starts_on": days(-7 * weeks - 60), **fields}
    action = make_action(title, **started)
    by = by or make_account(Role.ACADEMY, person=make_person("Dan"))
    return plan_actions.complete_action(action, on=days(-7 * weeks), shown_by="All six teams are trained.", by=by)


def make_recommendation(said: str = "Report the measures every quarter", **fields: Any) -> Recommendation:
    given = {"committee": "Select Committee", "made_on": days(-30), "respond_by": days(30), **fields}
    given.setdefault("owner", None)
    given["owner"] = given["owner"] or make_owner()
    return recommendations.add_recommendation(said, by=None, **given)


def make_phase(title: str = "Build", **fields: Any) -> ProgrammePhase:
    said = {"starts_on": days(-100), "ends_on": days(100), **fields}
    return programme.add_phase(title, owner=said.pop("owner", None) or make_owner(), by=None, **said)


def make_benefit(title: str = "Fewer leave", **fields: Any) -> Benefit:
    said = {"expected": "Under 12 in 100 leave in a year", "due_on": days(200), **fields}
    return programme.add_benefit(title, owner=said.pop("owner", None) or make_owner(), by=None, **said)


def make_risk(title: str = "Trainers leave", **fields: Any) -> Risk:
    said = {"likelihood": 3, "harm": 4, "against_it": "Two for each course", "review_on": days(30), **fields}
    return risks.add_risk(title, owner=said.pop("owner", None) or make_owner(), by=None, **said)
