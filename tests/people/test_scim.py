"""SCIM 2.0: the public compliance checker, in this process and over HTTP; and several requests at once."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.client import HTTPConnection
from threading import Barrier
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpResponse
from scim2_client.engines.wsgi import WSGISCIMClient
from scim2_tester import Status, check_server

from academy.people.models import DirectoryUser, Person
from academy.people.rules import Scope
from tests.builders import make_key, make_organisation
from tests.people.directory import Directory

pytestmark = pytest.mark.django_db(transaction=True)  # each request closes what it opened
AT_LEAST = 135


def refused_by_the_checker(application: Any, settings: Any) -> list[Any]:
    """What it did not find as the standard says, of all that it looks at in users, groups and enterprise users."""
    settings.KEY_REQUESTS_A_MINUTE = 10_000
    _, key = make_key(Scope.SCIM, organisation=make_organisation())
    client = WSGISCIMClient(
        application, base_url=f"{settings.ADDRESS}/scim/v2", headers={"Authorization": f"Bearer {key}"}
    )

    results = check_server(client)

    assert len(results) >= AT_LEAST
    assert {result.resource_type for result in results} >= {"User", "Group"}
    return [result for result in results if result.status != Status.SUCCESS]


def test_the_public_checker_finds_nothing_in_this_process(settings):
    assert refused_by_the_checker(get_wsgi_application(), settings) == []


def test_the_public_checker_finds_nothing_over_http(live_server, settings):
    settings.ADDRESS = live_server.url

    def over_http(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """The checker's own way over the wire needs a library that is not there for every Python we run on."""
        size = int(environ.get("CONTENT_LENGTH") or 0)
        query = f"?{environ['QUERY_STRING']}" if environ.get("QUERY_STRING") else ""
        headers = {"Authorization": environ["HTTP_AUTHORIZATION"], "Content-Type": environ.get("CONTENT_TYPE") or ""}
        wire = HTTPConnection(urlsplit(live_server.url).netloc)
        path = environ.get("SCRIPT_NAME", "") + environ["PATH_INFO"] + query
        wire.request(environ["REQUEST_METHOD"], path, environ["wsgi.input"].read(size), headers)
        answer = wire.getresponse()
        start_response(f"{answer.status} {answer.reason}", answer.getheaders())
        return [answer.read()]

    assert refused_by_the_checker(over_http, settings) == []


def at_once(*requests: Callable[[], HttpResponse]) -> list[HttpResponse]:
    """All of them set off together, each with a connection to the database of its own."""
    gate = Barrier(len(requests))

    def ask(request: Callable[[], HttpResponse]) -> HttpResponse:
        gate.wait()
        try:
            return request()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(requests)) as pool:
        return list(pool.map(ask, requests))


def test_a_user_announced_twice_at_once_is_one_user_and_one_person():
    directory = Directory()
    directory.get("ServiceProviderConfig")
    people = Person.objects.count()
    sent = {"userName": "amara.okafor@health.example", "name": {"familyName": "Okafor"}}

    answers = at_once(*[lambda: directory.ask("POST", "Users", sent)] * 4)

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    assert (DirectoryUser.objects.count(), Person.objects.count() - people) == (1, 1)


def test_members_that_join_a_group_at_once_are_all_in_it():
    directory = Directory()
    users = [directory.add_user(f"n{number}@health.example") for number in range(4)]
    group = directory.add_group("Managers")

    answers = at_once(
        *[
            partial(directory.patch, group, {"op": "Add", "path": "members", "value": [{"value": user["id"]}]})
            for user in users
        ]
    )

    assert [answer.status_code for answer in answers] == [204] * 4
    assert {member["value"] for member in directory.again(group)["members"]} == {user["id"] for user in users}
