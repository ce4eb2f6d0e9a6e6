import pytest
from django.db import IntegrityError, transaction

from academy.core.models import Entry, Notice
from academy.needs.models import Signal
from academy.people.rules import Role
from academy.people.scope import Viewer
from academy.programmes import actions, measures, queries, rules
from academy.programmes.models import ReviewAction
from tests.builders import at_any_hour, make_account
from tests.builders_practice import make_framework
from tests.people.reading import days
from tests.programmes.cast import make_review

pytestmark = pytest.mark.django_db


def given(**said) -> tuple[ReviewAction, object]:
    dan = make_account(Role.ACADEMY)
    asked = actions.add_recommendation(make_review(dan), "Weigh risk with partners", capability=None, people=1, by=dan)
    owner = make_account(Role.MANAGER)
    at_any_hour(owner.person)
    values = {"owner": owner.person, "due_on": days(10), "item": None} | said
    return actions.add_action(asked, "Teach it in team meetings", by=dan, **values), owner


def test_what_a_review_asks_of_people_is_a_signal_once():
    dan = make_account(Role.ACADEMY)
    capability = make_framework("Weyshire", "Weighing risk").capabilities.get()
    review = make_review(dan)

    asked = actions.add_recommendation(review, "Weigh risk", capability=capability, people=40, by=dan)
    actions.add_recommendation(review, "Buy a new telephone", capability=None, people=1, by=dan)

    signal = Signal.objects.get()
    assert (signal.kind, signal.size, signal.cause, signal.raised_on) == ("case_review", 40, asked, review.agreed_on)
    assert [one.number for one in review.recommendations.all()] == [1, 2]


def test_the_owner_is_told_and_finds_it():
    action, owner = given()

    assert Notice.objects.get(key=f"review-action:{action.pk}").to == owner.person.email
    assert list(queries.own_actions(Viewer(owner))) == [action]


def test_done_has_something_to_show_also_by_the_database():
    action, owner = given()

    with pytest.raises(rules.ReviewRefused):
        actions.finish_action(action, " ", by=owner)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewAction.objects.update(done_on=days(0))
    done = actions.finish_action(action, "Six of six teams did", by=owner)

    assert (done.done_on, list(queries.own_actions(Viewer(owner)))) == (days(0), [])


def test_a_moved_day_keeps_the_day_before_and_the_reason():
    action, owner = given()

    with pytest.raises(rules.ReviewRefused):
        actions.move_due_day(action, days(20), "", by=owner)
    actions.move_due_day(action, days(20), "The trainer was ill", by=owner)

    entry = Entry.objects.get(verb="moved")
    assert (entry.details["was"], entry.details["reason"]) == (days(10).isoformat(), "The trainer was ill")


def test_how_many_were_done_by_their_day():
    on_time, owner = given(due_on=days(0))
    given(due_on=days(-1))
    given(due_on=days(5))
    actions.finish_action(on_time, "Done", by=owner)

    figure = measures.review_actions_in_time(on=days(0))

    assert (figure.n, figure.count, figure.sentence) == (2, 1, "1 of 2 were done by their day.")
