"""Whatever is sent, the answer is one of the standard's, and never a fault of ours."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.people.directory import ENTERPRISE, ERROR, GROUP, USER, Directory

pytestmark = pytest.mark.django_db
NEVER = "2819c223-7f76-453a-919d-413861904646"


def is_of_the_standard(answer: Any) -> bool:
    if answer.status_code >= 500 and answer.status_code != 501:  # what we say that we do not offer
        return False
    return answer.status_code < 400 or (
        ERROR in answer.json()["schemas"] and answer.json()["status"] == str(answer.status_code)
    )


BODIES = {
    "no JSON": b"{",
    "other letters": b"\xff\xfe",
    "nothing": b"",
    "a list": b"[]",
    "a number": b"1e999",
    "no number": b'{"userName": NaN}',
    "half a pair": b'{"userName": "\\ud800"}',
    "a zero character": b'{"userName": "a\\u0000b"}',
    "a zero character in a name": b'{"user\\u0000Name": "a"}',
    "very deep": b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
    "rather deep": b'{"name":' + b"[" * 60 + b"]" * 60 + b"}",
    "very long": b'{"userName": "' + b"a" * 400 + b'"}',
    "far too large": b'{"userName": "' + b"a" * 1_100_000 + b'"}',
    "the wrong kind": b'{"userName": {"a": 1}, "emails": 5, "active": "perhaps", "name": "Amara"}',
    "a huge number": b'{"userName": ' + b"9" * 400 + b"}",
    "schemas of another": json.dumps({"schemas": [GROUP], "userName": "a"}).encode(),
}


@pytest.mark.parametrize("what", BODIES)
@pytest.mark.parametrize(
    ("method", "address"), [("POST", "Users"), ("POST", "Groups"), ("POST", "Bulk"), ("POST", ".search")]
)
def test_a_body_that_makes_no_sense_is_refused_in_the_standards_form(method, address, what):
    answer = Directory().ask(method, address, BODIES[what])

    assert is_of_the_standard(answer), answer.content


@pytest.mark.parametrize(
    "query",
    [
        {"filter": "userName"},
        {"filter": "userName eq"},
        {"filter": 'userName eq "\x00"'},
        {"filter": "(" * 2_000 + 'userName eq "a"' + ")" * 2_000},
        {"filter": " or ".join(['userName eq "a"'] * 3_000)},
        {"filter": "userName gt 5"},
        {"filter": "active gt true"},
        {"filter": 'meta.created gt "soon"'},
        {"filter": 'meta.created gt "9999-12-31T23:59:59-14:00"'},
        {"filter": 'x509Certificates.value eq "abc"'},
        {"filter": 'photos[type eq "photo"]'},
        {"filter": 'emails[not (type eq "work")]'},
        {"filter": "emails.value gt 5"},
        {"filter": "emails.primary eq true"},
        {"filter": 'password eq "secret"'},
        {"filter": 'name eq "Amara"'},
        {"filter": 'name.familyName gt "A"'},
        {"filter": "id pr and id ne null"},
        {"filter": 'schemas eq "x"'},
        {"filter": f'{ENTERPRISE}:manager.value eq "x"'},
        {"filter": f'{ENTERPRISE}:manager.displayName eq "x"'},
        {"sortBy": "emails"},
        {"sortBy": "active"},
        {"sortBy": "meta"},
        {"sortBy": "name"},
        {"sortBy": "id"},
        {"sortBy": f"{ENTERPRISE}:department"},
        {"sortBy": "nonsense"},
        {"startIndex": "9" * 30},
        {"count": "9" * 30},
        {"count": "many"},
        {"attributes": "nonsense,,"},
        {"attributes": "userName", "excludedAttributes": "emails"},
        {"cursor": "abc"},
    ],
)
@pytest.mark.parametrize("address", ["Users", "Groups", f"Users/{NEVER}", "Schemas"])
def test_a_question_that_makes_no_sense_is_refused_in_the_standards_form(address, query):
    directory = Directory()
    directory.add_user(**{ENTERPRISE: {"department": "North"}})
    directory.add_group()

    answer = directory.ask("GET", address, **query)

    assert is_of_the_standard(answer), answer.content


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "POST", "PATCH", "DELETE", "OPTIONS", "TRACE", "PURGE"])
def test_every_method_at_every_address_answers_as_the_standard_says(method):
    directory = Directory()
    for address in ("Users", "Users/x", f"Users/{NEVER}", "Groups/x", "Me", "Schemas/x", "Bulk", "a/b/c/d", "%00", "."):
        answer = directory.ask(method, address, b"{}")

        assert method == "HEAD" or is_of_the_standard(answer), (address, answer.content)


ATTRIBUTES = [
    "userName", "externalId", "active", "name", "name.givenName", "displayName", "emails", "phoneNumbers", "roles",
    'emails[type eq "work"].value', "emails.value", "members", 'members[value eq "x"]', "title", "password",
    "id", "meta", "schemas", ENTERPRISE, f"{ENTERPRISE}:manager", f"{ENTERPRISE}:manager.value",
    f"{ENTERPRISE}:employeeNumber", "groups", "x509Certificates", "addresses", "nonsense", "", "[", USER,
]  # fmt: skip
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(["True", "False", NEVER]),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.one_of(st.sampled_from([*ATTRIBUTES, "value", "type", "$ref"]), st.text(max_size=5)), inner, max_size=4
        ),
    ),
    max_leaves=6,
)
OPERATIONS = st.fixed_dictionaries(
    {"op": st.sampled_from(["add", "Add", "replace", "Replace", "remove", "REMOVE", "move", ""])},
    optional={"path": st.one_of(st.sampled_from(ATTRIBUTES), st.text(max_size=12)), "value": VALUES},
)
MANY = settings(max_examples=120, suppress_health_check=list(HealthCheck))


@MANY
@given(st.lists(OPERATIONS, max_size=3), st.sampled_from(["User", "Group"]))
def test_no_patch_is_a_fault_of_ours(operations, kind):
    directory = shared()
    resource = USERS_AND_GROUPS[kind]

    answer = directory.patch(resource, *operations)

    assert is_of_the_standard(answer), (operations, answer.content)
    again = directory.ask("GET", f"{kind}s/{resource['id']}")
    assert again.status_code == 200, (operations, again.content)


@MANY
@given(
    st.dictionaries(st.sampled_from([*ATTRIBUTES, "schemas"]), VALUES, max_size=5), st.sampled_from(["Users", "Groups"])
)
def test_no_new_user_or_group_is_a_fault_of_ours(sent, address):
    answer = shared().ask("POST", address, {"userName": "fuzzed", "displayName": "fuzzed", **sent})

    assert is_of_the_standard(answer), (sent, answer.content)


GRAMMAR = ["eq", "ne", "co", "sw", "ew", "gt", "pr", "and", "or", "not", *"()[]", "true", "null", "5", "1.5"]
WORDS = st.lists(
    st.one_of(
        st.sampled_from([*ATTRIBUTES, *GRAMMAR]),
        st.text(max_size=6).map(json.dumps),
    ),
    max_size=9,
)  # fmt: skip


@MANY
@given(WORDS, st.sampled_from(["Users", "Groups", ".search"]))
def test_no_filter_is_a_fault_of_ours(words, address):
    if address == ".search":
        answer = shared().ask("POST", address, {"filter": " ".join(words)})
    else:
        answer = shared().ask("GET", address, filter=" ".join(words))

    assert is_of_the_standard(answer), (words, answer.content)


USERS_AND_GROUPS: dict[str, dict[str, Any]] = {}
SHARED: list[Directory] = []


def shared() -> Directory:
    return SHARED[0]


@pytest.fixture(autouse=True)
def _one_directory_for_all_examples(settings) -> None:
    settings.KEY_REQUESTS_A_MINUTE = 100_000
    SHARED[:] = [Directory()]
    USERS_AND_GROUPS["User"] = SHARED[0].add_user()
    USERS_AND_GROUPS["Group"] = SHARED[0].add_group("Managers", USERS_AND_GROUPS["User"])
