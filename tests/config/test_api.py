"""The API as a whole: described, closed to strangers, and safe from other sites."""

import re
from collections import defaultdict
from collections.abc import Iterator

import pytest
from django.test import Client
from ninja import Schema

from academy.people.rules import Role
from tests.builders import make_account, signed_in
from tests.config.operations import operations

pytestmark = pytest.mark.django_db
ROLES = frozenset(Role.values)


def address(path: str) -> str:
    """With a number in each hole."""
    return re.sub(r"{[^}]+}", "1", path)


def asked(client: Client, method: str, path: str) -> int:
    return client.generic(method, address(path), "{}", content_type="application/json").status_code


def test_the_description_loads_and_has_every_operation():
    described = Client().get("/api/openapi.json").json()

    assert described["openapi"].startswith("3.")
    found = {(method.upper(), path) for path, methods in described["paths"].items() for method in methods}
    assert found == {(method, re.sub(r"{\w+:", "{", path)) for method, path in operations()}


def shapes(of: type = Schema) -> Iterator[type]:
    for shape in of.__subclasses__():
        yield from shapes(shape)
        if shape.__module__.startswith("academy."):
            yield shape


def test_no_two_shapes_have_one_name():
    """In the description one would stand for both."""
    modules = defaultdict(set)
    for shape in shapes():
        modules[shape.__name__].add(shape.__module__)

    assert len(modules) > 100
    assert {name: found for name, found in modules.items() if len(found) > 1} == {}


def test_every_operation_says_who_it_is_for():
    said = {key: getattr(operation.view_func, "open_to", frozenset()) for key, operation in operations().items()}

    assert {key for key, roles in said.items() if not roles or not roles <= ROLES} == set()


@pytest.mark.parametrize(("method", "path"), operations())
def test_somebody_who_has_not_signed_in_is_told_so(method, path):
    assert asked(Client(), method, path) == 401


@pytest.mark.parametrize(("method", "path"), [key for key in operations() if key[0] != "GET"])
def test_another_site_cannot_write_with_somebodys_cookie(method, path):
    account = make_account(*Role)
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(account)

    assert (asked(forged, method, path), asked(signed_in(account), method, path) != 403) == (403, True)


def test_a_role_that_an_operation_is_not_for_finds_nothing_there():
    member = signed_in(make_account(Role.MEMBER))

    assert (asked(member, "GET", "/api/people/"), asked(member, "GET", "/api/catalogue/items")) == (404, 200)


@pytest.mark.parametrize("body", ["", "[]", "null", "{", '{"session": "x"}', '{"session": 1e400}'])
def test_a_body_that_cannot_be_read_gets_an_answer(body):
    client = signed_in(make_account(Role.PRACTITIONER))

    response = client.post("/api/booking/bookings", body, content_type="application/json")

    assert response.status_code in (400, 404, 422)
    assert response.json()["detail"]


@pytest.mark.parametrize("query", ["search=%00", "search=a%00b", "organisation=%00"])
def test_no_text_with_a_zero_character_comes_in_by_the_address(query):
    client = signed_in(make_account(Role.ACADEMY))

    assert client.get(f"/api/people/?{query}").status_code == 400


@pytest.mark.parametrize(("needs", "status"), [(r"a\u0000b", 400), (r"a\\u0000b", 404)])
def test_no_text_with_a_zero_character_comes_in_by_the_body(needs, status):
    client = signed_in(make_account(Role.PRACTITIONER))

    response = client.post(
        "/api/booking/bookings", f'{{"session": 1, "needs": "{needs}"}}', content_type="application/json"
    )

    assert response.status_code == status
