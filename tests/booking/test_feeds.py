"""The address that somebody's own calendar reads: theirs alone, closed at a tap, and not sent again unchanged."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from academy.booking import actions
from academy.booking.models import CalendarAddress, Leading, Session
from academy.booking.rules import CancelReason, Status
from academy.core import clock
from academy.core.models import Entry
from academy.people.rules import Role
from tests.booking.calendar_client import CalendarClient, read, sent_to
from tests.booking.places import make_trainer
from tests.builders import make_account, make_booking, make_days, make_person, make_session, signed_in

pytestmark = pytest.mark.django_db
CANARY = "Quillfeather"


def feed_of(address: CalendarAddress) -> str:
    return reverse("calendar-feed", args=[actions.calendar_token(address)])


def opened(person=None) -> tuple[CalendarAddress, str]:
    address = actions.make_calendar_address(person or make_person(), by=None)
    return address, feed_of(address)


def test_it_holds_ones_own_places_and_what_one_leads_day_by_day():
    trainer = make_trainer()
    person = trainer.person
    booking = make_booking(make_days_of(3), person)
    make_booking(make_session(places=1), person, status=Status.WAITING)
    make_booking(make_session(is_cancelled=True), person, status=Status.CANCELLED)
    make_booking(make_session(starts_at=clock.now() - timedelta(days=400)), person)
    item = trainer.may_lead.get()
    at = clock.now().replace(microsecond=0) + timedelta(days=50)
    actions.schedule(item, starts_at=at, ends_at=at + timedelta(hours=3), places=9, trainers=[trainer], by=None)
    _, path = opened(person)

    response = Client().get(path)

    calendar = read(response.content.decode())
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert calendar.method == "PUBLISH"
    assert [event.dtstart for event in sorted(calendar.events, key=lambda event: event.dtstart)] == [
        *booking.session.days.order_by("number").values_list("starts_at", flat=True),
        at,
    ]
    assert "X-WR-TIMEZONE:Europe/London" in response.content.decode()
    assert "ATTENDEE" not in response.content.decode()


def make_days_of(count: int) -> Session:
    first = clock.now().replace(microsecond=0) + timedelta(days=14)
    session = make_session(starts_at=first)
    make_days(session, *(first + timedelta(days=number) for number in range(count)))
    return session


def test_an_event_has_the_name_that_its_invitation_has():
    booking = actions.book_place(make_days_of(2), make_person(), by=None)
    _, path = opened(booking.person)

    calendar = (
        CalendarClient().receive_all(sent_to(booking.person.email)).receive_all([Client().get(path).content.decode()])
    )

    assert len(calendar.shown) == 2


def test_nobody_elses_name_is_in_it():
    session = make_session()
    make_booking(session, make_person("Zinnia", CANARY), needs=f"{CANARY} diet")
    booking = make_booking(session)
    other = make_booking(session, make_person("Tom", CANARY))
    _, path = opened(booking.person)
    _, theirs = opened(other.person)

    assert CANARY not in Client().get(path).content.decode()
    assert f"/booking/{other.pk}/" in Client().get(theirs).content.decode()


def test_unchanged_it_is_not_sent_again_and_every_change_is():
    booking = actions.book_place(make_days_of(2), make_person(), by=None)
    _, path = opened(booking.person)
    client, seen = Client(), []

    def asked_again() -> int:
        return client.get(path, headers={"If-None-Match": seen[-1]}).status_code

    def since() -> int:
        return client.get(path, headers={"If-Modified-Since": client.get(path)["Last-Modified"]}).status_code

    seen.append(client.get(path)["ETag"])
    unchanged = (client.get(path)["ETag"] == seen[0], asked_again(), since())
    actions.change_session(booking.session, venue="Thornwey Library", by=None)
    moved = asked_again()
    seen.append(client.get(path)["ETag"])
    actions.cancel_booking(booking, by=None, reason=CancelReason.ILL)

    assert unchanged == (True, 304, 304)
    assert (moved, asked_again()) == (200, 200)
    assert "Thornwey" not in client.get(path).content.decode()


def test_what_one_leads_is_not_sent_again_a_minute_later(monkeypatch):
    """Though its session was never changed: nothing in the text is the moment at which it was asked for."""
    leading = Leading.objects.create(day=make_session().days.get(), trainer=make_trainer())
    _, path = opened(leading.trainer.person)
    first = Client().get(path)

    later = clock.now() + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert leading.day.session.changed_at is None
    assert b"You lead this" in first.content
    assert Client().get(path).content == first.content


def test_a_new_address_ends_the_old_one_at_once_and_the_trail_has_both():
    account = make_account(Role.PRACTITIONER)
    client = signed_in(account)
    client.post(reverse("my-calendar"), {"make": "yes"})
    old = CalendarAddress.objects.get()
    was_open = Client().get(feed_of(old)).status_code

    client.post(reverse("my-calendar"), {"make": "yes"})

    new = CalendarAddress.objects.get(closed_at=None)
    assert (was_open, Client().get(feed_of(old)).status_code, Client().get(feed_of(new)).status_code) == (200, 404, 200)
    assert list(Entry.objects.filter(subject_type="booking.calendaraddress").values_list("verb", flat=True)) == [
        "made a calendar address",
        "closed a calendar address",
        "made a calendar address",
    ]


def test_the_page_shows_the_address_and_closes_it():
    client = signed_in(make_account(Role.PRACTITIONER))
    before = client.get(reverse("my-calendar")).content.decode()
    client.post(reverse("my-calendar"), {"make": "yes"})
    path = feed_of(CalendarAddress.objects.get())

    shown = client.get(reverse("my-calendar")).content.decode()
    client.post(reverse("my-calendar"), {"close": "yes"})

    assert "Make an address" in before
    webcal = "webcal://" + settings.ADDRESS.partition("://")[2] + path
    assert f'href="{webcal}"' in shown
    assert Client().get(path).status_code == 404
    assert path not in client.get(reverse("my-calendar")).content.decode()


@pytest.mark.parametrize("change", ["number", "key", "purpose", "nonsense"])
def test_a_made_up_address_is_nothing(change):
    address, path = opened()
    other, _ = opened()
    token = actions.calendar_token(address)
    number, _, key = token.partition("-")
    wrong = {
        "number": f"{other.pk}-{key}",
        "key": f"{number}-{'a' * len(key)}",
        "purpose": token.replace(key, actions.calendar_token(other).partition("-")[2]),
        "nonsense": "calendar",
    }[change]

    assert Client().get(path).status_code == 200
    assert Client().get(reverse("calendar-feed", args=[wrong])).status_code == 404


def test_a_feed_asks_the_database_as_often_however_much_is_in_it(django_assert_max_num_queries):
    person = make_person()
    _, path = opened(person)
    counts = []
    for number in (1, 3):
        for _ in range(number):
            make_booking(make_days_of(2), person)
        with django_assert_max_num_queries(12) as asked:
            Client().get(path)
        counts.append(len(asked.captured_queries))

    assert counts[0] == counts[1]
