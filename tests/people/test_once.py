"""A write that is sent twice happens once."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection as database
from django.test import Client

from academy.core import clock
from academy.people import jobs
from academy.people.models import Grant, Person, Repeat
from academy.people.rules import Role, Scope
from tests.builders import make_account, make_key, make_organisation, signed_in, with_key

PEOPLE = "/api/people/"
TAKERS = 6


@pytest.fixture
def trust(db):
    return make_organisation("Trust", code="trust")


@pytest.fixture
def caller(trust):
    return with_key(make_key(Scope.WRITE_PEOPLE, organisation=trust)[1])


def add(client: Client, name: str = "Haddad", key: str | None = "one", **post):
    body = {"family_name": name, "post": {"organisation": "trust", "job_role": "nurse", "on": "2026-01-05"} | post}
    headers = {} if key is None else {"Idempotency-Key": key}
    return client.post(PEOPLE, json.dumps(body), content_type="application/json", headers=headers)


def test_the_same_again_is_answered_the_same_and_done_once(caller):
    first, again = add(caller), add(caller)

    assert (again.status_code, again.content, again.headers["Content-Type"]) == (
        201,
        first.content,
        first.headers["Content-Type"],
    )
    assert ("Idempotency-Replayed" in first.headers, again.headers["Idempotency-Replayed"]) == (False, "true")
    assert Person.objects.count() == 1


def test_without_the_header_it_is_done_twice(caller):
    add(caller, key=None)
    add(caller, key=None)

    assert (Person.objects.count(), Repeat.objects.count()) == (2, 0)


def test_the_same_key_for_something_else_is_refused(caller):
    add(caller)

    other = add(caller, name="Somebody else")

    assert (other.status_code, Person.objects.count()) == (409, 1)
    assert other.json() == {"detail": "This Idempotency-Key was used for something else. Choose another"}


def test_what_was_refused_changed_nothing_and_may_be_tried_again(caller):
    refused = add(caller, organisation="elsewhere")
    corrected = add(caller)

    assert (refused.status_code, corrected.status_code) == (409, 201)
    assert Repeat.objects.get().status == 201


def test_keys_belong_to_whoever_sent_them(caller, trust):
    add(caller)
    add(with_key(make_key(Scope.WRITE_PEOPLE, organisation=trust)[1]))
    for _ in range(2):
        add(signed_in(make_account(Role.TRAINING_LEAD, organisation=trust)))

    assert Person.objects.filter(family_name="Haddad").count() == 4


def test_who_has_lost_a_role_is_not_told_again_what_they_could_see_then(trust):
    account = make_account(Role.TRAINING_LEAD, organisation=trust)
    client = signed_in(account)
    add(client)

    Grant.objects.filter(account=account).update(ends_on=clock.today() - timedelta(days=1))

    assert add(client).status_code in (404, 409)


def test_without_coming_in_there_is_nothing_to_repeat(trust):
    codes = [add(Client()).status_code for _ in range(2)]

    assert (codes, Repeat.objects.count()) == ([401, 401], 0)


@pytest.mark.parametrize("key", ["", " ", "x" * 201, "nul\tl", "é"])
def test_a_key_that_could_not_be_kept_is_not_taken(caller, key):
    assert (add(caller, key=key).status_code, Person.objects.count()) == (400, 0)


@pytest.mark.parametrize("method", ["get", "patch"])
def test_what_may_be_sent_twice_anyway_is_not_remembered(caller, method):
    getattr(caller, method)(PEOPLE, headers={"Idempotency-Key": "one"})

    assert Repeat.objects.count() == 0


def test_what_was_answered_is_forgotten_after_a_day(caller):
    add(caller)
    assert jobs.forget_repeats() == "Answers to writes forgotten after a day: 0."

    Repeat.objects.update(made_at=clock.now() - timedelta(days=1, minutes=1))

    assert jobs.forget_repeats() == "Answers to writes forgotten after a day: 1."
    assert add(caller).status_code == 201
    assert Person.objects.count() == 2


def at_once(key: str | None) -> list[tuple[int, bytes]]:
    """Everybody sends the same at the same moment, each over a connection of their own."""
    trust = make_organisation("Trust", code="trust")
    secret = make_key(Scope.WRITE_PEOPLE, organisation=trust)[1]
    start = Barrier(TAKERS)

    def one(_: int) -> tuple[int, bytes]:
        try:
            start.wait()
            answer = add(with_key(secret), key=key)
            return answer.status_code, answer.content
        finally:
            database.close()

    with ThreadPoolExecutor(TAKERS) as threads:
        return list(threads.map(one, range(TAKERS)))


@pytest.mark.django_db(transaction=True)
def test_sent_many_times_at_once_it_is_done_once_and_all_hear_the_same():
    answers = at_once("one")

    assert Person.objects.count() == 1
    assert {status for status, _ in answers} == {201}
    assert len({content for _, content in answers}) == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_key_they_would_all_have_been_done():
    at_once(None)

    assert Person.objects.count() == TAKERS
