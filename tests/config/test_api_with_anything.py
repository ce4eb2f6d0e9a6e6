"""The API is sent whatever its description allows, and more: it always answers, and never falls over."""

import json
import re
from functools import cache
from urllib.parse import urlencode

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import data
from schemathesis.core import NotSet

from academy.config.api import api
from academy.people.rules import Role
from tests.builders import make_account, make_booking, make_completion, make_follow_up, signed_in
from tests.config.operations import operations

pytestmark = pytest.mark.django_db


@cache
def description():
    return schemathesis.openapi.from_dict(json.loads(json.dumps(api.get_openapi_schema())))


@pytest.fixture
def caller():
    """Somebody with every role, so that nothing stands between what is sent and the code that reads it."""
    account = make_account(*Role)
    make_follow_up(make_completion(account.person))
    make_booking(person=account.person)
    return signed_in(account)


@pytest.mark.parametrize(("method", "path"), operations())
@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(drawn=data())
def test_whatever_is_sent_is_answered(method, path, caller, drawn):
    case = drawn.draw(description()[re.sub(r"{\w+:", "{", path)][method].as_strategy())
    body = b"" if isinstance(case.body, NotSet) else json.dumps(case.body).encode()
    address = f"{case.formatted_path}?{urlencode(case.query or {}, doseq=True)}"

    response = caller.generic(method, address, body, content_type="application/json")

    assert response.status_code in (200, 201, 400, 404, 409, 422)
