"""Frameworks for machines."""

from datetime import date

import pytest

from academy.frameworks import actions
from academy.people.rules import Role
from tests.builders import make_account, signed_in
from tests.builders_practice import make_framework, make_level

pytestmark = pytest.mark.django_db


@pytest.fixture
def machine():
    return signed_in(make_account(Role.PRACTITIONER))


def test_versions_say_whether_they_are_in_force_on_a_day_and_what_follows_them(machine):
    old = make_framework("Standards", "Neglect", version="2018")
    new = actions.add_framework(
        "Standards", code="standards", version="2027", starts_on=date(2027, 4, 1), by=None, replaces=old
    )

    said = [one for one in machine.get("/api/frameworks/versions?on=2027-04-01").json() if one["code"] == "standards"]

    assert [(one["version"], one["force"], one["replaces"], one["followed_by"]) for one in said] == [
        ("2027", "in_force", old.pk, []),
        ("2018", "retired", None, [new.pk]),
    ]
    assert said[1]["ends_on"] == "2027-03-31"


def test_one_version_has_its_capabilities_with_what_carries_them_on(machine):
    old, new = make_framework("Old", "Neglect"), make_framework("New", "Naming neglect")
    was, now = old.capabilities.get(), new.capabilities.get()
    actions.carry_on(was, by_what=now, by=None)

    said = machine.get(f"/api/frameworks/versions/{old.pk}").json()

    assert said["capabilities"] == [
        {
            "id": was.pk,
            "code": "neglect",
            "name": "Neglect",
            "description": "",
            "carries_on": [],
            "carried_on_by": [now.pk],
        }
    ]
    assert machine.get("/api/frameworks/versions/987654321").status_code == 404


def test_capabilities_and_levels_are_those_of_the_day(machine):
    framework = make_framework("Standards", "Neglect", "Listening", starts_on=date(2026, 1, 1))
    make_level(framework.capabilities.first(), 3)

    found = machine.get("/api/frameworks/capabilities?q=negl").json()
    levels = machine.get("/api/frameworks/levels?job_role=social_worker").json()

    assert ("neglect", "standards", "1") in [(one["code"], one["framework"], one["version"]) for one in found]
    assert [(one["capability"], one["level"], one["ends_on"]) for one in levels] == [("neglect", 3, None)]
    assert machine.get("/api/frameworks/levels?job_role=nurse").json() == []
    before = machine.get("/api/frameworks/capabilities?on=2025-12-31").json()
    assert "standards" not in {one["framework"] for one in before}
