import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from academy.core import clock
from academy.needs import jobs
from academy.needs.models import Requirement
from academy.people.rules import Role
from tests.builders import (
    make_account,
    make_completion,
    make_item,
    make_organisation,
    make_person,
    make_requirement,
    make_session,
    make_spell,
    signed_in,
)
from tests.needs.test_my_team import lede_of, words_of

pytestmark = pytest.mark.django_db


def days_ago(days):
    return clock.today() - timedelta(days=days)


@pytest.fixture
def health():
    return make_organisation("Community Health", kind="health")


@pytest.fixture
def grace(health):
    return signed_in(make_account(Role.TRAINING_LEAD, organisation=health))


@pytest.fixture
def dan(health):
    return signed_in(make_account(Role.ACADEMY, organisation=health))


def overdue_people(organisation, number, *, item=None, days=100):
    make_requirement(item or make_item("Fire safety"), due_within_days=0)
    return [
        make_spell(make_person(f"P{n}", "Okafor"), organisation=organisation, started_on=days_ago(days)).person
        for n in range(number)
    ]


def test_a_training_lead_is_taken_to_their_own_organisation(grace, health):
    assert grace.get(reverse("gaps")).url == reverse("gaps-organisation", args=[health.pk])


def test_a_training_lead_sees_who_needs_what_and_where_to_see_more(grace, health):
    (person,) = overdue_people(health, 1)

    response = grace.get(reverse("gaps-organisation", args=[health.pk]))

    assert lede_of(response) == "One thing is overdue."
    assert "P0 Okafor Social worker Fire safety Overdue 100 days" in words_of(response)
    assert reverse("person-needs", args=[person.pk]) in response.content.decode()


def test_another_organisation_is_not_found(grace):
    other = make_organisation("Weyshire Police", kind="police")
    overdue_people(other, 1)

    assert grace.get(reverse("gaps-organisation", args=[other.pk])).status_code == 404
    assert grace.get(reverse("gaps-organisation", args=[123456])).status_code == 404


@pytest.mark.parametrize(
    ("filters", "shown"),
    [
        ({}, ["Fire safety Overdue 100 days", "Risk Due"]),
        ({"show": "overdue"}, ["Fire safety Overdue 100 days"]),
        ({"requirement": "risk"}, ["Risk Due"]),
        ({"on": "before"}, []),
    ],
)
def test_the_list_can_be_narrowed(grace, health, filters, shown):
    overdue_people(health, 1)
    risk = make_requirement(make_item("Risk"), due_within_days=130)
    values = {"risk": risk.pk, "before": days_ago(400).isoformat()}

    response = grace.get(
        reverse("gaps-organisation", args=[health.pk]), {name: values.get(said, said) for name, said in filters.items()}
    )

    rows = words_of(response).split("Last done", 1)[-1]
    assert [words for words in ("Fire safety Overdue 100 days", "Risk Due") if words in rows] == shown


def test_parts_of_an_organisation_can_be_looked_at_one_by_one(grace, health):
    part = make_organisation("Health Visiting", parent=health, kind="health", code="visiting")
    overdue_people(part, 1)
    address = reverse("gaps-organisation", args=[health.pk])

    assert "P0 Okafor Social worker Health Visiting Fire safety" in words_of(grace.get(address))
    assert "P0 Okafor Social worker Fire safety" in words_of(grace.get(address, {"within": "visiting"}))
    assert "Nobody fits that" in words_of(grace.get(address, {"within": health.code}))


def test_without_gaps_the_page_says_so(grace, health):
    response = grace.get(reverse("gaps-organisation", args=[health.pk]))

    assert "No gaps Everybody has done what is asked of them, or has time to." in words_of(response)


def test_the_download_holds_every_gap_and_not_only_the_first_page(grace, health):
    overdue_people(health, 60)

    response = grace.get(reverse("gaps-organisation", args=[health.pk]), {"format": "csv"})

    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 61
    assert lines[1] == f'"P0 Okafor","Social worker","Fire safety","Overdue 100 days","{days_ago(100)}","",""'


def test_before_the_first_count_the_academy_is_told_when_there_will_be_one(dan):
    assert "Not counted yet The whole authority is counted once a day" in words_of(dan.get(reverse("gaps")))


def test_the_academy_sees_the_authority_counted_and_dated(dan, health):
    overdue_people(health, 3)
    make_spell(make_person("Other"), organisation=health, job_role="other")
    jobs.take_gap_snapshot()

    response = dan.get(reverse("gaps"))

    assert lede_of(response).startswith("3 of the 3 people of whom anything is asked have something overdue. 3 gaps")
    today = clock.today()
    assert f"Counted on {today:%-d %B %Y} , once a day." in words_of(response)
    assert "Community Health 4 3 3 0" in words_of(response)


def test_a_row_opens_to_exactly_the_gaps_it_counts(dan, health):
    part = make_organisation("Health Visiting", parent=health, kind="health")
    overdue_people(health, 2)
    overdue_people(part, 3, item=make_item("Risk"))
    jobs.take_gap_snapshot()

    page = dan.get(reverse("gaps")).content.decode()

    rows = re.findall(r'href="(/needs/gaps/organisations[^"]+)".*?Things overdue">(\d+)<', page)
    assert [int(overdue) for _, overdue in rows] == [4, 6]
    for link, overdue in rows:
        listed = dan.get(link.replace("&amp;", "&") + "&show=overdue")
        assert f"Showing {overdue} gaps" in words_of(listed)


def test_the_academy_sees_it_by_requirement_and_who_lacks_it(dan, health):
    overdue_people(health, 3)
    requirement = make_requirement(make_item("Risk"), due_within_days=130)
    jobs.take_gap_snapshot()

    by_requirement = words_of(dan.get(reverse("gaps"), {"by": "requirement"}))
    listed = dan.get(reverse("gaps-requirement", args=[requirement.pk]))

    assert "Fire safety: Social worker 3 3 0 Risk: Social worker 3 0 3" in by_requirement
    assert lede_of(listed) == "0 of the 3 people who are asked are overdue."
    assert words_of(listed).count("Due ") == 4


def test_a_director_sees_counts_and_no_small_ones(health):
    police = make_organisation("Weyshire Police", kind="police")
    few = make_organisation("Small Nursery", kind="early_years")
    late = overdue_people(health, 12)
    for person in late[:6]:
        make_completion(person, Requirement.objects.get().item, completed_on=days_ago(1))
    for organisation, number in ((police, 9), (few, 2)):
        for n in range(number):
            make_spell(make_person(f"Q{n}"), organisation=organisation)
    for n in range(40):
        make_spell(make_person(f"R{n}"), organisation=police, job_role="other")
    jobs.take_gap_snapshot()

    response = signed_in(make_account(Role.DIRECTOR, organisation=health)).get(reverse("gaps"))

    words = words_of(response)
    assert lede_of(response) == "26% of the people of whom anything is asked have nothing overdue."
    assert "Small Nursery c c" in words
    assert "“c” stands for a number that is small" in words
    assert "/needs/gaps/organisations/" not in response.content.decode()


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.MANAGER, Role.AUDITOR, Role.MEMBER])
def test_gaps_of_many_are_not_for_everybody(role, health):
    client = signed_in(make_account(role, organisation=health))
    requirement = make_requirement()

    assert [
        client.get(address).status_code
        for address in (
            reverse("gaps"),
            reverse("gaps-organisation", args=[health.pk]),
            reverse("gaps-requirement", args=[requirement.pk]),
        )
    ] == [404] * 3


def test_one_person_sees_all_that_is_asked_and_when_there_are_dates():
    fire, risk = make_item("Fire safety"), make_item("Risk")
    make_requirement(fire, due_within_days=0, why="Every building needs it.")
    make_requirement(risk)
    account = make_account(Role.PRACTITIONER)
    make_spell(account.person, started_on=days_ago(100))
    make_completion(account.person, risk, completed_on=days_ago(10))
    session = make_session(fire)

    response = signed_in(account).get(reverse("person-needs", args=[account.person.pk]))

    words = words_of(response)
    assert lede_of(response) == "One thing to do, overdue. One is up to date."
    assert (
        f"Fire safety Overdue 100 days Due by {days_ago(100):%-d %B %Y}. Next date: {session.starts_at:%-d %B}."
        " Every building needs it. Choose a date : Fire safety" in words
    )
    assert "Risk Up to date" in words


def test_somebody_else_is_not_found():
    stranger = make_spell(make_person("Ines", "Costa")).person

    assert (
        signed_in(make_account(Role.PRACTITIONER)).get(reverse("person-needs", args=[stranger.pk])).status_code == 404
    )


@pytest.mark.parametrize("name", ["gaps", "by requirement", "gaps-organisation", "gaps-requirement", "person-needs"])
def test_as_many_questions_for_three_as_for_one(dan, health, name):
    people = overdue_people(health, 1)
    requirement = make_requirement(make_item("Risk"), due_within_days=0)
    jobs.take_gap_snapshot()
    address = {
        "gaps": reverse("gaps"),
        "by requirement": reverse("gaps") + "?by=requirement",
        "gaps-organisation": reverse("gaps-organisation", args=[health.pk]),
        "gaps-requirement": reverse("gaps-requirement", args=[requirement.pk]),
        "person-needs": reverse("person-needs", args=[people[0].pk]),
    }[name]
    dan.get(address)
    with CaptureQueriesContext(connection) as for_one:
        dan.get(address)
    for number in range(2):
        make_requirement(make_item(f"More {number}"), due_within_days=0)
        make_spell(
            make_person(f"M{number}"), organisation=make_organisation(f"Place {number}"), started_on=days_ago(50)
        )
        make_spell(make_person(f"N{number}"), organisation=health, started_on=days_ago(50))
    jobs.take_gap_snapshot(on=(clock.today() + timedelta(days=1)).isoformat())

    with CaptureQueriesContext(connection) as for_three:
        dan.get(address)

    assert len(for_three) == len(for_one) < 14
