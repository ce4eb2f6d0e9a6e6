"""“What did we do about thresholds?”, answered on one page."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from academy.home.queries.story import story_of
from academy.people.rules import Role
from tests.booking.cast import text_of
from tests.builders import make_account, make_item, make_need, make_signal, make_viewer, signed_in
from tests.improvement.packed import make_measure
from tests.improvement.planned import make_late
from tests.plan.planned import make_commission, make_plan_item, make_session_of

pytestmark = pytest.mark.django_db
SAID = "Agencies mean different things by a threshold"


def about_thresholds() -> None:
    """A signal, its need, what is planned and ordered for it, and a date: only the first says the word."""
    need = make_need("Say what worries us, and how much", make_signal(SAID))
    plan_item = make_plan_item("One day with partners")
    plan_item.needs.add(need)
    make_session_of(make_commission(plan_item, make_item("When is it enough?")))


def page(role: Role, about: str) -> str:
    return text_of(signed_in(make_account(role)).get(reverse("what-we-did"), {"q": about}))


def test_one_word_shows_what_was_found_needed_promised_and_taught():
    about_thresholds()

    shown = page(Role.ACADEMY, "thresholds?")

    assert "One signal, one need, one plan item, one item and one session." in shown
    places = [shown.index(words) for words in (SAID, "Say what worries us", "One day with partners", "When is it en")]
    assert places == sorted(places)


def test_from_the_course_back_to_what_it_was_for():
    about_thresholds()

    assert SAID in page(Role.ACADEMY, "enough?")


def test_what_was_promised_and_what_was_seen_afterwards_are_told_in_a_word():
    measure = make_measure(title="Referred again to the front door", shares=[(90, 187)] * 24)
    late = make_late("Agree the threshold at the front door")
    late.measures.add(measure)
    make_item("At the front door", added_on=date(2026, 3, 2))

    shown = page(Role.MEMBER, "front door")

    assert "Agree the threshold at the front door Late, due" in shown
    assert "Referred again to the front door 48.1%. No real change" in shown
    assert "At the front door in the catalogue since 2 March 2026" in shown


def test_a_member_sees_the_plan_and_that_there_is_more():
    about_thresholds()

    shown = page(Role.MEMBER, "one day with partners")

    assert "When is it enough?" in shown
    assert SAID not in shown
    assert "Two more records on this thread are not yours to open." in shown


def test_words_that_only_a_hidden_record_says_find_nothing_not_even_a_count():
    about_thresholds()

    assert "Nothing that you may open speaks of it." in page(Role.MEMBER, "thresholds")


@pytest.mark.parametrize("about", ["", "of", "   ", "\x00", "no such thing anywhere"])
def test_without_words_that_say_something_nothing_is_looked_for(about):
    about_thresholds()

    assert story_of(make_viewer(Role.ACADEMY), about).stages == []


def test_three_signals_are_told_in_as_many_queries_as_one():
    about_thresholds()
    viewer = make_viewer(Role.ACADEMY)
    story_of(viewer, "threshold")  # Django remembers the kinds of record once it has met them
    with CaptureQueriesContext(connection) as one:
        story_of(viewer, "threshold")
    about_thresholds()
    about_thresholds()

    with CaptureQueriesContext(connection) as three:
        kinds = [(kind.name, kind.total) for stage in story_of(viewer, "threshold").stages for kind in stage.kinds]

    assert ("signals", 3) in kinds
    assert len(three) == len(one)
