"""How an organisation's system comes in: by a key, to its own branch, to what its scopes open, and no further."""

import hashlib
import logging
from datetime import timedelta

import pytest
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext

from academy.core import clock, trail
from academy.core.models import Entry
from academy.people import actions, rules
from academy.people.actions import connections as counting
from academy.people.models import Connection
from academy.people.rules import Role, Scope
from tests.builders import (
    make_account,
    make_key,
    make_organisation,
    make_person,
    make_spell,
    signed_in,
    with_key,
)

pytestmark = pytest.mark.django_db
PEOPLE = "/api/people/"


def today():
    return clock.today()


# What is kept


def test_of_a_key_only_its_beginning_and_a_hash_are_kept():
    connection, key = make_key()

    assert key.startswith(f"{connection.prefix}_")
    assert len(key) == len(connection.prefix) + 65
    assert connection.key_hash == hashlib.sha256(key.encode()).hexdigest()
    assert key.removeprefix(connection.prefix) not in str(Connection.objects.values().get())


def test_two_keys_are_never_the_same():
    assert len({make_key()[1] for _ in range(20)}) == 20


def test_no_key_is_in_the_trail_or_a_log(caplog):
    caplog.set_level(logging.DEBUG)
    _, key = make_key(Scope.READ_PEOPLE)

    with_key(key).get(PEOPLE)
    with_key(key + "x").get(PEOPLE)

    secret = key.rpartition("_")[2]
    assert secret not in caplog.text
    assert [entry.verb for entry in Entry.objects.all() if secret in str(vars(entry))] == []


@pytest.mark.parametrize(
    ("scopes", "is_academy", "refusal"),
    [
        ([], True, rules.NotScopes),
        (["people:steal"], True, rules.NotScopes),
        (["people:read", "organisations:write"], False, rules.NotScopes),
        (["scim"], False, rules.NotScopes),
    ],
)
def test_a_key_opens_only_what_is_theirs_to_give(scopes, is_academy, refusal):
    with pytest.raises(refusal):
        rules.refuse_scopes(scopes, by_the_academy=is_academy)


@pytest.mark.parametrize("days", [-1, 0, 366 + 1])
def test_a_key_lasts_at_least_a_day_and_at_most_a_year(days):
    with pytest.raises(rules.RunsTooLong):
        rules.refuse_expiry(today() + timedelta(days=days), today=today())


# Coming in


def test_a_key_reads_its_own_branch_and_nobody_elses():
    trust, other = make_organisation("Trust"), make_organisation("Other")
    part = make_organisation("Part", parent=trust)
    mine = {make_spell(organisation=trust).person_id, make_spell(organisation=part).person_id}
    theirs = make_spell(organisation=other).person
    client = with_key(make_key(Scope.READ_PEOPLE, organisation=trust)[1])

    answer = client.get(PEOPLE).json()

    assert {row["id"] for row in answer["items"]} == mine
    gone = [client.get(f"{PEOPLE}{pk}") for pk in (theirs.pk, 10**9)]
    assert [(each.status_code, each.content) for each in gone] == [(404, gone[0].content)] * 2


def test_a_key_of_a_part_does_not_reach_what_the_part_is_in():
    trust = make_organisation("Trust")
    part = make_organisation("Part", parent=trust)
    make_spell(organisation=trust)
    client = with_key(make_key(Scope.READ_PEOPLE, organisation=part)[1])

    assert client.get(PEOPLE).json()["total"] == 0


def test_a_key_opens_what_its_scopes_say_and_nothing_else():
    client = with_key(make_key(Scope.READ_ORGANISATIONS)[1])

    codes = {address: client.get(address).status_code for address in (PEOPLE, f"{PEOPLE}organisations")}

    assert codes == {PEOPLE: 403, f"{PEOPLE}organisations": 200}


@pytest.mark.parametrize("address", ["/api/needs/gaps", "/api/workforce/retention", "/api/surveys/waiting"])
def test_what_no_scope_names_no_key_opens(address):
    client = with_key(make_key(*Scope.values)[1])

    assert client.get(address).status_code == 403


@pytest.mark.parametrize("address", ["/", "/people/", "/people/connections/", "/people/organisations/"])
def test_on_a_page_a_key_means_nothing(address):
    client = with_key(make_key(*Scope.values)[1])

    response = client.get(address)

    assert response.status_code == 302
    assert "sign-in" in response.headers["Location"]


def refused(key: str, **options) -> tuple[int, bytes, str]:
    response = with_key(key, **options).get(PEOPLE)
    return response.status_code, response.content, response.headers.get("WWW-Authenticate", "")


def test_unknown_changed_run_out_withdrawn_and_foreign_keys_all_hear_the_same():
    good = make_key()[1]
    run_out = make_key(expires_on=None)
    Connection.objects.filter(pk=run_out[0].pk).update(expires_on=today() - timedelta(days=1))
    withdrawn = make_key()
    actions.withdraw_connection(withdrawn[0], by=None)
    elsewhere = make_key(addresses=["192.0.2.0/24"])
    wrong = [good[:-1], good + "0", good.replace("cwa_", "cwb_"), "", "cwa_", "cwa__", "\xff", "x" * 9_000]

    answers = {refused(key) for key in [*wrong, run_out[1], withdrawn[1], elsewhere[1]]}

    assert answers == {(401, b'{"detail": "' + rules.REFUSED_KEY.encode() + b'"}', "Bearer")}
    assert with_key(good).get(PEOPLE).status_code == 200


def test_the_last_day_of_a_key_is_a_whole_day():
    connection, key = make_key()
    Connection.objects.filter(pk=connection.pk).update(expires_on=today())

    assert with_key(key).get(PEOPLE).status_code == 200


@pytest.mark.parametrize(
    ("networks", "caller", "status"),
    [
        (["192.0.2.0/24"], "192.0.2.9", 200),
        (["192.0.2.0/24"], "192.0.3.9", 401),
        (["2001:db8::/32"], "2001:db8::5", 200),
        (["192.0.2.0/24"], "::ffff:192.0.2.9", 200),
        (["192.0.2.0/24"], "", 401),
    ],
)
def test_a_key_may_be_for_some_addresses_only(networks, caller, status):
    key = make_key(addresses=networks)[1]

    assert with_key(key, REMOTE_ADDR=caller).get(PEOPLE).status_code == status


def test_a_refused_key_is_not_let_in_by_a_cookie_beside_it():
    client = signed_in(make_account(Role.ACADEMY))
    assert client.get(PEOPLE).status_code == 200

    assert client.get(PEOPLE, headers={"Authorization": "Bearer cwa_no"}).status_code == 401


def test_a_key_beside_a_cookie_is_looked_at_as_the_key():
    trust = make_organisation("Trust")
    make_spell(organisation=make_organisation("Other"))
    client = signed_in(make_account(Role.ACADEMY, person=make_person("Dan")))
    key = make_key(Scope.READ_PEOPLE, organisation=trust)[1]

    answer = client.get(PEOPLE, headers={"Authorization": f"Bearer {key}"})

    assert answer.json()["total"] == 0


def test_a_key_makes_no_session_and_needs_no_token_against_forged_requests():
    trust = make_organisation()
    client = with_key(make_key(Scope.WRITE_ORGANISATIONS, organisation=trust)[1], enforce_csrf_checks=True)

    response = client.post(f"{PEOPLE}organisations/{trust.pk}/teams", {"name": "Duty"}, content_type="application/json")

    assert response.status_code == 201
    assert dict(response.cookies) == {}


def test_what_a_key_changed_is_in_the_trail_under_the_connections_name():
    trust = make_organisation()
    connection, key = make_key(Scope.WRITE_ORGANISATIONS, organisation=trust)

    with_key(key).post(f"{PEOPLE}organisations/{trust.pk}/teams", {"name": "Duty"}, content_type="application/json")

    last = Entry.objects.order_by("-pk").first()
    assert (last.verb, last.subject_type, last.by_id, last.by_name) == ("added", "people.team", None, connection.says)
    assert trail.first_broken() is None


# Use and share


def test_last_used_is_written_at_most_once_an_hour():
    connection, key = make_key()
    client = with_key(key)
    client.get(PEOPLE)
    first = Connection.objects.get(pk=connection.pk).last_used_at

    client.get(PEOPLE)
    assert Connection.objects.get(pk=connection.pk).last_used_at == first

    Connection.objects.filter(pk=connection.pk).update(last_used_at=first - timedelta(hours=1))
    client.get(PEOPLE)
    assert Connection.objects.get(pk=connection.pk).last_used_at > first - timedelta(minutes=1)


def test_a_key_has_a_share_of_each_minute_and_is_told_when_to_come_back(settings, monkeypatch):
    settings.KEY_REQUESTS_A_MINUTE = 3
    now = clock.now().replace(second=20, microsecond=0)
    monkeypatch.setattr(counting.clock, "now", lambda: now)
    _connection, key = make_key()
    client = with_key(key)

    answers = [client.get(PEOPLE) for _ in range(5)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert 1 <= int(answers[3].headers["Retry-After"]) <= 41
    assert with_key(make_key()[1]).get(PEOPLE).status_code == 200
    monkeypatch.setattr(counting.clock, "now", lambda: now + timedelta(minutes=1))
    assert client.get(PEOPLE).status_code == 200


def test_a_withdrawn_key_is_refused_at_once():
    connection, key = make_key()
    client = with_key(key)
    before = client.get(PEOPLE).status_code

    actions.withdraw_connection(connection, by=None)

    assert (before, client.get(PEOPLE).status_code) == (200, 401)
    with pytest.raises(rules.AlreadyWithdrawn):
        actions.withdraw_connection(connection, by=None)


# The pages


def typed(**changes):
    month = today() + timedelta(days=30)
    return {"name": "Rota", "scopes": ["people:read"], "expires_on": month.isoformat(), "addresses": "", **changes}


def test_a_training_lead_makes_a_key_sees_it_once_and_withdraws_it():
    trust = make_organisation("Trust")
    client = signed_in(make_account(Role.TRAINING_LEAD, organisation=trust))

    made = client.post("/people/connections/new/", typed())
    listed = client.get("/people/connections/").content.decode()

    key = made.context["key"]
    assert key in made.content.decode()
    assert key not in listed
    assert "Rota" in listed
    assert "no-store" in made.headers["Cache-Control"]
    assert with_key(key).get(PEOPLE).status_code == 200
    client.post(f"/people/connections/{Connection.objects.get().pk}/withdraw/")
    assert with_key(key).get(PEOPLE).status_code == 401
    assert "Withdrawn" in client.get("/people/connections/").content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "Fill in “Name of the system”"),
        ({"scopes": []}, "Choose at least one thing"),
        ({"scopes": ["scim"]}, "Choose one of those offered"),
        ({"expires_on": "2001-01-01"}, "at most twelve months away"),
        ({"addresses": "everywhere"}, "is not an address"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(changes, words):
    client = signed_in(make_account(Role.TRAINING_LEAD))

    page = client.post("/people/connections/new/", typed(**changes))

    assert words in page.content.decode()
    assert not Connection.objects.exists()


def test_two_open_keys_of_one_name_are_refused_until_one_is_withdrawn():
    client = signed_in(make_account(Role.TRAINING_LEAD))
    client.post("/people/connections/new/", typed())

    again = client.post("/people/connections/new/", typed())
    assert "has a key of that name" in again.content.decode()

    actions.withdraw_connection(Connection.objects.get(), by=None)
    client.post("/people/connections/new/", typed())
    assert Connection.objects.count() == 2


def test_a_lead_sees_and_withdraws_no_key_of_another_organisation():
    other = make_key(organisation=make_organisation("Other"), name="Theirs")[0]
    client = signed_in(make_account(Role.TRAINING_LEAD, organisation=make_organisation("Mine")))

    listed = client.get("/people/connections/").content.decode()
    codes = [client.post(f"/people/connections/{pk}/withdraw/").status_code for pk in (other.pk, 10**9)]

    assert "Theirs" not in listed
    assert codes == [404, 404]
    assert Connection.objects.get().revoked_at is None


def test_the_academy_team_chooses_the_organisation_and_may_give_every_scope():
    trust = make_organisation("Trust")
    make_organisation("Other")
    client = signed_in(make_account(Role.ACADEMY))

    assert "First, whose system it is" in client.get("/people/connections/new/").content.decode()
    client.post(f"/people/connections/new/?organisation={trust.code}", typed(scopes=["scim", "organisations:write"]))

    made = Connection.objects.get()
    assert (made.organisation, made.scopes) == (trust, ["organisations:write", "scim"])


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.MANAGER, Role.AUDITOR, Role.DIRECTOR, Role.MEMBER])
def test_keys_are_for_those_who_look_after_an_organisation(role):
    client = signed_in(make_account(role))

    assert [client.get(f"/people/connections/{part}").status_code for part in ("", "new/")] == [404, 404]


@pytest.mark.parametrize("address", ["/people/connections/", "/people/webhooks/"])
def test_the_lists_ask_as_much_for_three_as_for_one(address):
    trust = make_organisation()
    client = signed_in(make_account(Role.TRAINING_LEAD, organisation=trust))
    client.get(address)
    asked = []
    for rows in (1, 2):
        for _ in range(rows):
            make_key(organisation=trust)
            actions.make_webhook(trust, "https://system.example/", events=["person.changed"], by=None)
        with CaptureQueriesContext(database) as queries:
            client.get(address)
        asked.append(len(queries))

    assert asked[0] == asked[1]


def test_who_is_not_signed_in_makes_no_key():
    assert "sign-in" in Client().post("/people/connections/new/", typed()).headers["Location"]
