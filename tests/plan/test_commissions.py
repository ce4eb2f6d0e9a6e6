"""From a plan item to learning on offer and to dates, and how far it has come."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.contrib.contenttypes.models import ContentType

from academy.booking import actions as booking
from academy.booking.models import Session
from academy.catalogue.models import Item
from academy.catalogue.rules import SameTitle
from academy.core import clock
from academy.core.refusals import Refused
from academy.plan import actions, queries
from academy.plan.models import Commission
from academy.plan.rules import PlanRefused, Progress
from tests.booking.places import make_room
from tests.builders import make_completion, make_item, make_need, make_organisation, make_person, make_session
from tests.plan.planned import learn, make_commission, make_plan, make_plan_item, make_session_of

pytestmark = pytest.mark.django_db
DAY = {"starts": time(9, 30), "ends": time(16, 30), "places": 20, "by": None}


def new_one(item, title="Weighing risk", **about):
    theme = make_item("Anything").theme
    said = {"kind": "course", "mode": "in_person", "hours": Decimal(6), "summary": "Weigh it.", "theme": theme}
    return actions.commission_new(item, title, organisation=make_organisation(), by=None, **{**said, **about})


def test_something_on_offer_is_commissioned_once():
    plan_item, item = make_plan_item(), make_item()

    first = make_commission(plan_item, item, provider="Northmoor Training")
    again = make_commission(plan_item, item, provider="Somebody else")

    assert first == again
    assert (again.provider, again.is_new) == ("Northmoor Training", False)
    assert (Commission.because_of, Commission.led_to) == (("plan_item",), ("item",))


def test_something_new_is_in_the_catalogue_with_the_capabilities_of_its_needs(capability):
    plan_item = make_plan_item(needs=[make_need(capability=capability)])

    ordered = new_one(plan_item)

    assert ordered.is_new
    assert ordered.item.is_published
    assert list(ordered.item.capabilities.all()) == [capability]


def test_a_title_that_is_on_offer_already_is_refused_and_nothing_is_left_behind():
    plan_item = make_plan_item()
    taken = new_one(plan_item)

    with pytest.raises(SameTitle):
        actions.commission_new(
            plan_item,
            taken.item.title,
            organisation=taken.item.organisation,
            theme=taken.item.theme,
            kind="course",
            mode="online",
            hours=Decimal(1),
            summary="Again",
            by=None,
        )
    assert Commission.objects.count() == 1


def test_what_was_dropped_is_not_commissioned():
    dropped = actions.drop_item(make_plan_item(), why="No", by=None)

    with pytest.raises(PlanRefused, match="was dropped"):
        make_commission(dropped)


def test_sessions_are_on_the_calendar_because_of_the_commission():
    ordered, today = make_commission(make_plan_item()), clock.today()
    days = [today + timedelta(days=number) for number in (10, 17)]

    made = actions.schedule_sessions(ordered, days, **DAY, venue="Mill Street")

    assert [session.on for session in made] == days
    assert {(session.cause, session.venue, session.places) for session in Session.objects.all()} == {
        (ordered, "Mill Street", 20)
    }


def test_one_date_that_cannot_be_leaves_none_of_them():
    ordered, room, today = make_commission(make_plan_item()), make_room(), clock.today()
    days = [today + timedelta(days=number) for number in (10, 17)]
    actions.schedule_sessions(ordered, [days[1]], **DAY, room=room)

    with pytest.raises(Refused) as refused:
        actions.schedule_sessions(ordered, days, **DAY, room=room)

    assert refused.value.field == "dates"
    assert Session.objects.count() == 1


def test_what_is_done_in_ones_own_time_has_no_dates():
    ordered = make_commission(make_plan_item(), make_item(mode="own_time", kind="e_learning"))

    with pytest.raises(PlanRefused, match="in one’s own time"):
        actions.schedule_sessions(ordered, [clock.today()], **DAY)


def test_sessions_that_were_there_before_count_from_now_on_and_keep_another_reason():
    ordered = make_commission(make_plan_item())
    for_another = make_commission(make_plan_item("Another"), ordered.item)
    free, taken = make_session(ordered.item), make_session_of(for_another)
    elsewhere, off = make_session(), make_session(ordered.item, is_cancelled=True)

    found = list(queries.uncounted_sessions(ordered))
    number = actions.count_sessions(ordered, [one.pk for one in (free, taken, elsewhere, off)], by=None)

    assert (found, number) == ([free], 1)
    assert [one.cause for one in Session.objects.order_by("pk")] == [ordered, for_another, None, None]


def test_a_reason_that_was_given_is_not_taken_by_another():
    """The way to do it wrongly is in booking, so it is closed there."""
    first, second = make_commission(make_plan_item("One")), make_commission(make_plan_item("Two"))
    session = make_session()

    assert (booking.say_why([session], first, by=None), booking.say_why([session], second, by=None)) == (1, 0)
    assert Session.objects.get().cause == first


def test_how_far_it_has_come_is_counted_and_nobody_twice():
    plan_item, other = make_plan_item(), make_plan_item("Other")
    ordered = make_commission(plan_item)
    past = make_session_of(ordered, starts_at=clock.now() - timedelta(days=40), places=20)
    make_session_of(ordered, places=24)
    make_session_of(ordered, is_cancelled=True)
    learn(make_session_of(make_commission(other), starts_at=clock.now() - timedelta(days=9)))
    people = [make_person(), make_person()]
    learn(past, *people)
    second = make_session_of(make_commission(plan_item, make_item("More")), starts_at=clock.now() - timedelta(days=20))
    learn(second, people[0])

    far = queries.progress([plan_item, other])

    assert far[plan_item.pk] == Progress(
        commissions=2, sessions=3, held=2, places=20 + 24 + 24, taken=3, attended=3, completions=3, learned=2
    )
    assert (far[other.pk].sessions, far[other.pk].learned) == (1, 1)


def test_of_what_has_no_sessions_whatever_is_completed_in_the_year_counts():
    item = make_item(mode="own_time", kind="e_learning")
    plan_item = make_plan_item(sessions=0, is_own_time=True, plan=make_plan(2024))
    make_commission(plan_item, item)
    person = make_person()
    for day in ("2024-03-31", "2024-04-01", "2025-03-31", "2025-04-01"):
        make_completion(person, item, completed_on=date.fromisoformat(day))

    far = queries.progress([plan_item])[plan_item.pk]

    assert (far.commissions, far.completions, far.learned) == (1, 2, 1)


def test_progress_asks_as_often_for_one_as_for_three(django_assert_num_queries):
    def plan_items(number):
        made = [make_plan_item(f"Item {place} of {number}") for place in range(number)]
        for one in made:
            learn(make_session_of(make_commission(one), starts_at=clock.now() - timedelta(days=3)))
        return made

    one, three = plan_items(1), plan_items(3)
    ContentType.objects.get_for_model(Commission)
    queries.progress(one)

    with django_assert_num_queries(4):
        queries.progress(one)
    with django_assert_num_queries(4):
        queries.progress(three)
    assert Item.objects.count() == 4
