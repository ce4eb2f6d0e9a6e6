"""What Entra ID and Okta send otherwise than the standard says, and what becomes of it."""

from typing import Any

import pytest

from tests.people.directory import ENTERPRISE, Directory

pytestmark = pytest.mark.django_db


@pytest.fixture
def directory() -> Directory:
    return Directory()


MANAGER = f"{ENTERPRISE}:manager"
NUMBER = f"{ENTERPRISE}:employeeNumber"
REPLAYS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "Entra: active as a word, the operation with a capital": (
        {"op": "Replace", "path": "active", "value": "False"},
        {"active": False},
    ),
    "Entra: active as a word in a value without a path": (
        {"op": "Add", "value": {"active": "False"}},
        {"active": False},
    ),
    "Okta: active in a value without a path": ({"op": "replace", "value": {"active": False}}, {"active": False}),
    "Entra: dotted names in a value without a path": (
        {"op": "Replace", "value": {"name.givenName": "Ama", "name.familyName": "Boateng", "title": "Nurse"}},
        {"name": {"givenName": "Ama", "familyName": "Boateng"}, "title": "Nurse"},
    ),
    "Entra: an extension's name in a value without a path": (
        {"op": "Replace", "value": {f"{ENTERPRISE}:department": "Health visiting"}},
        {ENTERPRISE: {"department": "Health visiting"}},
    ),
    "Entra: the manager as a bare identifier": (
        {"op": "Add", "path": MANAGER, "value": "2819c223"},
        {ENTERPRISE: {"manager": {"value": "2819c223"}}},
    ),
    "Entra: the manager as a list of one": (
        {"op": "Add", "path": MANAGER, "value": [{"$ref": None, "value": "2819c223"}]},
        {ENTERPRISE: {"manager": {"value": "2819c223"}}},
    ),
    "Entra: an address picked by its type": (
        {"op": "Replace", "path": 'emails[type eq "work"].value', "value": "ama@health.example"},
        {"emails": [{"type": "work", "primary": True, "value": "ama@health.example"}]},
    ),
    "Entra: a number picked by a type that is not there yet": (
        {"op": "Add", "path": 'phoneNumbers[type eq "mobile"].value', "value": "07700 900123"},
        {"phoneNumbers": [{"type": "mobile", "value": "07700 900123"}]},
    ),
    "a staff number as a number": (
        {"op": "Replace", "path": NUMBER, "value": 4711},
        {ENTERPRISE: {"employeeNumber": "4711"}},
    ),
    "an attribute that no schema has": ({"op": "Add", "path": "shoeSize", "value": "39"}, {}),
    "attributes in other capitals": ({"op": "replace", "path": "DISPLAYNAME", "value": "Ama"}, {"displayName": "Ama"}),
}


@pytest.mark.parametrize("said", REPLAYS)
def test_a_directory_is_understood(said, directory):
    operation, changed = REPLAYS[said]
    user = directory.add_user()

    answer = directory.patch(user, operation)

    assert answer.status_code == 204, answer.content
    shown = directory.again(user)
    assert without_meta(shown) == without_meta({**user, **changed, "schemas": shown["schemas"]})


def without_meta(resource: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in resource.items() if name != "meta"}


REMOVALS = {
    "as the standard says": lambda user: {"op": "remove", "path": f'members[value eq "{user["id"]}"]'},
    "as Entra says": lambda user: {"op": "Remove", "path": "members", "value": [{"value": user["id"]}]},
    "as Entra says with an empty reference": lambda user: {
        "op": "Remove",
        "path": "members",
        "value": [{"$ref": None, "value": user["id"]}],
    },
}


@pytest.mark.parametrize("way", REMOVALS)
def test_taking_one_member_out_of_a_group_takes_only_that_one(way, directory):
    one, other = directory.add_user("one@health.example"), directory.add_user("other@health.example")
    group = directory.add_group("Managers", one, other)

    answer = directory.patch(group, REMOVALS[way](one))

    assert answer.status_code == 204, answer.content
    assert [member["value"] for member in directory.again(group)["members"]] == [other["id"]]
    assert "groups" not in directory.again(one)
    assert [each["value"] for each in directory.again(other)["groups"]] == [group["id"]]


def test_members_come_one_by_one_and_the_name_changes_as_okta_says_it(directory):
    one, other = directory.add_user("one@health.example"), directory.add_user("other@health.example")
    group = directory.add_group("Managers", one)

    directory.patch(group, {"op": "Add", "path": "members", "value": [{"value": other["id"]}]})
    directory.patch(group, {"op": "add", "path": "members", "value": [{"value": other["id"], "display": "Again"}]})
    directory.patch(group, {"op": "replace", "value": {"id": group["id"], "displayName": "All managers"}})

    shown = directory.again(group)
    assert shown["displayName"] == "All managers"
    assert [member["value"] for member in shown["members"]] == [one["id"], other["id"]]


def test_a_member_that_was_never_announced_is_refused_and_nothing_of_the_rest_is_kept(directory):
    group = directory.add_group("Managers")
    user = directory.add_user()

    answer = directory.patch(
        group, {"op": "add", "path": "members", "value": [{"value": user["id"]}, {"value": group["id"]}]}
    )

    assert (answer.status_code, answer.json()["scimType"]) == (400, "invalidValue")
    assert "members" not in directory.again(group)


FINDS = {
    "whatever the capitals of the user name": 'userName eq "AMARA.Okafor@Health.Example"',
    "whatever the capitals of the attribute": 'username EQ "amara.okafor@health.example"',
    "whatever the capitals of the external identifier": 'externalId eq "a-1B2c"',
    "by address and type": 'emails[type eq "work" and value eq "amara.okafor@health.example"]',
    "by address and type, as Entra says": 'emails[type eq "work"].value eq "amara.okafor@health.example"',
    "by any address": 'emails.value eq "Amara.Okafor@health.example"',
    "by an address without its sub-attribute": 'emails co "health"',
    "by what is not": 'not (userName eq "somebody else") and active eq true',
    "by either": 'userName eq "nobody" or externalId eq "A-1b2C"',
    "by part of a name": 'name.familyName sw "oka"',
    "by an extension": f'{ENTERPRISE}:employeeNumber eq "4711"',
    "by what is said at all": f"title pr and {ENTERPRISE}:employeeNumber pr",
    "by when": 'meta.created gt "2020-01-01T00:00:00Z" and title pr',
    "by what is not said": "nickName eq null",
}


@pytest.mark.parametrize("how", FINDS)
def test_somebody_is_found(how, directory):
    directory.add_user("zoe@elsewhere.example", emails=[], active=False, nickName="Zoe", name={"familyName": "Zed"})
    found = directory.add_user(externalId="A-1B2C", title="Midwife", **{ENTERPRISE: {"employeeNumber": "4711"}})

    page = directory.get("Users", filter=FINDS[how])

    assert [user["id"] for user in page["Resources"]] == [found["id"]]


NOT_FOUND = [
    'userName eq "amara"',
    'userName eq "amara.okafor@health.exampl_"',
    'emails eq "okafor@health.example"',
    'emails[type eq "home"]',
    'externalId eq "A-1B2"',
    'id eq "2819c223-7f76-453a-919d-413861904646"',
    "active eq false",
    'members.value eq "2819c223-7f76-453a-919d-413861904646"',
    'meta.created lt "2020-01-01T00:00:00Z"',
]


@pytest.mark.parametrize("words", NOT_FOUND)
def test_nobody_is_found_by_what_is_not_so(words, directory):
    directory.add_user(externalId="A-1B2C")

    answer = directory.ask("GET", "Users", filter=words)

    assert answer.json().get("totalResults", 0) == 0


def test_no_user_agent_is_needed(directory):
    user = directory.add_user()

    answer = directory.client.get(f"/scim/v2/Users/{user['id']}")

    assert "User-Agent" not in answer.wsgi_request.headers
    assert answer.status_code == 200


def test_a_user_who_is_not_active_any_more_is_still_read_and_listed(directory):
    user = directory.add_user()

    directory.patch(user, {"op": "Replace", "path": "active", "value": "False"})

    assert directory.again(user)["active"] is False
    assert [each["active"] for each in directory.get("Users")["Resources"]] == [False]


def test_a_deleted_user_is_gone_and_may_come_again(directory):
    user = directory.add_user()

    gone = directory.ask("DELETE", f"Users/{user['id']}")

    assert (gone.status_code, gone.content) == (204, b"")
    assert directory.ask("GET", f"Users/{user['id']}").status_code == 404
    assert directory.ask("DELETE", f"Users/{user['id']}").status_code == 404
    assert directory.add_user()["id"] != user["id"]


def test_a_user_name_is_announced_once_whatever_its_capitals(directory):
    directory.add_user("amara.okafor@health.example")

    answer = directory.ask("POST", "Users", {"userName": "AMARA.OKAFOR@health.example"})

    assert (answer.status_code, answer.json()["scimType"]) == (409, "uniqueness")


def test_a_change_made_from_an_old_version_is_refused(directory):
    user = directory.add_user()
    directory.patch(user, {"op": "replace", "path": "title", "value": "Midwife"})

    answer = directory.client.put(
        f"/scim/v2/Users/{user['id']}",
        {"userName": "amara.okafor@health.example"},
        content_type="application/scim+json",
        headers={"If-Match": user["meta"]["version"]},
    )

    assert answer.status_code == 412
    assert directory.again(user)["title"] == "Midwife"


def test_several_changes_come_in_one_request_and_each_says_how_it_went(directory):
    sent = {
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
        "Operations": [
            {"method": "POST", "path": "/Users", "bulkId": "a", "data": {"userName": "a@health.example"}},
            {"method": "POST", "path": "/Users", "bulkId": "b", "data": {"userName": "A@health.example"}},
            {
                "method": "POST",
                "path": "/Groups",
                "bulkId": "c",
                "data": {"displayName": "Managers", "members": [{"value": "bulkId:a"}]},
            },
        ],
    }

    answer = directory.ask("POST", "Bulk", sent)

    assert [operation["status"] for operation in answer.json()["Operations"]] == ["201", "409", "201"]
    assert (
        directory.get("Groups")["Resources"][0]["members"][0]["value"] == directory.get("Users")["Resources"][0]["id"]
    )
