"""Every page and endpoint with every role: it opens or refuses as it says, and nobody reads another agency’s people.

New pages are crawled by themselves. One that is about a new kind of record needs a line in `addresses.EXAMPLES`.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from academy.config import urls
from academy.people import scope
from academy.people.models import JobRole, Team
from academy.people.rules import Reach, Role
from academy.people.rules.access import access
from academy.people.scope import open_to, visible
from academy.workforce.models import Release
from tests.house.addresses import example_of, number_of, values
from tests.house.crawl import Place, ask, numbers_in, places, readable
from tests.house.crawled import CANARY, HANDLE, NOT_EVEN_ONCE, Side, World, build

pytestmark = [pytest.mark.house, pytest.mark.django_db]
ROLES = [role.value for role in Role]
OTHERS = [role for role in ROLES if role != Role.ACADEMY]
OPEN = {200, 201, 302, 405, 409, 422}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")  # also those that no page answers
# Open to everybody, and there for whoever has begun something: signing in with an organisation, looking as somebody.
ONCE_BEGUN = {"organisation-sign-in", "openid_connect_callback", "look-back", "notice-receipts"}
PEOPLES = {"person", "booking", "spell", "completion", "follow_up"}  # what belongs to somebody


@pytest.fixture
def world() -> World:
    return build()


def crawled() -> list[Place]:
    return [place for place in places() if place.open_to is not None]


# Closed unless said otherwise


def test_every_page_and_endpoint_says_who_it_is_for():
    assert [place.route for place in places() if place.open_to is None] == []
    known = {scope.EVERYONE, *ROLES}
    assert [place.route for place in crawled() if not place.open_to or not place.open_to <= known] == []


def test_every_address_with_a_hole_has_an_example():
    silent = []
    for place in crawled():
        try:
            _ = place.holes and example_of(place.route)
        except (KeyError, ValueError):
            silent.append(place.route)

    assert silent == [], "say in addresses.EXAMPLES what these addresses are about"


def said_nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


@open_to("give roles")
def said_academy(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


urlpatterns = [path("said-nothing/", said_nothing), path("said-academy/", said_academy), *urls.urlpatterns]


@pytest.mark.urls(__name__)
def test_a_page_that_does_not_say_who_it_is_for_is_closed_to_everyone(world):
    for role in ROLES:
        status = [world.client(role).get(address).status_code for address in ("/said-nothing/", "/said-academy/")]
        assert status == [404, 200 if role == Role.ACADEMY else 404]
    assert Client().get("/said-nothing/").status_code == 404


def test_who_is_not_signed_in_is_asked_to_and_reads_only_what_is_for_everyone(world):
    nobody, wrong = Client(raise_request_exception=False), []
    for place in crawled():
        address = place.with_(values(place.route, place.holes, world.mine))
        for method in place.methods:
            answer = ask(nobody, method, address, body=place.body)
            is_open = place.is_for_everyone and not place.is_by_key
            expected = OPEN | {404} if place.name in ONCE_BEGUN else OPEN
            is_right = answer.status in expected if is_open else answer.is_sign_in or answer.status == 405
            if not is_right:
                wrong.append(f"{method} {address} ({place.name}): {answer.status}")

    assert not wrong, "\n".join(wrong)


# What is not theirs, what is gone, what never was


@pytest.mark.parametrize("role", OTHERS)
def test_what_is_not_theirs_reads_like_what_is_gone_and_what_never_was(world, role):
    client, wrong = world.client(role), []
    for place in crawled():
        if not place.holes or place.is_for_everyone or role not in (place.open_to or ()):
            continue
        if not isinstance(world.mine.things.get(example_of(place.route)), models.Model):
            continue
        for method in METHODS:
            answers = {ask(client, method, address, body=place.body).plain for address in _missing(world, role, place)}
            if len(answers) > 1:
                wrong.append(f"{method} {place.route}: {sorted((status, where) for status, where, _ in answers)}")

    assert not wrong, "\n".join(wrong)


def test_a_number_that_no_database_holds_reads_like_what_never_was(world):
    wrong = []
    for place in crawled():
        if not place.holes or place.is_for_everyone or not place.open_to:
            continue
        client, name = world.client(min(place.open_to)), example_of(place.route)
        never = (dict.fromkeys([*world.gone, name], number) for number in (NOT_EVEN_ONCE, 10**30))
        asked = [place.with_(values(place.route, place.holes, things)) for things in never]
        one, other = (ask(client, place.methods[0], address, body=place.body).plain for address in asked)
        if other != one and other[0] != 404:
            wrong.append(f"{place.route}: {one[:2]} and {other[:2]}")

    assert not wrong, "\n".join(wrong)


def _missing(world: World, role: str, place: Place) -> Iterator[str]:
    name = example_of(place.route)
    never = dict.fromkeys([*world.gone, name], NOT_EVEN_ONCE)
    for things in (world.gone, never):
        yield place.with_(values(place.route, place.holes, things))
    theirs = world.theirs[name]
    if isinstance(theirs, JobRole | Release):
        return  # a word that every agency shares, and figures that the government has published
    if isinstance(theirs, Team) and access()[place.what or ""][role] in (Reach.AUTHORITY, Reach.COUNTS):
        return  # of every team, without who is in it
    if not hasattr(theirs, "scope_path") or not visible(world.viewer(role), type(theirs)).filter(pk=theirs.pk).exists():
        yield place.with_(values(place.route, place.holes, world.theirs))


@pytest.mark.parametrize("role", OTHERS)
def test_an_endpoint_sent_the_number_of_somebody_elses_record_answers_as_for_one_that_never_was(world, role):
    client, wrong = world.client(role), []
    for place in crawled():
        named = [name for name in numbers_in(place.body) if name.removesuffix("_id") in PEOPLES]
        if not named or role not in (place.open_to or ()):
            continue
        address = place.with_(values(place.route, place.holes, world.mine))
        sent = {**place.body, **{name: _number(world.mine, name) for name in numbers_in(place.body)}}
        theirs = {**sent, **{name: _number(world.theirs, name) for name in named}}
        never = {**sent, **dict.fromkeys(named, NOT_EVEN_ONCE)}
        answers = [ask(client, place.methods[0], address, body=body).plain for body in (theirs, never)]
        if answers[0] != answers[1]:
            wrong.append(f"{place.route}: {answers}")

    assert not wrong, "\n".join(wrong)


def _number(side: Side, name: str) -> int:
    return number_of(side.things.get(name.removesuffix("_id"), 1))


# Canaries


# Who sees to the quality of practice for the whole authority reads who is to do what, and the names of teams.
ACTS_BY_NAME = {
    "audit-actions", "audit-action", "review-actions", "review-action", "finding", "case-review", "capability-gap",
}  # fmt: skip
NAMES_WHO_ACTS = {
    Role.AUDITOR.value: ACTS_BY_NAME | {"round-progress"},
    Role.INFORMATION.value: {"conversation", "note-openings", "note-opening", "agree-to-opening", "ask-to-open"},
    Role.MEMBER.value: {"workforce-teams"},
    Role.DIRECTOR.value: {
        *("concerns", "concern", "round-progress", "capability-gap"),
        *("workforce-teams", "early-warning-team", "early-warning-series", "early_warning"),  # names of teams alone
        "change-measure",  # who says who answers for a measure chooses among those who answer for services
    },
}


def leaks(world: World, role: str) -> Iterator[str]:
    """Addresses at which somebody reads what is known of the other agency’s people."""
    client = world.client(role)
    for place in crawled():
        if "GET" not in place.methods or role not in (place.open_to or ()):
            continue
        if place.name in NAMES_WHO_ACTS.get(role, ()):
            continue
        for address, query in _ways(world, place):
            answer = ask(client, "GET", address, query)
            if CANARY.lower().encode() in readable(answer.body).lower() or CANARY.lower() in answer.location.lower():
                yield f"{address} {query}"


def _ways(world: World, place: Place) -> Iterator[tuple[str, dict[str, Any]]]:
    """With their own records and with the others’; searched, narrowed down to the others, and as a file."""
    address = place.with_(values(place.route, place.holes, world.mine))
    other = world.theirs
    yield address, {}
    yield address, {"format": "csv"}
    yield address, {"format": "xlsx"}
    yield address, {"q": HANDLE, "search": HANDLE}
    yield (
        address,
        {name: other[name].pk for name in ("organisation", "person", "item", "session", "team", "requirement")},
    )
    yield address, {"organisation": other.organisation.code, "code": other["certificate code"], "format": "csv"}
    if place.holes:
        yield place.with_(values(place.route, place.holes, other)), {}
        yield place.with_(values(place.route, place.holes, other)), {"format": "csv"}


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_reads_of_another_agencys_people(world, role):
    assert list(leaks(world, role)) == []


def test_what_must_be_hidden_is_there_to_be_hidden(world):
    found = {address.split()[0].split("/")[1] for address in leaks(world, Role.ACADEMY)}

    assert {"people", "booking", "records", "surveys", "api", "search"} <= found


@pytest.mark.parametrize("role", [Role.TRAINING_LEAD, Role.MANAGER, Role.PRACTITIONER])
def test_with_the_scope_switched_off_the_crawl_would_see_it(world, role, monkeypatch):
    monkeypatch.setattr(scope, "_of_people", lambda viewer, path, what: Q())
    monkeypatch.setattr(scope, "_in_branches", lambda viewer, prefix, what: Q())

    assert next(leaks(world, role), None) is not None
