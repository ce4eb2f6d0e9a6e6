import pytest
from django.test import Client

from academy.frameworks.models import Capability
from academy.people.rules import Role
from tests.builders import make_account, make_item, make_organisation, signed_in

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
    }


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
