"""200 people want 20 places at the same moment, over HTTP, from processes that share nothing but the database."""

import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from academy.booking.models import Booking, Session
from academy.booking.rules import Status
from academy.core import trail
from academy.core.models import Notice
from academy.people.rules import Role
from tests.booking.rush import Browser, all_at_once, serving, signed_in, workers_of
from tests.builders import make_account, make_organisation, make_person, make_session

pytestmark = pytest.mark.django_db(transaction=True)
PLACES = 20
CHECK = "no_more_taken_than_places"


def everybody(number: int, port: int) -> list[Browser]:
    organisation = make_organisation()
    accounts = [
        make_account(Role.PRACTITIONER, person=make_person(f"P{place}"), organisation=organisation)
        for place in range(number)
    ]
    return [signed_in(account, port) for account in accounts]


def address(session: Session) -> str:
    return f"/booking/sessions/{session.pk}/book/"


def sold(session: Session) -> int:
    return Booking.objects.filter(session=session, status=Status.BOOKED).count()


def list_in_order(session: Session) -> list[str]:
    return list(Booking.objects.filter(session=session).order_by("booked_at", "pk").values_list("status", flat=True))


@pytest.fixture
def unchecked() -> Iterator[None]:
    """The database without its promise. On SQLite the server's own connections ignore it."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE booking_session DROP CONSTRAINT {CHECK}")
    try:
        yield
    finally:
        Session.objects.update(taken=0)
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE booking_session ADD CONSTRAINT {CHECK} CHECK (taken <= places)")


def test_200_people_for_20_places_20_are_sold_and_180_wait_in_order():
    session = make_session(places=PLACES)
    with serving() as (port, _):
        answers = all_at_once(everybody(200, port), address(session))

    assert Counter(answer.status for answer in answers) == {200: 200}
    told = Counter(answer.heading for answer in answers)
    assert told.pop("You have a place") == PLACES
    places_on_the_list = sorted(int("".join(filter(str.isdigit, heading))) for heading in told.elements())
    assert places_on_the_list == list(range(1, 181))
    assert list_in_order(session) == ["booked"] * PLACES + ["waiting"] * 180
    assert Booking.objects.values("person").distinct().count() == 200
    assert Session.objects.get().taken == PLACES
    assert Notice.objects.count() == 200
    assert trail.first_broken() is None
    assert max(answer.seconds for answer in answers) < 30


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="workers are found in /proc")
def test_a_worker_killed_in_the_middle_loses_nobody_and_sells_nothing_twice():
    session = make_session(places=PLACES)
    with serving() as (port, server):
        browsers = everybody(80, port)

        def kill_one() -> None:
            time.sleep(0.15)
            os.kill(workers_of(server)[0], signal.SIGKILL)

        answers = all_at_once(browsers, address(session), tries=5, meanwhile=kill_one)

    assert Counter(answer.status for answer in answers) == {200: 80}
    assert list_in_order(session) == ["booked"] * PLACES + ["waiting"] * 60
    assert Session.objects.get().taken == PLACES


def test_the_same_person_in_many_tabs_has_one_booking():
    session = make_session(places=PLACES)
    with serving() as (port, _):
        people = everybody(15, port)
        tabs = [Browser(port, dict(one.cookies)) for one in people for _ in range(4)]
        answers = all_at_once(tabs, address(session))

    assert Counter(answer.heading for answer in answers) == {"You have a place": 60}
    assert set(Counter(answer.address for answer in answers).values()) == {4}
    assert (sold(session), Session.objects.get().taken, Notice.objects.count()) == (15, 15, 15)


def test_without_the_lock_the_same_rush_sells_too_many(unchecked):
    session = make_session(places=PLACES)
    with serving(without="lock,check") as (port, _):
        all_at_once(everybody(60, port), address(session))

    assert sold(session) > PLACES


def test_without_the_lock_the_database_still_sells_no_more_than_there_are():
    session = make_session(places=PLACES)
    with serving(without="lock") as (port, _):
        all_at_once(everybody(60, port), address(session))

    assert (sold(session), Session.objects.get().taken) == (PLACES, PLACES)
