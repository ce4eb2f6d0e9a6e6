from datetime import timedelta

import pytest
from django.utils import timezone

from academy.booking import queries
from academy.booking.rules import Hold, Places, Status
from academy.core import clock
from academy.people.rules import Role
from tests.booking.cast import in_days, make_partnership, worker
from tests.builders import (
    hold_places,
    make_booking,
    make_item,
    make_organisation,
    make_person,
    make_session,
    make_viewer,
)

pytestmark = pytest.mark.django_db


def on_day(days: int):
    return clock.today() + timedelta(days=days)


def test_open_sessions_are_to_come_and_not_called_off():
    to_come = make_session()
    make_session(starts_at=in_days(-1))
    make_session(is_cancelled=True)

    assert list(queries.open_sessions(make_viewer(Role.PRACTITIONER))) == [to_come]


def test_places_count_what_is_held_and_what_of_it_is_used():
    partners, session = make_partnership(), make_session(places=10)
    hold_places(session, partners.health, places=4, release_on=on_day(3))
    hold_places(session, partners.council, places=2, release_on=on_day(0))
    make_booking(session, make_person("Nurse"), organisation=partners.ward)
    make_booking(session, make_person("Gone"), organisation=partners.ward, status=Status.CANCELLED)
    make_booking(session, make_person("Clerk"), organisation=partners.council)

    places = queries.places(session)

    health = Hold(partners.health.path, 4, 1, "Weyshire Community Health", on_day(3))
    assert places == Places(10, 2, (health,))
    assert queries.free_places(session) == 5
    assert queries.free_places(session, partners.ward) == 8
    assert queries.free_places(session, partners.health, on=on_day(3)) == 8


@pytest.mark.parametrize("rows", [1, 3])
def test_places_of_many_sessions_are_read_at_once(django_assert_num_queries, rows):
    partners = make_partnership()
    sessions = [make_session() for _ in range(rows)]
    for session in sessions:
        hold_places(session, partners.health, places=4, release_on=on_day(3))
        make_booking(session, organisation=partners.ward)

    with django_assert_num_queries(2):
        found = queries.places_of(sessions)

    assert [found[session.pk].free_for(partners.health.path) for session in sessions] == [23] * rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_next_dates_of_many_items_are_one_query(django_assert_num_queries, rows):
    items = [make_item(f"Item {number}") for number in range(rows)]
    dates = {item.pk: [make_session(item, starts_at=in_days(day)) for day in (30, 10, 20)] for item in items}
    make_session(items[0], starts_at=in_days(-1))
    make_session(items[0], starts_at=in_days(5), is_cancelled=True)
    make_session(items[0], starts_at=in_days(0))

    with django_assert_num_queries(1):
        found = queries.next_sessions([item.pk for item in items], on=clock.today())

    assert found == {pk: [second, third] for pk, (first, second, third) in dates.items()}


def test_upcoming_are_a_persons_places_and_turns_to_come_in_order(django_assert_num_queries):
    person = make_person()
    later = make_booking(make_session(starts_at=in_days(9)), person, status=Status.WAITING)
    sooner = make_booking(make_session(starts_at=in_days(3)), person)
    make_booking(make_session(starts_at=in_days(5)), person, status=Status.CANCELLED)
    make_booking(make_session(starts_at=in_days(-5)), person)
    make_booking(make_session(starts_at=in_days(5)))

    with django_assert_num_queries(1):
        found = queries.upcoming(person)
        titles = [booking.session.item.title for booking in found]

    assert (found, len(titles)) == ([sooner, later], 2)


def test_the_position_on_the_list_is_the_order_of_joining():
    session = make_session()
    at = timezone.now()
    turns = [
        make_booking(session, make_person(str(number)), status=Status.WAITING, booked_at=at + timedelta(seconds=wait))
        for number, wait in enumerate([5, 0, 5, 9])
    ]
    make_booking(session, make_person("Placed"), booked_at=at)

    assert [queries.position(turn) for turn in turns] == [2, 1, 3, 4]
    assert [turn.booking_id for turn in queries.waiting(session)] == [turns[number].pk for number in (1, 0, 2, 3)]


def test_what_usually_comes_free_is_counted_on_the_latest_dates():
    item = make_item()
    assert queries.usually_freed(item) is None

    for days, given_back in [(-30, 4), (-20, 3)]:
        session = make_session(item, starts_at=in_days(days))
        for number in range(given_back):
            make_booking(session, make_person(str(number)), status=Status.CANCELLED, placed_at=in_days(-40))
        make_booking(session, make_person("Left the list"), status=Status.CANCELLED)

    assert queries.usually_freed(item) == 4


def test_where_somebody_works_is_where_they_work_today():
    partners = make_partnership()
    ruth = worker("Ruth", partners.council)
    person = worker("Amara", partners.council, manager=ruth)
    person.spells.update(ended_on=on_day(-1))
    person.spells.create(post=worker("Other", partners.ward).spells.get().post, started_on=on_day(-1))

    posts = queries.posts(person)

    assert (posts.organisations, posts.manager) == ((partners.ward,), None)


def test_those_who_may_be_booked_are_the_viewers_own():
    partners = make_partnership()
    viewer = make_viewer(Role.MANAGER, person=worker("Ruth", partners.council), organisation=partners.council)
    managed = worker("Tom", partners.council, manager=viewer.person)
    worker("Tommy", partners.council)

    assert queries.may_be_booked(viewer) == [managed]
    assert queries.may_be_booked(viewer, search="tom") == [managed]


def test_somebody_with_no_person_books_for_nobody():
    viewer = make_viewer(Role.ACADEMY, organisation=make_organisation())
    viewer.account.person = None

    assert queries.may_be_booked(viewer) == []
