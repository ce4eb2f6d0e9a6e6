"""What stands in a plan, and what that does to the needs it is for."""

from datetime import timedelta

import pytest

from academy.core import clock, trail
from academy.core.models import Entry
from academy.needs import actions as needs
from academy.needs.rules import NeedState
from academy.people.rules import Role
from academy.plan import actions
from academy.plan.models import PlanItem
from academy.plan.rules import PlanRefused, PlanState
from tests.builders import make_account, make_need, make_person
from tests.plan.planned import make_commission, make_plan, make_plan_item, make_session_of

pytestmark = pytest.mark.django_db


def state_of(need):
    need.refresh_from_db()
    return need.state


def test_a_year_has_one_plan():
    make_plan(2026)

    with pytest.raises(PlanRefused, match="There is a plan for 2026 to 2027 already"):
        actions.begin_plan(2026, by=None)


def test_a_plan_is_agreed_and_may_still_be_changed_until_it_is_closed():
    plan = make_plan(2026)
    actions.agree_plan(plan, agreed_by="The board", on=clock.today(), by=None)
    changed = actions.change_plan(plan, intent="Less, and better.", days_a_trainer=3, by=None)
    closed = actions.close_plan(plan, by=None)

    assert (changed.state, changed.intent, changed.agreed_by) == (PlanState.AGREED, "Less, and better.", "The board")
    assert closed.is_closed
    with pytest.raises(PlanRefused, match="is closed"):
        make_plan_item(plan=plan)
    with pytest.raises(PlanRefused, match="is closed"):
        actions.close_plan(plan, by=None)


def test_a_plan_item_puts_its_needs_into_the_plan_and_takes_their_size():
    small, large = make_need("Small"), make_need("Large")
    type(large).objects.filter(pk=large.pk).update(size=182)
    large.refresh_from_db()

    item = make_plan_item(needs=[small, large], people=0)

    assert (item.number, item.people) == (1, 182)
    assert (state_of(small), state_of(large)) == (NeedState.PLANNED, NeedState.PLANNED)
    assert list(PlanItem.because_of) == ["needs"]


def test_items_are_numbered_within_their_plan():
    assert [make_plan_item("One").number, make_plan_item("Two").number] == [1, 2]
    assert make_plan_item("One", plan=make_plan(2030)).number == 1


def test_a_closed_need_is_not_planned_for():
    need = make_need()
    needs.set_need_aside(need, why="The team was dissolved", by=make_account(Role.ACADEMY), on=clock.today())
    need.refresh_from_db()

    with pytest.raises(PlanRefused, match="is closed"):
        make_plan_item(needs=[need])
    assert not PlanItem.objects.exists()


def test_a_need_that_is_taken_away_is_open_again_unless_something_else_is_for_it():
    shared, lone = make_need("Shared"), make_need("Lone")
    item, _other = make_plan_item("One", needs=[shared, lone]), make_plan_item("Two", needs=[shared])

    actions.change_item(item, needs=[], by=None)

    assert (state_of(shared), state_of(lone)) == (NeedState.PLANNED, NeedState.OPEN)
    assert not item.needs.exists()


def test_dropping_says_why_and_opens_its_needs_again_and_taking_it_up_plans_them_again():
    need = make_need()
    item = make_plan_item(needs=[need])

    dropped = actions.drop_item(item, why="There is no money", by=None)
    after_dropping = state_of(need)
    again = actions.take_up_item(dropped, by=None)

    assert (dropped.is_dropped, dropped.dropped_why, after_dropping) == (True, "There is no money", NeedState.OPEN)
    assert (again.is_dropped, again.dropped_why, state_of(need)) == (False, "", NeedState.PLANNED)
    assert actions.take_up_item(again, by=None) == again


def test_what_has_sessions_to_come_is_not_dropped():
    item = make_plan_item()
    make_session_of(make_commission(item))

    with pytest.raises(PlanRefused, match="has a session to come"):
        actions.drop_item(item, why="There is no money", by=None)


def test_what_was_dropped_is_not_changed():
    item = actions.drop_item(make_plan_item(), why="No", by=None)

    with pytest.raises(PlanRefused, match="was dropped"):
        actions.change_item(item, places=3, by=None)


def test_who_changed_what_stands_in_the_trail():
    by, owner = make_account(Role.ACADEMY), make_person("Dan")
    item = make_plan_item()
    actions.change_item(item, owner=owner, places=140, by=by)
    changed = trail.entries_about(item).last()
    seen = changed.about.get()

    assert (changed.verb, changed.by_id, changed.details) == ("changed", by.pk, {"owner": owner.pk, "places": "140"})
    assert (seen.subject_type, seen.subject_id) == ("people.person", owner.pk)
    actions.change_item(item, owner=owner, by=by)
    assert Entry.objects.filter(verb="changed").count() == 1


def test_an_item_needs_no_need(db):
    item = make_plan_item(people=0)

    assert (item.people, item.dropped_on, item.made_at <= clock.now() + timedelta(seconds=1)) == (0, None, True)
