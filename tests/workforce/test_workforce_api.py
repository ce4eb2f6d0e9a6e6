"""The workforce for machines: what the pages say to the same caller, and nothing that they withhold."""

import pytest

from academy.core import clock
from academy.people.rules import Role
from tests.builders import make_account, signed_in
from tests.workforce.hired import D, make_assignment, make_cap, make_employed_cost
from tests.workforce.test_warning import STILL, a_team, keep

pytestmark = pytest.mark.django_db


def told(role: Role, address: str):
    answer = signed_in(make_account(role)).get(f"/api/workforce/{address}")
    return answer.json() if answer.status_code == 200 else answer.status_code


def test_agency_work_is_told_to_members_without_small_numbers():
    make_cap()
    make_employed_cost()
    for charge in ("44", "38", "38"):
        make_assignment(charge=D(charge))

    academy, member = told(Role.ACADEMY, "agency"), told(Role.MEMBER, "agency")

    assert [figure["value"] for figure in academy["figures"]][:2] == [3, pytest.approx(100 / 3)]
    assert {(figure["value"], figure["is_suppressed"], figure["sentence"][:9]) for figure in member["figures"]} == {
        (None, True, "The group")
    }
    assert {"what": "Social worker", "people": "c"} in member["counts"][0]["rows"]
    assert told(Role.MANAGER, "agency") == 404


def test_early_warning_is_told_team_by_team_and_to_directors_without_numbers():
    team = a_team()
    keep(team, [*STILL, *[(2, 20)] * 8], until=clock.today())

    [academy], [director] = told(Role.ACADEMY, "early-warning"), told(Role.DIRECTOR, "early-warning")

    first, again = academy["watched"][0], director["watched"][0]
    assert (academy["name"], first["watched"], first["verdict"]) == (team.name, "leavers", "worse")
    assert ("16 in all" in first["sentence"], "16 in all" in again["sentence"]) == (True, False)
    assert again["verdict"] == "worse"
    assert told(Role.ACADEMY, "early-warning?offset=1") == []


def test_staying_says_what_the_page_says_when_nobody_is_on_record():
    found = told(Role.DIRECTOR, "staying")

    assert (found["figure"]["value"], found["intakes"]["rows"]) == (None, [])
    assert [column["name"] for column in found["milestones"]["columns"]] == ["when", "share", "interval", "n"]
    assert told(Role.MANAGER, "staying") == 404
