"""The same people for machines, within the same reach."""

import pytest
from django.test import Client

from academy.people.rules import Role
from tests.builders import LONG_AGO, make_account, make_organisation, make_person, make_spell, signed_in

pytestmark = pytest.mark.django_db


def test_people_are_listed_within_reach_and_searched():
    trust = make_organisation("Trust", code="trust")
    amara = make_spell(make_person("Amara", "Okafor", email="a@trust.example"), organisation=trust).person
    make_spell(make_person("Amara", "Elsewhere"))
    client = signed_in(make_account(Role.TRAINING_LEAD, organisation=trust))

    answer = client.get("/api/people/", {"search": "ama ok", "organisation": "trust"}).json()

    assert answer == {
        "total": 1,
        "items": [
            {
                "id": amara.pk,
                "name": "Amara Okafor",
                "given_name": "Amara",
                "family_name": "Okafor",
                "email": "a@trust.example",
                "swe_number": None,
            }
        ],
    }


def test_a_person_comes_with_the_posts_that_the_viewer_may_see():
    trust, ruth = make_organisation("Trust", code="trust"), make_person("Ruth")
    spell = make_spell(organisation=trust, line_manager=ruth)
    make_spell(spell.person, organisation=make_organisation("Elsewhere"))
    client = signed_in(make_account(Role.TRAINING_LEAD, organisation=trust))

    answer = client.get(f"/api/people/{spell.person_id}").json()

    assert answer["posts"] == [
        {
            "id": spell.pk,
            "title": "Social worker",
            "job_role": "social_worker",
            "organisation": "trust",
            "team": None,
            "line_manager_id": ruth.pk,
            "started_on": LONG_AGO.isoformat(),
            "ended_on": None,
            "contract": "permanent",
            "fte": 1.0,
        }
    ]


def test_organisations_come_with_how_many_people_work_there():
    trust = make_organisation("Trust", code="trust", kind="health")
    part = make_organisation("Part", code="part", parent=trust, kind="health")
    make_spell(organisation=part)
    make_organisation("Elsewhere")
    client = signed_in(make_account(Role.TRAINING_LEAD, organisation=trust))

    answer = client.get("/api/people/organisations").json()

    assert [(row["code"], row["parent_id"], row["people"]) for row in answer] == [
        ("trust", None, 1),
        ("part", trust.pk, 1),
    ]


@pytest.mark.parametrize("role", [Role.MEMBER, Role.DIRECTOR, Role.PRACTITIONER, Role.MANAGER, Role.AUDITOR])
def test_there_is_no_list_for_others(role):
    client = signed_in(make_account(role))

    codes = [client.get(address).status_code for address in ("/api/people/", "/api/people/organisations")]

    assert codes == [404, 404]


def test_who_is_not_signed_in_is_told_so():
    assert Client().get("/api/people/").status_code == 401


def test_what_is_not_theirs_and_what_never_was_read_the_same():
    theirs = make_spell().person
    client = signed_in(make_account(Role.TRAINING_LEAD, organisation=make_organisation()))

    answers = [client.get(f"/api/people/{pk}") for pk in (theirs.pk, 10**9)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


@pytest.mark.parametrize(
    ("query", "shown"), [({"limit": 0}, 1), ({"limit": 10**9}, 3), ({"offset": -5}, 3), ({"offset": 9}, 0)]
)
def test_a_piece_of_the_list_is_asked_for_in_any_way_and_never_fails(query, shown):
    for name in ("A", "B"):
        make_spell(make_person(name))
    client = signed_in(make_account(Role.ACADEMY, person=make_person("Dan")))

    answer = client.get("/api/people/", query)

    assert (answer.status_code, answer.json()["total"], len(answer.json()["items"])) == (200, 3, shown)
