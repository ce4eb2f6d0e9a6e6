"""A session and its dates: what people read, and who may."""

from datetime import timedelta

import pytest

from academy.booking.rules import Status
from academy.core import clock
from tests.booking.cast import account_of, fill, in_days, queries_of, text_of, worker
from tests.builders import (
    hold_places,
    make_booking,
    make_item,
    make_person,
    make_session,
    signed_in,
)

pytestmark = pytest.mark.django_db


def test_a_session_says_what_is_free_for_whoever_looks(partners, hers, amara):
    session = make_session(late_charge=60)
    hold_places(session, partners.health, places=6, release_on=clock.today() + timedelta(days=4))
    fill(session, placed=15)

    page = text_of(hers.get(f"/booking/sessions/{session.pk}/"))

    assert "3 places free for you" in page
    assert "3 free for council staff" in page
    assert "6 held , 6 for Weyshire Community Health. From" in page
    assert "15 taken" in page
    assert "If you cancel late or do not come, your team pays £60" in page
    assert "Ruth Example, your manager, is told, and need not approve it." in page


def test_the_same_session_says_something_else_to_the_agency_it_is_held_for(partners):
    session = make_session()
    hold_places(session, partners.health, places=6, release_on=clock.today() + timedelta(days=4))
    fill(session, placed=15)
    nurse = signed_in(account_of(worker("Sunita", partners.ward)))

    page = text_of(nurse.get(f"/booking/sessions/{session.pk}/"))

    assert "9 places free for you" in page
    assert "9 free for Weyshire Community Health" in page


def test_a_full_session_says_where_one_would_be_on_its_list_and_how_likely_a_place_is(hers):
    item = make_item()
    session = make_session(item, places=2)
    fill(session, placed=2, waiting=4)
    past = make_session(item, starts_at=in_days(-20))
    for name in ("A", "B", "C"):
        make_booking(past, make_person(name), status=Status.CANCELLED, placed_at=in_days(-30))

    page = text_of(hers.get(f"/booking/sessions/{session.pk}/"))

    assert "This session is full" in page
    assert "You would be 5th on the waiting list." in page
    assert "On this course about three places usually come free, so a place is unlikely." in page
    assert "Join the waiting list" in page


def test_other_dates_stand_beside_with_what_is_free_there(hers):
    item = make_item()
    session = make_session(item)
    full = make_session(item, starts_at=in_days(30), venue="Tannery Lane, Farnstead", places=1)
    fill(full, placed=1)
    make_session(item, starts_at=in_days(40), venue="", link="https://meet.weyshire.example/a")
    make_session(item, starts_at=in_days(50), is_cancelled=True, venue="Called off")
    make_session(item, starts_at=in_days(-5), venue="Past")

    page = text_of(hers.get(f"/booking/sessions/{session.pk}/"))

    assert "Tannery Lane, Farnstead Full You would be 1st on the waiting list." in page
    assert "Online 24 places" in page
    assert ("Called off" in page, "Past" in page) == (False, False)


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"is_cancelled": True}, "This session was called off"), ({"days": -1}, "This session is over")],
)
def test_what_cannot_be_booked_says_so(hers, fields, words):
    session = make_session(starts_at=in_days(fields.pop("days", 14)), **fields)

    page = text_of(hers.get(f"/booking/sessions/{session.pk}/"))

    assert words in page
    assert "Book a place" not in page


def test_who_has_booked_is_led_to_their_booking(hers, amara):
    session = make_session()
    booking = make_booking(session, amara)

    page = text_of(hers.get(f"/booking/sessions/{session.pk}/"))
    answer = hers.get(f"/booking/sessions/{session.pk}/book/")

    assert "You have a place" in page
    assert answer.url == f"/booking/{booking.pk}/"


def test_the_session_page_asks_the_database_as_often_however_much_there_is(hers, partners):
    item = make_item()
    session, asked = make_session(item), []
    for number in range(3):
        other = make_session(item, starts_at=in_days(30 + number))
        hold_places(other, partners.health, places=2, release_on=clock.today() + timedelta(days=4))
        fill(other, placed=number + 1, waiting=number + 1)
        make_booking(session, make_person(f"Also{number}"))
        asked.append(queries_of(lambda: hers.get(f"/booking/sessions/{session.pk}/")))

    assert (len(set(asked)), asked[0] <= 12) == (1, True), asked


def test_dates_to_come_are_found_by_words_and_by_item(hers):
    court, risk = make_item("Court skills"), make_item("Risk")
    make_session(court), make_session(risk), make_session(court, starts_at=in_days(-3), venue="Long past")

    everything, found, of_item, nothing = [
        text_of(hers.get(f"/booking/{query}")) for query in ("", "?q=court", f"?item={risk.pk}", "?q=zzz")
    ]

    assert ("Court skills" in everything, "Risk" in everything, "Long past" in everything) == (True, True, False)
    assert ("Court skills" in found, "Wey Valley Centre" in found) == (True, True)
    assert "One date, the next one first." in of_item
    assert "Nothing like that is planned." in nothing


@pytest.mark.parametrize("query", ["?item=99999999", "?item=x&page=z", "?page=999", "?item=" + "9" * 30])
def test_odd_addresses_of_dates_are_answered(hers, query):
    assert hers.get(f"/booking/{query}").status_code in (200, 404)


def test_the_dates_page_asks_the_database_as_often_however_long_it_is(hers, partners):
    asked = []
    for number in range(3):
        session = make_session(make_item(f"Item {number}"))
        hold_places(session, partners.health, places=2, release_on=clock.today() + timedelta(days=4))
        fill(session, placed=1)
        asked.append(queries_of(lambda: hers.get("/booking/")))

    assert (len(set(asked)), asked[0] <= 10) == (1, True)
