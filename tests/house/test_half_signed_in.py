"""Between the password and the second step nobody is signed in: every address answers as it does to anybody."""

from collections.abc import Callable

import pytest
from django.test import Client

from academy.people import middleware
from academy.people.models import Account
from academy.people.rules import Role
from tests.builders import make_account, make_person
from tests.house.addresses import values
from tests.house.crawl import Answer, ask, places
from tests.house.crawled import World, build
from tests.people.second_steps import PASSWORD, SECOND_STEP, SET_UP, typed_password, with_app

pytestmark = [pytest.mark.house, pytest.mark.django_db]
PASSKEY_OPTIONS = "/people/sign-in/passkey/"
NEW_PASSKEY_OPTIONS = "/people/sign-in/new-passkey/"
FOR_IT = {SECOND_STEP, SET_UP, PASSKEY_OPTIONS, NEW_PASSKEY_OPTIONS}  # and signing out, which answers the same to all
OTHERS = ("PUT", "PATCH", "DELETE", "OPTIONS", "HEAD")


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def dan(world) -> Account:
    """The Academy team: who would see the most."""
    return make_account(
        Role.ACADEMY,
        person=make_person("Dan", "Whitcombe"),
        organisation=world.mine.organisation.parent,
        password=PASSWORD,
    )


def with_a_factor(account: Account) -> Client:
    with_app(account)
    return halfway(account)


def halfway(account: Account) -> Client:
    client = typed_password(account)
    client.raise_request_exception = False
    return client


def differing(world: World, client: Client, others: tuple[str, ...] = OTHERS) -> dict[str, tuple[Answer, Answer]]:
    """Addresses that answer somebody halfway in otherwise than anybody: what they say to each."""
    nobody, found = Client(raise_request_exception=False), {}
    for place in places():
        address = place.with_(values(place.route, place.holes, world.mine))
        for method in dict.fromkeys((*place.methods, *others)):
            answers = [ask(asking, method, address, body=place.body) for asking in (nobody, client)]
            if answers[0].plain != answers[1].plain:
                found[f"{method} {address}"] = (answers[0], answers[1])
    return found


@pytest.mark.parametrize(
    ("come_in", "answers_at"), [(with_a_factor, {SECOND_STEP}), (halfway, {SET_UP, NEW_PASSKEY_OPTIONS})]
)
def test_halfway_in_only_the_pages_of_the_second_step_answer_otherwise(
    world, dan, come_in: Callable[[Account], Client], answers_at
):
    found = differing(world, come_in(dan))

    addresses = {asked.split()[1] for asked in found}
    assert addresses <= FOR_IT
    assert answers_at <= addresses


def test_if_halfway_counted_as_signed_in_the_crawl_would_see_it(world, dan, monkeypatch):
    """The control: the same crawl, with whoever has typed a password let in."""
    client = with_a_factor(dan)
    monkeypatch.setattr(middleware, "account_of", lambda request: dan if "account_login" in request.session else None)

    found = {asked.split()[1].split("/")[1] for asked in differing(world, client, ())}

    assert {"people", "booking", "records", "needs"} <= found


def test_when_the_second_step_is_done_everything_opens(world, dan):
    phone, _ = with_app(dan)
    client = halfway(dan)

    client.post(SECOND_STEP, {"code": phone.code()})

    assert client.get("/people/").status_code == 200
