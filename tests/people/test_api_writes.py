"""What other systems change: by the same actions as the pages, in their own branch, and only what they may."""

import json
from datetime import date, timedelta

import pytest

from academy.core import clock
from academy.core.models import Entry
from academy.people.models import Account, Grant, Organisation, Person, Spell
from academy.people.rules import Role, Scope
from tests.builders import (
    LONG_AGO,
    make_account,
    make_key,
    make_organisation,
    make_person,
    make_spell,
    make_team,
    signed_in,
    with_key,
)

pytestmark = pytest.mark.django_db
PEOPLE, ORGANISATIONS = "/api/people/", "/api/people/organisations"
BOTH = (Scope.READ_PEOPLE, Scope.WRITE_PEOPLE)


@pytest.fixture
def trust():
    return make_organisation("Trust", code="trust", kind="health")


@pytest.fixture
def caller(trust):
    return with_key(make_key(*BOTH, organisation=trust)[1])


EVERYTHING = (Person, Spell, Account, Grant, Organisation)


def rows():
    return [list(kind.objects.order_by("pk").values()) for kind in EVERYTHING]


def send(client, method: str, address: str, body):
    return client.generic(method, address, json.dumps(body), content_type="application/json")


def somebody(**changes):
    post = {"organisation": "trust", "job_role": "social_worker", "on": "2026-01-05"}
    return {"given_name": "Leila", "family_name": "Haddad", "post": post | changes.pop("post", {}), **changes}


# Adding and correcting people


def test_a_person_comes_in_with_their_post(caller, trust):
    ruth = make_spell(make_person("Ruth"), organisation=trust).person
    make_team("Duty", organisation=trust)
    post = {"team": "Duty", "title": "Worker", "line_manager_id": ruth.pk, "fte": "0.5", "contract": "fixed"}

    answer = send(caller, "POST", PEOPLE, somebody(email="Leila@trust.example", staff_number="77", post=post))

    assert answer.status_code == 201
    added = Person.objects.get(given_name="Leila")
    spell = added.spells.get()
    assert answer.json() == {
        "id": added.pk,
        "name": "Leila Haddad",
        "given_name": "Leila",
        "family_name": "Haddad",
        "email": "leila@trust.example",
        "swe_number": None,
        "posts": [
            {
                "id": spell.pk,
                "title": "Worker",
                "job_role": "social_worker",
                "organisation": "trust",
                "team": "Duty",
                "line_manager_id": ruth.pk,
                "started_on": "2026-01-05",
                "ended_on": None,
                "contract": "fixed",
                "fte": 0.5,
            }
        ],
    }
    assert added.staff_numbers.get().number == "77"


@pytest.mark.parametrize(
    ("post", "words"),
    [
        ({"organisation": "elsewhere"}, "No organisation here is called elsewhere"),
        ({"organisation": "never-was"}, "No organisation here is called never-was"),
        ({"job_role": "wizard"}, "No job is called wizard"),
        ({"team": "Nobody’s"}, "Trust has no team called Nobody’s"),
        ({"line_manager_id": 10**9}, "Nobody whom you can see has the number 1000000000"),
        ({"on": "2206-01-05"}, "Check the year: the first day is too far from today"),
    ],
)
def test_what_the_pages_refuse_is_refused_with_their_words_and_nobody_is_added(caller, post, words):
    make_organisation("Elsewhere", code="elsewhere")

    answer = send(caller, "POST", PEOPLE, somebody(post=post))

    assert (answer.status_code, answer.json()) == (409, {"detail": words})
    assert not Person.objects.filter(given_name="Leila").exists()


def test_a_line_manager_of_another_organisation_is_as_unknown_as_one_that_never_was(caller):
    theirs = make_spell(organisation=make_organisation("Other")).person

    answers = [send(caller, "POST", PEOPLE, somebody(post={"line_manager_id": pk})) for pk in (theirs.pk, 10**9)]

    words = [answer.json()["detail"].rpartition(" ")[0] for answer in answers]
    assert words == ["Nobody whom you can see has the number"] * 2


def test_only_what_is_sent_is_corrected_and_the_trail_names_fields_not_values(caller, trust):
    person = make_spell(make_person("Amara", "Okafor", swe_number="SW1"), organisation=trust).person

    answer = send(caller, "PATCH", f"{PEOPLE}{person.pk}", {"family_name": "Okafor-Bell"})

    assert (answer.status_code, answer.json()["name"], answer.json()["swe_number"]) == (200, "Amara Okafor-Bell", "SW1")
    assert Entry.objects.order_by("-pk").first().details == {"fields": ["family_name"]}


@pytest.mark.parametrize("field", ["id", "role", "organisation", "account", "is_active", "search_words", "erased_on"])
@pytest.mark.parametrize(
    ("method", "address"),
    [("POST", ""), ("PATCH", "{person}"), ("POST", "{person}/posts"), ("PATCH", "organisations/{organisation}")],
)
def test_nobody_sets_by_the_way_what_is_not_asked(trust, field, method, address):
    person = make_spell(organisation=trust).person
    client = signed_in(make_account(Role.ACADEMY))
    before = rows()
    body = somebody() if method == "POST" and not address else {"name": "New", "given_name": "New"}
    body = somebody()["post"] if address.endswith("posts") else body

    answer = send(
        client,
        method,
        PEOPLE + address.format(person=person.pk, organisation=trust.pk),
        body | ({field: 1} if not (address.endswith("posts") and field == "organisation") else {"owner": 1}),
    )

    assert answer.status_code == 422
    assert before == [
        list(kind.objects.order_by("pk").values()) for kind in (Person, Spell, Account, Grant, Organisation)
    ]


def test_of_what_is_sent_without_the_extra_field_all_is_accepted(caller):
    assert send(caller, "POST", PEOPLE, somebody()).status_code == 201


@pytest.mark.parametrize(
    "changes",
    [
        {"email": "not an address"},
        {"birth_year": 1850},
        {"given_name": "x" * 81},
        {"given_name": "\ud800"},
        {"family_name": ""},
    ],
)
def test_what_no_page_would_take_the_api_does_not_take(caller, changes):
    assert send(caller, "POST", PEOPLE, somebody(**changes)).status_code == 422


# Posts


def test_a_post_starts_changes_hands_and_ends(caller, trust):
    person, ruth = (make_spell(make_person(name), organisation=trust).person for name in ("Amara", "Ruth"))
    today = clock.today()
    new = {"organisation": "trust", "job_role": "nurse", "on": (today - timedelta(days=9)).isoformat()}

    started = send(caller, "POST", f"{PEOPLE}{person.pk}/posts", new)
    manager = {"line_manager_id": ruth.pk, "on": today.isoformat()}
    led = send(caller, "POST", f"{PEOPLE}posts/{started.json()['id']}/line-manager", manager)
    ended = send(caller, "POST", f"{PEOPLE}posts/{led.json()['id']}/end", {"on": today.isoformat(), "reason": 1})

    assert [answer.status_code for answer in (started, led, ended)] == [201, 200, 200]
    kept = ("started_on", "ended_on", "line_manager", "reason_for_leaving")
    assert list(person.spells.order_by("pk").values_list(*kept)) == [
        (LONG_AGO, None, None, None),
        (date.fromisoformat(new["on"]), today - timedelta(days=1), None, None),
        (today, today, ruth.pk, 1),
    ]


def test_why_somebody_left_is_written_and_never_read(caller, trust):
    spell = make_spell(organisation=trust)

    answer = send(caller, "POST", f"{PEOPLE}posts/{spell.pk}/end", {"on": clock.today().isoformat(), "reason": 4})

    assert {"reason", "reason_for_leaving", "destination", "origin"} & set(answer.json()) == set()
    assert Spell.objects.get().reason_for_leaving == 4


@pytest.mark.parametrize(
    ("method", "address", "body"),
    [
        ("PATCH", "{person}", {"given_name": "New"}),
        ("POST", "{person}/posts", {"organisation": "trust", "job_role": "nurse", "on": "2026-01-05"}),
        ("POST", "posts/{spell}/end", {"on": "2026-10-01"}),
        ("POST", "posts/{spell}/line-manager", {"on": "2026-10-01", "line_manager_id": None}),
    ],
)
def test_what_is_another_organisations_answers_like_what_never_was(caller, method, address, body):
    theirs = make_spell(organisation=make_organisation("Other"))
    places = [{"person": theirs.person_id, "spell": theirs.pk}, {"person": 10**9, "spell": 10**9}]

    answers = [send(caller, method, PEOPLE + address.format(**place), body) for place in places]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert Spell.objects.get().ended_on is None


def test_who_may_write_people_may_not_read_lists_of_them_without_that_scope(trust):
    client = with_key(make_key(Scope.WRITE_PEOPLE, organisation=trust)[1])
    person = make_spell(organisation=trust).person

    codes = [client.get(PEOPLE).status_code, client.get(f"{PEOPLE}{person.pk}").status_code]

    assert codes == [403, 403]
    assert send(client, "POST", PEOPLE, somebody()).status_code == 201


def test_who_may_read_people_may_not_write_them(trust):
    client = with_key(make_key(Scope.READ_PEOPLE, organisation=trust)[1])

    assert send(client, "POST", PEOPLE, somebody()).status_code == 403


# Organisations


def test_a_key_adds_and_renames_below_its_own_organisation(trust):
    client = with_key(make_key(Scope.WRITE_ORGANISATIONS, Scope.READ_ORGANISATIONS, organisation=trust)[1])

    added = send(client, "POST", ORGANISATIONS, {"name": "Ward 3", "kind": "health", "part_of": "trust"}).json()
    team = send(client, "POST", f"{ORGANISATIONS}/{added['id']}/teams", {"name": "Nights"})
    renamed = send(client, "PATCH", f"{ORGANISATIONS}/{added['id']}", {"name": "Ward 4"}).json()

    assert (team.status_code, team.json()["name"]) == (201, "Nights")
    assert client.get(f"{ORGANISATIONS}/{added['id']}").json() == renamed
    assert renamed == {
        "id": added["id"],
        "code": "ward-3",
        "name": "Ward 4",
        "kind": "health",
        "parent_id": trust.pk,
        "local_identifier": "",
        "people": 0,
        "identifiers": {},
        "closed_on": None,
        "teams": [{"id": team.json()["id"], "name": "Nights", "people": 0}],
    }


@pytest.mark.parametrize("part_of", ["other", "never-was"])
def test_nobody_adds_to_another_organisation(trust, part_of):
    make_organisation("Other", code="other")
    client = with_key(make_key(Scope.WRITE_ORGANISATIONS, organisation=trust)[1])

    answer = send(client, "POST", ORGANISATIONS, {"name": "Ward 3", "kind": "health", "part_of": part_of})

    assert (answer.status_code, answer.json()) == (409, {"detail": f"No organisation here is called {part_of}"})


def test_a_training_lead_adds_teams_as_on_the_page_and_no_organisations(trust):
    client = signed_in(make_account(Role.TRAINING_LEAD, organisation=trust))

    codes = [
        send(client, "POST", f"{ORGANISATIONS}/{trust.pk}/teams", {"name": "Duty"}).status_code,
        send(client, "POST", ORGANISATIONS, {"name": "W", "kind": "health", "part_of": "trust"}).status_code,
        send(client, "PATCH", f"{ORGANISATIONS}/{trust.pk}", {"name": "W"}).status_code,
    ]

    assert codes == [201, 404, 404]


# What changed


def test_people_who_changed_since_a_moment_are_told_apart(caller, trust):
    old, corrected, moved = (
        make_spell(make_person(name), organisation=trust) for name in ("Old", "Corrected", "Moved")
    )
    before = clock.now()
    send(caller, "PATCH", f"{PEOPLE}{corrected.person_id}", {"given_name": "Right"})
    manager = {"line_manager_id": old.person_id, "on": clock.today().isoformat()}
    send(caller, "POST", f"{PEOPLE}posts/{moved.pk}/line-manager", manager)

    found = caller.get(PEOPLE, {"changed_since": before.isoformat()}).json()
    later = caller.get(PEOPLE, {"changed_since": clock.now().isoformat()}).json()

    assert {row["id"] for row in found["items"]} == {corrected.person_id, moved.person_id}
    assert later == {"total": 0, "items": []}


@pytest.mark.parametrize(
    "moment",
    ["yesterday", "", "2026-13-01", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "-1e18", "1e400"],
)
def test_a_moment_that_cannot_be_is_answered(caller, moment):
    assert caller.get(PEOPLE, {"changed_since": moment}).status_code in (200, 422)
