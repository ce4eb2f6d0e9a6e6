"""My plan, and “I have read this”."""

from datetime import timedelta

import pytest

from academy.core import clock
from academy.home.actions import merge_people
from academy.people.rules import Role
from academy.records.actions import erase_person
from academy.records.actions import plan as actions
from academy.records.models import Completion, PlannedItem
from academy.records.rules import Door
from academy.records.rules.plan import AlreadyThisYear, PlanIsFull
from tests.builders import make_account, make_completion, make_item, make_person, make_spell, signed_in
from tests.catalogue.shelving import make_resource

pytestmark = pytest.mark.django_db


@pytest.fixture
def account():
    person = make_person()
    make_spell(person)
    return make_account(Role.PRACTITIONER, person=person)


def test_a_resource_that_was_read_stands_on_the_record_with_its_hours(account):
    resource = make_resource()

    answer = signed_in(account).post(f"/records/learned/{resource.pk}/")

    made = Completion.objects.get()
    assert answer.url == f"/records/completions/{made.pk}/?recorded"
    assert (made.person, made.item, made.door, made.hours, made.completed_on) == (
        account.person,
        resource.item,
        Door.LIBRARY,
        resource.item.hours,
        clock.today(),
    )


def test_the_same_resource_counts_once_a_year(account):
    item = make_resource().item
    today = clock.today()
    make_completion(account.person, item, completed_on=today - timedelta(days=400))
    actions.learn_from_library(account.person, item, on=today, by=account)

    with pytest.raises(AlreadyThisYear, match="counts once in a year"):
        actions.learn_from_library(account.person, item, on=today, by=account)

    page = signed_in(account).post(f"/records/learned/{item.pk}/")
    assert (page.status_code, "counts once in a year" in page.content.decode()) == (409, True)


def test_nobody_says_of_a_course_that_they_have_done_it(account):
    course = make_item()

    assert signed_in(account).post(f"/records/learned/{course.pk}/").status_code == 404
    assert not Completion.objects.exists()


def test_links_change_nothing(account):
    resource = make_resource()

    answers = {
        signed_in(account).get(f"/records/{path}/{resource.pk}/").status_code for path in ("learned", "plan/add")
    }

    assert (answers, Completion.objects.count(), PlannedItem.objects.count()) == ({405}, 0, 0)


def test_things_stand_on_the_plan_until_they_are_done(account):
    client, resource, course = signed_in(account), make_resource("Guide"), make_item("Course")
    for item in (resource, course, course):
        client.post(f"/records/plan/add/{item.pk}/")

    assert "Two things you mean to do. Only you see this list." in client.get("/records/plan/").content.decode()
    client.post(f"/records/learned/{resource.pk}/")
    page = client.get("/records/plan/").content.decode()

    assert "One thing you mean to do" in page
    assert page.index("Course") < page.index("Done</h2>") < page.index("Guide")


def test_what_was_done_before_it_was_planned_is_still_to_do(account):
    course = make_item()
    make_completion(account.person, course, completed_on=clock.today() - timedelta(days=30))
    actions.add_to_plan(account.person, course, by=account)

    assert "One thing you mean to do" in signed_in(account).get("/records/plan/").content.decode()


def test_only_oneself_sees_and_changes_a_plan(account):
    planned = actions.add_to_plan(account.person, make_item(), by=account)
    manager = make_account(Role.MANAGER, Role.ACADEMY, person=make_person("Ruth"))
    make_spell(account.person, line_manager=manager.person)

    assert signed_in(manager).post(f"/records/plan/{planned.pk}/take-off/").status_code == 404
    assert signed_in(account).post(f"/records/plan/{planned.pk}/take-off/").url == "/records/plan/"
    assert not PlannedItem.objects.exists()


def test_a_plan_of_a_hundred_things_takes_no_more(account):
    items = [make_item(f"Item {number}") for number in range(101)]
    for item in items[:100]:
        actions.add_to_plan(account.person, item, by=account)

    with pytest.raises(PlanIsFull):
        actions.add_to_plan(account.person, items[100], by=account)


def test_two_records_of_one_person_have_one_plan(account):
    kept, merged = account.person, make_person("Amara", "Twin")
    both, theirs = make_item("Both"), make_item("Theirs")
    for person, item in ((kept, both), (merged, both), (merged, theirs)):
        actions.add_to_plan(person, item, by=account)
    resource = make_resource("Guide", owner=merged)

    merge_people(kept, merged, why="Twice", by=make_account(Role.ACADEMY))

    assert set(PlannedItem.objects.filter(person=kept).values_list("item__title", flat=True)) == {"Both", "Theirs"}
    resource.refresh_from_db()
    assert resource.owner == kept


def test_an_erased_person_leaves_no_plan(account):
    actions.add_to_plan(account.person, make_item(), by=account)

    assert erase_person(account.person)["planned"] == 1
    assert not PlannedItem.objects.exists()


def test_an_empty_plan_says_where_to_look(account):
    assert "Nothing on your plan" in signed_in(account).get("/records/plan/").content.decode()
