"""Who sees to what, when two records become one and when somebody is forgotten."""

import pytest

from academy.home.actions import merge_people
from academy.people.rules import Role
from academy.plan import actions
from tests.builders import make_account, make_person
from tests.plan.planned import make_plan_item

pytestmark = pytest.mark.django_db


def test_what_the_one_record_saw_to_the_other_sees_to():
    kept, merged = make_person("Dan"), make_person("Daniel")
    item = make_plan_item(owner=merged)

    merge_people(kept, merged, why="One person", by=make_account(Role.ACADEMY))

    item.refresh_from_db()
    assert item.owner == kept


def test_whoever_is_forgotten_sees_to_nothing_and_their_job_stays():
    owner = make_person("Dan")
    item = make_plan_item(owner=owner, owner_words="Head of the Academy")

    actions.erase_person(owner)

    item.refresh_from_db()
    assert (item.owner, item.owner_words) == (None, "Head of the Academy")
