from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from academy.people.rules import Role
from academy.records.models import Completion
from tests.builders import (
    make_account,
    make_completion,
    make_item,
    make_organisation,
    make_person,
    make_spell,
    signed_in,
)

pytestmark = pytest.mark.django_db
ADDRESS = "/api/records/completions"


@pytest.fixture
def council():
    return make_organisation("Council")


@pytest.fixture
def amara(council):
    return make_spell(make_person("Amara"), organisation=council).person


@pytest.fixture
def lead(council):
    return signed_in(make_account(Role.TRAINING_LEAD, organisation=council))


def send(client, **given):
    return client.post(ADDRESS, given, content_type="application/json")


def test_completions_within_reach_are_told_newest_first(lead, amara):
    item = make_item("Neglect")
    old = make_completion(amara, item, completed_on=date(2020, 1, 6))
    new = make_completion(amara, item, completed_on=date(2026, 1, 6), hours=Decimal("3"))
    make_completion(make_person("Stranger"))

    told = lead.get(ADDRESS).json()

    assert [one["id"] for one in told] == [new.pk, old.pk]
    assert told[0] == {
        "id": new.pk,
        "person_id": amara.pk,
        "item_id": item.pk,
        "item": "Neglect",
        "completed_on": "2026-01-06",
        "hours": "3.00",
        "door": "register",
    }


def test_they_can_be_narrowed(lead, amara):
    wanted = make_completion(amara, completed_on=date(2026, 1, 6))
    make_completion(amara, completed_on=date(2020, 1, 6))

    for chosen in ({"item": wanted.item_id}, {"since": "2026-01-06"}, {"person": amara.pk, "since": "2025-01-01"}):
        assert [one["id"] for one in lead.get(ADDRESS, chosen).json()] == [wanted.pk]
    assert lead.get(ADDRESS, {"person": 987654}).json() == []
    assert lead.get(ADDRESS, {"since": "never"}).status_code == 422


@pytest.mark.parametrize("number", [1, 3])
def test_however_many_the_queries_are_the_same(lead, amara, number, django_assert_max_num_queries):
    for _ in range(number):
        make_completion(amara)

    with django_assert_max_num_queries(4):  # session, account with its person, grants, completions
        assert len(lead.get(ADDRESS).json()) == number


def test_a_completion_is_recorded_once(lead, amara):
    item = make_item("Neglect")
    given = {"person_id": amara.pk, "item_id": item.pk, "completed_on": "2026-01-06"}

    first, second = send(lead, **given), send(lead, **given, hours=1)

    assert first.status_code == 200
    assert first.json() == second.json()
    completion = Completion.objects.get()
    assert (completion.person, completion.item, completion.hours, completion.door) == (
        amara,
        item,
        Decimal("6"),
        "certificate",
    )


@pytest.mark.parametrize(
    ("changes", "status", "detail"),
    [
        ({"completed_on": "2999-01-01"}, 409, "1 January 2999 has not come yet. Record what has been completed."),
        ({"completed_on": "1889-01-01"}, 409, "1 January 1889 is before 1990. Check the year."),
        ({"hours": -1}, 409, "-1 hours cannot be right. Give a number from 0 to 9,999."),
        ({"completed_on": "yesterday"}, 422, None),
        ({"item_id": 987654}, 404, None),
        ({"person_id": 987654}, 404, None),
    ],
)
def test_what_cannot_be_recorded_is_refused_with_words(lead, amara, changes, status, detail):
    given = {"person_id": amara.pk, "item_id": make_item().pk, "completed_on": "2026-01-06", **changes}

    answer = send(lead, **given)

    assert (answer.status_code, Completion.objects.count()) == (status, 0)
    assert detail in (None, answer.json()["detail"])


def test_people_out_of_reach_are_not_found(lead):
    stranger = make_spell(make_person("Stranger"), organisation=make_organisation("Health")).person

    assert send(lead, person_id=stranger.pk, item_id=make_item().pk, completed_on="2026-01-06").status_code == 404


def test_practitioners_read_their_own_and_write_nothing(amara, council):
    client = signed_in(make_account(Role.PRACTITIONER, person=amara, organisation=council))
    own = make_completion(amara)
    make_completion()

    assert [one["id"] for one in client.get(ADDRESS).json()] == [own.pk]
    assert send(client, person_id=amara.pk, item_id=own.item_id, completed_on="2026-01-06").status_code == 404


def test_signed_out_there_is_nothing():
    assert Client().get(ADDRESS).status_code in (302, 401)
