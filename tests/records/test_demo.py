import pytest
from django.db import transaction

from academy.core.demo import World
from academy.records import demo
from academy.records.models import Completion
from tests.builders import LONG_AGO, TODAY, make_completion, make_item, make_organisation, make_person, make_spell

pytestmark = pytest.mark.django_db
WORLD = World(on=TODAY, people=60)


@pytest.fixture(autouse=True)
def _people_and_learning():
    school = make_organisation("School", kind="school")
    for number in range(30):
        make_spell(make_person(f"Person {number}"), organisation=school, started_on=LONG_AGO)
    left = make_person("Left")
    make_spell(left, organisation=school, started_on=LONG_AGO, ended_on=LONG_AGO.replace(year=2021))
    for number in range(40):
        make_item(f"Reading {number}", kind="resource", mode="own_time")
    make_item("A course")


def held():
    return list(Completion.objects.order_by("pk").values_list("person", "item", "completed_on", "hours"))


def test_people_have_five_years_of_learning_in_their_own_time():
    demo.build(WORLD)

    completions = Completion.objects.select_related("item", "person")
    assert 400 < completions.count() < 900
    assert {completion.item.mode for completion in completions} == {"own_time"}
    assert min(one.completed_on for one in completions) >= TODAY.replace(year=2021)
    assert max(one.completed_on for one in completions) <= TODAY
    assert {one.person.given_name for one in completions} <= {f"Person {number}" for number in range(30)}


def test_what_is_asked_of_people_is_left_to_the_rooms_above():
    asked = make_completion(item=make_item("Asked of everybody", kind="e_learning", mode="own_time"))

    demo.build(WORLD)

    assert list(Completion.objects.filter(item=asked.item)) == [asked]


def test_it_is_the_same_every_time():
    assert built_and_taken_away() == built_and_taken_away()


def built_and_taken_away() -> list[tuple]:
    with transaction.atomic():
        demo.build(WORLD)
        said = [line[:3] for line in held()]
        transaction.set_rollback(True)
    return said
