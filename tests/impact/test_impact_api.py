"""Impact for machines: an effect with its interval or with what is missing, and shares with small groups hidden."""

import pytest

from academy.impact import actions
from academy.impact.rules.effects import Outcome
from academy.people.rules import Role
from tests.builders import make_account, make_item, make_organisation, signed_in
from tests.impact.test_barometer import staff
from tests.impact.test_effects import ON, STAYING, make_estimate, make_teams, rolled_out

pytestmark = pytest.mark.django_db


def told(role: Role, address: str):
    answer = signed_in(make_account(role)).get(f"/api/impact/{address}")
    return answer.json() if answer.status_code == 200 else answer.status_code


def test_an_effect_comes_with_its_interval_or_with_what_is_missing():
    item = make_item("Coaching")
    rolled_out(item, make_teams(1))
    make_estimate(item, "staying", STAYING)
    actions.work_out(item, Outcome.PRACTICE, on=ON)

    [listed], one = told(Role.DIRECTOR, "effects"), told(Role.DIRECTOR, f"effects/{item.pk}")

    practice, staying = listed["figures"]
    assert (practice["value"], practice["sentence"][:24]) == (None, "Not enough evidence yet.")
    assert practice["words"].startswith("What would cure it: ")
    assert staying["low"] < staying["value"] < staying["high"]
    assert "association after adjustment" in staying["evidence_words"]
    assert one == listed | {"waves": one["waves"]}
    assert one["waves"]["rows"][0]["number"] == 1
    assert told(Role.MANAGER, f"effects/{item.pk}") == told(Role.DIRECTOR, "effects/987654") == 404


def test_the_figures_of_an_item_are_those_of_its_page():
    item = make_item("Coaching")

    everything, one = told(Role.MANAGER, "figures"), told(Role.MANAGER, f"items/{item.pk}")

    assert [figure["label"] for figure in one["figures"]] == [figure["label"] for figure in everything["figures"]]
    assert (one["item"], one["title"], everything["item"]) == (item.pk, "Coaching", None)
    assert told(Role.PRACTITIONER, "figures") == 404


def test_the_barometer_hides_what_the_page_hides():
    empty = told(Role.MANAGER, "engagement")
    staff(30, make_organisation("Weyshire Council", kind="council"))
    staff(3, make_organisation("Harbour Trust", kind="health"))
    actions.count_engagement(on=ON)
    found = told(Role.MANAGER, "engagement")

    assert (empty["counted_on"], empty["agencies"]) == (None, None)
    assert found["figures"][0]["n"] == 33
    assert "Harbour" not in str(found)


def test_partnership_is_two_lines_and_never_one():
    found = told(Role.AUDITOR, "partnership")

    assert [figure["value"] for figure in found["figures"]] == [None, None]
    assert (found["halves"]["rows"], found["sectors"]) == ([], None)
    assert told(Role.PRACTITIONER, "partnership") == 404
