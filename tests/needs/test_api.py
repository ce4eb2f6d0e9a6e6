from datetime import date, timedelta

import pytest

from academy.core import clock
from academy.people.rules import Role
from tests.builders import (
    make_account,
    make_completion,
    make_item,
    make_organisation,
    make_person,
    make_requirement,
    make_spell,
    signed_in,
)

pytestmark = pytest.mark.django_db
GAPS, REQUIREMENTS = "/api/needs/gaps", "/api/needs/requirements"


def days_ago(days):
    return clock.today() - timedelta(days=days)


@pytest.fixture
def health():
    return make_organisation("Community Health", kind="health", code="health")


def test_gaps_come_with_what_a_page_would_say(health):
    requirement = make_requirement(make_item("Fire safety", code="fire-safety"), renewal_months=12)
    person = make_spell(make_person("Amara", "Okafor"), organisation=health).person
    make_completion(person, requirement.item, completed_on=clock.months_after(days_ago(3), -12))
    client = signed_in(make_account(Role.TRAINING_LEAD, organisation=health))

    answer = client.get(GAPS).json()

    gap = answer["items"][0]
    assert (answer["on"], answer["total"], len(answer["items"])) == (clock.today().isoformat(), 1, 1)
    assert {
        name: gap[name] for name in ("person_name", "item_code", "state", "words", "organisation", "booked_on")
    } == {
        "person_name": "Amara Okafor",
        "item_code": "fire-safety",
        "state": "overdue",
        "words": "Overdue 3 days",
        "organisation": "health",
        "booked_on": None,
    }


def test_each_gets_what_is_within_reach(health):
    make_requirement(make_item(), due_within_days=0, job_role=None)
    police = make_organisation("Police", kind="police")
    amara = make_spell(make_person("Amara", "Okafor"), organisation=health).person
    make_spell(make_person("Tom", "Beckett"), organisation=police)

    def names(*roles, **fields):
        answer = signed_in(make_account(*roles, organisation=health, **fields)).get(GAPS).json()
        return sorted(gap["person_name"] for gap in answer["items"])

    assert names(Role.ACADEMY) == ["Amara Okafor", "Tom Beckett"]
    assert names(Role.TRAINING_LEAD) == ["Amara Okafor"]
    assert names(Role.PRACTITIONER, person=amara) == ["Amara Okafor"]
    assert names(Role.MANAGER) == []


def test_gaps_are_asked_for_by_day_person_organisation_requirement_and_how_soon(health):
    wanted = make_requirement(make_item("Fire safety"), due_within_days=0)
    make_requirement(make_item("Risk"), due_within_days=100)
    person = make_spell(make_person("Amara", "Okafor"), organisation=health, started_on=days_ago(90)).person
    make_spell(make_person("Tom", "Beckett"), organisation=make_organisation("Police"), started_on=days_ago(90))
    client = signed_in(make_account(Role.ACADEMY, organisation=health))

    def total(**asked):
        return client.get(GAPS, asked).json()["total"]

    assert total() == 4
    assert total(person=person.pk) == 2
    assert total(organisation="health", requirement=wanted.pk) == 1
    assert total(within_days=-1) == 2
    assert total(on=days_ago(91).isoformat()) == 0
    assert client.get(GAPS, {"limit": 1, "offset": 3}).json()["items"][0]["title"] == "Risk"


@pytest.mark.parametrize("asked", [{"person": 123456}, {"organisation": "nowhere"}, {"requirement": 123456}])
def test_what_is_not_there_is_not_found(health, asked):
    client = signed_in(make_account(Role.TRAINING_LEAD, organisation=health))

    assert client.get(GAPS, asked).status_code == 404


@pytest.mark.parametrize("role", [Role.MEMBER, Role.DIRECTOR, Role.AUDITOR])
def test_gaps_are_for_those_with_people_to_look_after(health, role):
    assert signed_in(make_account(role, organisation=health)).get(GAPS).status_code == 404


def test_requirements_are_for_everybody_on_any_day(health):
    make_requirement(make_item("Fire safety", code="fire-safety"), renewal_months=12, ends_on=date(2025, 12, 31))
    make_requirement(make_item("Risk", code="risk"), job_role=None, organisation=health)
    client = signed_in(make_account(Role.MEMBER, organisation=health))

    now = client.get(REQUIREMENTS).json()
    then = client.get(REQUIREMENTS, {"on": "2025-06-01"}).json()

    assert [(row["item_code"], row["job_role"], row["organisation"]) for row in now] == [("risk", None, "health")]
    assert [row["item_code"] for row in then] == ["fire-safety", "risk"]


def test_a_day_too_far_away_is_refused_in_words(health):
    answer = signed_in(make_account(Role.ACADEMY, organisation=health)).get(GAPS, {"on": "0001-01-01"})

    assert (answer.status_code, answer.json()) == (409, {"detail": "Choose a day from 1950 to 2150."})
