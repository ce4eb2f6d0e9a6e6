"""A key reads and changes its own organisation's people, and cannot tell whether there are others."""

from datetime import timedelta

import pytest
from django.test import Client

from academy.core import clock
from academy.core.models import Notice
from academy.people.models import Account, Claim, DirectoryUser, Person, Spell, StaffNumber
from academy.people.rules import Role, Scope
from tests.builders import make_account, make_key, make_organisation, make_person, make_spell, with_key
from tests.people.directory import ENTERPRISE, ERROR, GROUP, PATCH, USER, Directory, row

pytestmark = pytest.mark.django_db
NEVER = "2819c223-7f76-453a-919d-413861904646"


@pytest.fixture
def directory() -> Directory:
    return Directory()


@pytest.fixture
def other() -> Directory:
    return Directory(make_organisation("Weyshire Police", kind="police"))


# Who is let in


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer"}, {"Authorization": "Bearer cwa_a_b"}])
def test_without_a_key_every_address_refuses_in_the_standards_form(headers):
    for address in ("Users", "Groups", "Schemas", "ServiceProviderConfig", f"Users/{NEVER}", "nonsense"):
        answer = Client(headers=headers).get(f"/scim/v2/{address}")

        assert (answer.status_code, answer.json()["schemas"]) == (401, [ERROR]), address
        assert answer["Content-Type"] == "application/scim+json"
        assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_key_for_something_else_opens_nothing():
    _, key = make_key(Scope.WRITE_PEOPLE)

    answer = with_key(key).get("/scim/v2/Users")

    assert (answer.status_code, answer.json()["schemas"]) == (403, [ERROR])


def test_a_cookie_opens_nothing():
    client = Client()
    client.force_login(make_account())

    assert client.get("/scim/v2/Users").status_code == 401


# What is another organisation's


def asked(directory: Directory, method: str, kind: str, id: str) -> tuple[int, bytes]:
    sent = {
        "GET": None,
        "DELETE": None,
        "PUT": {"schemas": [USER if kind == "Users" else GROUP], "userName": "x@y.example", "displayName": "x"},
        "PATCH": {"schemas": [PATCH], "Operations": [{"op": "replace", "path": "displayName", "value": "Mine"}]},
    }[method]
    answer = directory.ask(method, f"{kind}/{id}", sent)
    return answer.status_code, answer.content.replace(id.encode(), b"id")


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("kind", ["Users", "Groups"])
def test_what_another_directory_announced_answers_like_what_never_was(kind, method, directory, other):
    theirs = other.add_user("canary@police.example") if kind == "Users" else other.add_group("Canaries")

    answers = [asked(directory, method, kind, id) for id in (theirs["id"], NEVER)]

    assert answers[0] == answers[1]
    assert answers[0][0] == 404
    assert other.again(theirs) == theirs


def test_lists_searches_and_references_show_nothing_of_another_directory(directory, other):
    theirs = other.add_user("canary@police.example", externalId="canary")
    group = other.add_group("Canaries", theirs)
    mine = directory.add_user(**{ENTERPRISE: {"manager": {"value": theirs["id"]}}})

    refused = directory.ask("POST", "Groups", {"displayName": "x", "members": [{"value": theirs["id"]}]})
    never = directory.ask("POST", "Groups", {"displayName": "x", "members": [{"value": NEVER}]})
    lists = [
        directory.get("Users", filter='externalId eq "canary" or userName co "canary"'),
        directory.get("Users", filter=f'id eq "{theirs["id"]}" or groups.value eq "{group["id"]}"'),
        directory.get("Groups", filter=f'members.value eq "{theirs["id"]}"'),
    ]

    assert (refused.status_code, refused.content) == (never.status_code, never.content)
    assert [page["totalResults"] for page in lists] == [0, 0, 0]
    assert Spell.objects.get(person=row(mine).person).line_manager is None


def test_what_one_directory_has_another_may_announce_too(directory, other):
    other.add_user("shared@health.example", externalId="1")
    other.add_group("Managers", externalId="1")

    directory.add_user("shared@health.example", externalId="1")
    directory.add_group("Managers", externalId="1")

    assert directory.get("Users")["totalResults"] == directory.get("Groups")["totalResults"] == 1


# Whom we know already


def in_post(organisation, *, email="amara.okafor@health.example", **fields) -> Person:
    person = make_person("Amara", "Okafor", email=email)
    make_spell(person, organisation=organisation, **fields)
    return person


def test_somebody_who_works_here_is_linked_by_their_address_and_keeps_their_post(directory):
    person = in_post(directory.organisation)

    user = directory.add_user(name={"givenName": "Ama", "familyName": "Okafor-Boateng"}, title="Midwife")

    person.refresh_from_db()
    assert row(user).person == person
    assert (person.given_name, person.family_name) == ("Ama", "Okafor-Boateng")
    assert [str(spell.post) for spell in person.spells.all()] == ["Social worker"]


def test_somebody_who_works_here_is_linked_by_their_staff_number(directory):
    person = in_post(directory.organisation, email="private@mail.example")
    StaffNumber.objects.create(person=person, organisation=directory.organisation, number="4711")

    user = directory.add_user(**{ENTERPRISE: {"employeeNumber": "4711"}})

    person.refresh_from_db()
    assert (row(user).person, person.email) == (person, "amara.okafor@health.example")


def test_an_address_of_somebody_elsewhere_is_no_way_to_them_and_does_not_show(directory, other):
    person = in_post(other.organisation)
    account = make_account(person=person)

    known, unknown = directory.add_user(), directory.add_user("new@health.example")

    person.refresh_from_db()
    account.refresh_from_db()
    assert row(known).person != person
    assert [str(spell.post.organisation) for spell in person.spells.all()] == ["Weyshire Police"]
    assert (person.name, person.email, account.email) == ("Amara Okafor", *["amara.okafor@health.example"] * 2)
    assert known.keys() == unknown.keys()
    assert row(known).person.email is None
    assert not Account.objects.filter(person=row(known).person).exists()


def test_an_address_of_somebody_who_never_worked_here_is_no_way_to_them(directory):
    dan = make_person("Dan", "Whitcombe", email="dan@weyshire.example")
    account = make_account(Role.ACADEMY, person=dan)
    make_account(Role.ACADEMY)
    user = directory.add_user("dan@weyshire.example")

    directory.patch(user, {"op": "replace", "path": "active", "value": False})

    account.refresh_from_db()
    assert row(user).person != dan
    assert account.is_active


def test_with_a_second_fact_somebody_elsewhere_gets_another_post_and_everybody_is_told(directory, other):
    person = in_post(other.organisation)
    StaffNumber.objects.create(person=person, organisation=other.organisation, number="4711")

    user = directory.add_user(
        name={"givenName": "Another", "familyName": "Name"}, **{ENTERPRISE: {"employeeNumber": "4711"}}
    )

    person.refresh_from_db()
    assert row(user).person == person
    assert (person.name, person.email) == ("Amara Okafor", "amara.okafor@health.example")
    assert {spell.post.organisation for spell in person.spells.all()} == {directory.organisation, other.organisation}
    assert Claim.objects.get().person == person
    told = list(Notice.objects.values_list("to", "subject"))
    assert told == [("amara.okafor@health.example", "Weyshire Community Health has added you to its staff")]


def test_what_a_directory_says_later_changes_nobody_who_works_elsewhere_too(directory, other):
    person = in_post(directory.organisation)
    make_spell(person, organisation=other.organisation)
    user = directory.add_user()

    directory.patch(
        user, {"op": "replace", "value": {"name.givenName": "Eve", "emails": [{"value": "eve@health.example"}]}}
    )

    person.refresh_from_db()
    assert (person.given_name, person.email) == ("Amara", "amara.okafor@health.example")
    assert directory.again(user)["name"]["givenName"] == "Eve"


def test_an_address_that_is_somebody_elses_stays_theirs_and_does_not_show(directory, other):
    theirs = in_post(other.organisation, email="taken@police.example")
    user = directory.add_user()

    answers = [
        directory.patch(user, {"op": "replace", "path": 'emails[type eq "work"].value', "value": address})
        for address in ("taken@police.example", "free@health.example", "taken@police.example")
    ]

    assert [(answer.status_code, answer.content) for answer in answers] == [(204, b"")] * 3
    theirs.refresh_from_db()
    assert theirs.email == "taken@police.example"
    assert row(user).person.email == "free@health.example"


def test_a_former_employer_does_not_get_somebody_back_by_announcing_them(directory, other):
    person = in_post(directory.organisation, ended_on=clock.today() - timedelta(days=1))
    make_spell(person, organisation=other.organisation)

    user = directory.add_user()

    assert row(user).person != person


def test_the_councils_directory_does_not_speak_for_the_partners_below_it():
    council = Directory(make_organisation("Weyshire", kind="council"))
    part = make_organisation("Children’s services", parent=council.organisation, kind="council")
    trust = make_organisation("Weyshire Community Health", parent=council.organisation, kind="health")
    own, theirs = in_post(part, email="own@weyshire.example"), in_post(trust, email="theirs@health.example")

    linked, beside = council.add_user("own@weyshire.example"), council.add_user("theirs@health.example")

    assert row(linked).person == own
    assert row(beside).person != theirs


def test_one_person_is_announced_once(directory):
    person = in_post(directory.organisation)
    StaffNumber.objects.create(person=person, organisation=directory.organisation, number="4711")
    directory.add_user()

    answer = directory.ask("POST", "Users", {"userName": "second", ENTERPRISE: {"employeeNumber": "4711"}})

    assert (answer.status_code, answer.json()["scimType"]) == (409, "uniqueness")
    assert DirectoryUser.objects.count() == 1
