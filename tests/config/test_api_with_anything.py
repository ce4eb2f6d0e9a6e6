"""The API is sent whatever its description allows, and more, by everybody who may come in: it answers as described.

How often is said by ACADEMY_API_CASES: a few for each operation here, ten thousand for each caller before a release.
"""

import json
import os
import re
from functools import cache
from urllib.parse import urlencode

import pytest
import requests
import schemathesis
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core import NotSet
from schemathesis.core.failures import FailureGroup
from schemathesis.core.transport import Response
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from academy.config.described import described
from academy.people.rules import Role, Scope
from tests.builders import (
    make_account,
    make_booking,
    make_completion,
    make_follow_up,
    make_key,
    make_organisation,
    make_spell,
    make_team,
    signed_in,
    with_key,
)
from tests.config.operations import operations

pytestmark = pytest.mark.django_db
CASES = int(os.environ.get("ACADEMY_API_CASES", "0"))  # for each caller
CALLERS = ["nobody", "every role", *Role.values, "every scope", *Scope.values, "a withdrawn key"]
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
ADDRESS = "http://testserver"
OPERATIONS = [(method, re.sub(r"{\w+:", "{", path)) for method, path in operations()]


@cache
def description():
    return schemathesis.openapi.from_dict(json.loads(json.dumps(described())))


@pytest.fixture
def trust():
    """One organisation with one of everything, so that numbers that are tried meet something."""
    trust = make_organisation("Trust", code="trust", kind="health")
    make_team("Duty", organisation=trust)
    person = make_spell(organisation=trust).person
    make_follow_up(make_completion(person))
    make_booking(person=person)
    return trust


def client_of(caller: str, trust) -> Client:
    if caller == "nobody":
        return Client()
    if caller in Role.values or caller == "every role":
        account = make_account(*([caller] if caller in Role.values else Role), organisation=trust)
        make_booking(person=account.person)
        return signed_in(account)
    if caller == "a withdrawn key":
        return with_key(make_key(organisation=trust)[1].replace("_", "_0"))
    return with_key(make_key(*([caller] if caller in Scope.values else Scope.values), organisation=trust)[1])


def sent(client: Client, case) -> Response:
    """Asked of our own code, and handed over as what came back over the network."""
    body = b"" if isinstance(case.body, NotSet) else json.dumps(case.body).encode()
    address = f"{case.formatted_path}?{urlencode(case.query or {}, doseq=True)}"
    headers = {name: value for name, value in (case.headers or {}).items() if name == "Idempotency-Key"}
    with transaction.atomic():
        answer = client.generic(case.method, address, body, content_type="application/json", headers=headers)
        transaction.set_rollback(True)
    return Response(
        answer.status_code,
        {name.lower(): [value] for name, value in answer.headers.items()},
        answer.content,
        requests.Request(case.method, ADDRESS + address, data=body).prepare(),
        elapsed=0.0,
        verify=False,
    )


def often(examples: int):
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


def try_often(client: Client, method: str, path: str, *, examples: int) -> None:
    @often(examples)
    @given(case=description()[path][method].as_strategy())
    def send(case):
        case.validate_response(sent(client, case), checks=CHECKS)

    send()


@pytest.fixture(autouse=True)
def without_a_share(settings):
    settings.KEY_REQUESTS_A_MINUTE = 10**9


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
@pytest.mark.parametrize("caller", ["every role", "every scope"])
def test_whatever_is_sent_is_answered_as_described(caller, method, path, trust):
    try_often(client_of(caller, trust), method, path, examples=10)


@pytest.mark.parametrize("caller", CALLERS)
def test_to_everybody_it_answers_as_described(caller, trust):
    client = client_of(caller, trust)
    each = max(1, CASES // len(OPERATIONS))

    for method, path in OPERATIONS:
        try_often(client, method, path, examples=each)


@pytest.mark.parametrize(("status", "body"), [(200, b'{"total": "many"}'), (418, b"{}"), (500, b"{}")])
def test_an_answer_that_is_not_described_would_be_seen(status, body, trust):
    client = client_of("every role", trust)

    @often(1)
    @given(case=description()["/api/people/"]["GET"].as_strategy())
    def wrong(case):
        response = sent(client, case)
        response.status_code, response.content = status, body
        with pytest.raises(FailureGroup):
            case.validate_response(response, checks=CHECKS)

    wrong()
