import pytest
from django.test import Client

from academy.frameworks import actions as frameworks
from academy.frameworks.models import Capability
from academy.people.rules import Role
from tests.builders import make_account, make_item, make_organisation, make_source, make_version, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return signed_in(make_account(Role.PRACTITIONER))


def test_items_are_found_as_on_the_page(client):
    organisation = make_organisation(code="weyshire")
    risk = make_item("Risk", code="risk", organisation=organisation, renewal_months=36)
    make_item("Plans", summary="Weigh risk.", code="plans")
    make_item("Gone: risk", code="gone", is_published=False)

    found = client.get("/api/catalogue/items", {"search": "risk"}).json()

    assert [item["code"] for item in found] == ["risk", "plans"]
    assert found[0] == {
        "id": risk.pk,
        "code": "risk",
        "title": "Risk",
        "summary": "Weigh risk and strengths together with the family.",
        "who_for": "",
        "kind": "course",
        "mode": "in_person",
        "level": "targeted",
        "theme": "risk",
        "hours": "6.00",
        "renewal_months": 36,
        "organisation": "weyshire",
        "is_published": True,
        "added_on": "2020-01-06",
        "price": "0.00",
        "review_on": None,
        "is_being_checked": False,
    }


def test_an_item_says_what_it_rests_on_and_that_it_is_being_checked(client):
    source, item = make_source(code="working-together"), make_item()
    frameworks.rest_on(item, [make_version(source, "2018")], organisation=item.organisation, by=None)
    make_version(source, "2023")

    told = client.get(f"/api/catalogue/items/{item.pk}").json()

    assert (told["rests_on"], told["is_being_checked"]) == (["working-together 2018"], True)
    assert [one["is_being_checked"] for one in client.get("/api/catalogue/items").json()] == [True]


def test_sources_are_listed_with_their_versions(client):
    source = make_source("Working together", code="working-together")
    make_version(source, "2018")
    make_version(source, "2023")

    (told,) = client.get("/api/catalogue/sources", {"kind": "statutory"}).json()

    assert (told["code"], told["title"]) == ("working-together", "Working together")
    assert [(one["name"], one["is_current"]) for one in told["versions"]] == [("2023", True), ("2018", False)]


def test_filters_are_those_of_the_page(client):
    make_item("One", kind="webinar", mode="online", level="universal")
    make_item("Two")

    chosen = {"kind": "webinar", "mode": "online", "level": "universal", "theme": "risk"}
    assert [item["title"] for item in client.get("/api/catalogue/items", chosen).json()] == ["One"]
    assert client.get("/api/catalogue/items", {"kind": "party"}).status_code == 422
    assert client.get("/api/catalogue/items", {"offset": -5}).status_code == 200


def test_one_item_tells_everything_also_when_it_is_gone(client):
    item = make_item(description="Long.", why="Audits.", is_published=False)
    item.capabilities.set(Capability.objects.filter(code__in=["assessment", "communication"]))

    told = client.get(f"/api/catalogue/items/{item.pk}").json()

    assert (told["description"], told["why"], told["is_published"]) == ("Long.", "Audits.", False)
    assert told["capabilities"] == ["communication", "assessment"]
    assert client.get("/api/catalogue/items/987654").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_however_many_items_the_queries_are_the_same(client, number, django_assert_max_num_queries):
    for each in range(number):
        make_item(f"Item {each}", organisation=make_organisation())

    with django_assert_max_num_queries(4):  # session, account, grants, items
        assert len(client.get("/api/catalogue/items").json()) == number


def test_signed_out_there_is_nothing():
    assert Client().get("/api/catalogue/items").status_code in (302, 401)
