"""What people read, and who may read it."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from academy.booking import actions
from academy.booking.models import Booking, HeldPlaces, Session
from academy.booking.rules import CancelReason, Status
from academy.core import clock, links
from academy.people.rules import Role
from tests.booking.cast import account_of, make_partnership, standing, worker
from tests.builders import (
    hold_places,
    make_account,
    make_booking,
    make_item,
    make_organisation,
    make_person,
    make_session,
    signed_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def partners():
    return make_partnership()


@pytest.fixture
def ruth(partners):
    return worker("Ruth", partners.council)


@pytest.fixture
def amara(partners, ruth):
    return worker("Amara", partners.council, manager=ruth)


@pytest.fixture
def hers(amara) -> Client:
    return signed_in(account_of(amara))


@pytest.fixture
def academy() -> Client:
    return signed_in(make_account(Role.ACADEMY, person=make_person("Dan", "Whitcombe")))


def text_of(response) -> str:
    """The page as somebody reads it."""
    page = re.sub(r"<(script|style).*?</\1>", "", response.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def in_days(days: int):
    return timezone.localtime().replace(hour=9, minute=30, second=0, microsecond=0) + timedelta(days=days)


def fill(session: Session, *, placed: int = 0, waiting: int = 0) -> None:
    for number in range(placed):
        make_booking(session, make_person(f"Placed{number}"))
    for number in range(waiting):
        make_booking(session, make_person(f"Waits{number}"), status=Status.WAITING)


# --- a session --------------------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("rows", [1, 3])
def test_the_session_page_asks_the_database_as_often_however_much_there_is(
    hers, partners, django_assert_num_queries, rows
):
    item = make_item()
    session = make_session(item)
    for number in range(rows):
        other = make_session(item, starts_at=in_days(30 + number))
        hold_places(other, partners.health, places=2, release_on=clock.today() + timedelta(days=4))
        fill(other, placed=rows, waiting=rows)
    fill(session, placed=rows)

    with django_assert_num_queries(11):
        hers.get(f"/booking/sessions/{session.pk}/")


# --- booking ----------------------------------------------------------------------------------------------------------


def test_the_booking_page_says_what_one_gets_and_what_it_costs_before_it_is_done(hers):
    session = make_session(late_charge=60, starts_at=in_days(14))

    page = text_of(hers.get(f"/booking/sessions/{session.pk}/book/"))

    assert "You will have a place straight away." in page
    assert "You get A place" in page
    assert "After that your team pays £60" in page
    assert "Who is it for?" not in page


def test_a_full_session_says_before_that_it_is_not_a_place(hers):
    session = make_session(places=1)
    fill(session, placed=1, waiting=4)

    page = text_of(hers.get(f"/booking/sessions/{session.pk}/book/"))

    assert "You will be 5th on the waiting list. This is not a place yet." in page


def test_within_the_days_of_notice_the_cost_is_said(hers):
    session = make_session(late_charge=60, starts_at=in_days(3))

    page = text_of(hers.get(f"/booking/sessions/{session.pk}/book/"))

    assert "It is fewer than five days away: if you cancel now or do not come, your team pays £60" in page


def test_booking_leads_to_a_confirmation_with_real_dates(hers, amara, ruth):
    session = make_session(starts_at=in_days(20), late_charge=60, bring="one assessment you are working on")

    answer = hers.post(
        f"/booking/sessions/{session.pk}/book/", {"cover": "not_sure", "needs": "Vegetarian"}, follow=True
    )

    page, booking = text_of(answer), Booking.objects.get()
    assert f"Booking WEY-{booking.pk} You have a place" in page
    assert f"{amara.email} has the calendar invitation" in page
    assert "Bring one assessment you are working on." in page
    assert "You said “not sure”. We have asked Ruth Example to see to duty cover by" in page
    assert "What you need Vegetarian" in page


def test_whoever_was_promised_a_place_and_got_a_turn_is_told_why(hers):
    session = make_session(places=1)
    fill(session, placed=1)

    answer = hers.post(f"/booking/sessions/{session.pk}/book/", {"expected": "booked"}, follow=True)

    page = text_of(answer)
    assert "You are 1st on the waiting list" in page
    assert "The last place went while you were answering." in page


def test_a_clash_stands_on_the_form_with_what_was_typed(hers, amara):
    starts_at = in_days(14)
    make_booking(make_session(make_item("Court skills"), starts_at=starts_at), amara)
    session = make_session(starts_at=starts_at)

    answer = hers.post(f"/booking/sessions/{session.pk}/book/", {"cover": "no", "needs": "Hearing loop"})

    page = answer.content.decode()
    assert "<title>Error: " in page
    assert "You have a place on Court skills at the same time" in page
    assert 'value="Hearing loop"' in page
    assert Booking.objects.count() == 1


def test_bad_input_is_a_sentence_and_not_a_fault(hers):
    session = make_session()

    answer = hers.post(
        f"/booking/sessions/{session.pk}/book/",
        {"cover": "<b>", "needs": "x" * 400, "because": "no.such:9", "person": "a"},
    )

    page = text_of(answer)
    assert answer.status_code == 200
    assert "Two things to put right" in page
    assert "Use 300 characters or fewer. You used 400" in page


def test_what_led_to_a_booking_is_carried_along(hers):
    item, session = make_item("Because of this"), make_session()
    because = f"because=catalogue.item%3A{item.pk}"

    offered = hers.get(f"/booking/?item={session.item_id}&because=catalogue.item:{item.pk}").content.decode()
    shown = hers.get(f"/booking/sessions/{session.pk}/?{because}").content.decode()
    form = hers.get(f"/booking/sessions/{session.pk}/book/?{because}").content.decode()
    hers.post(f"/booking/sessions/{session.pk}/book/", {"because": f"catalogue.item:{item.pk}"})

    assert f"/booking/sessions/{session.pk}/?{because}" in offered
    assert f"/booking/sessions/{session.pk}/book/?{because}" in shown
    assert f'value="catalogue.item:{item.pk}"' in form
    assert Booking.objects.get().cause == item


@pytest.mark.parametrize(
    "because", ["people.person:{}", "auth.nothing:1", "catalogue.item:9999", "people.staffnumber", "x"]
)
def test_what_cannot_be_seen_is_never_a_cause(hers, because):
    stranger, session = make_person("Stranger"), make_session()

    hers.post(f"/booking/sessions/{session.pk}/book/", {"because": because.format(stranger.pk)})

    assert Booking.objects.get().cause is None


def test_a_manager_books_for_somebody_they_manage(partners, ruth, amara):
    session = make_session()
    stranger = worker("Stranger", partners.council)
    client = signed_in(account_of(ruth, Role.MANAGER))

    page = text_of(client.get(f"/booking/sessions/{session.pk}/book/"))
    refused = client.post(f"/booking/sessions/{session.pk}/book/", {"person": stranger.pk})
    client.post(f"/booking/sessions/{session.pk}/book/", {"person": amara.pk})

    assert "Who is it for? Me, Ruth Example Amara Example" in page
    assert "Choose one of those offered for “Who is it for?”" in text_of(refused)
    assert standing(session) == {"Amara": "booked"}


def test_a_manager_books_for_their_team_and_is_told_what_came_of_each(partners, ruth, amara):
    session = make_session(places=2)
    tom, priya = worker("Tom", partners.council, manager=ruth), worker("Priya", partners.council, manager=ruth)
    client = signed_in(account_of(ruth, Role.MANAGER))
    people = [amara.pk, tom.pk, priya.pk]

    page = client.get(f"/booking/sessions/{session.pk}/team/?person={tom.pk}").content.decode()
    answer = client.post(f"/booking/sessions/{session.pk}/team/", {"people": people})

    assert f'value="{tom.pk}" id="id_people_2" checked' in page
    assert "2 booked, 1 on the waiting list" in text_of(answer)
    assert standing(session) == {"Amara": "booked", "Tom": "booked", "Priya": "waiting"}


def test_a_team_booking_for_nobody_or_for_strangers_is_refused(partners, ruth, amara):
    session, stranger = make_session(), worker("Stranger", partners.council)
    client = signed_in(account_of(ruth, Role.MANAGER))

    nobody = text_of(client.post(f"/booking/sessions/{session.pk}/team/", {"because": ""}))
    strangers = client.post(f"/booking/sessions/{session.pk}/team/", {"people": [stranger.pk, "x"]})

    assert "Choose at least one person" in nobody
    assert (strangers.status_code, Booking.objects.count()) == (200, 0)


def test_a_training_lead_finds_people_of_their_organisation_by_name(partners):
    nurse, teacher = worker("Sunita", partners.ward), worker("Sunil", partners.council)
    lead = make_account(Role.TRAINING_LEAD, person=worker("Grace", partners.health), organisation=partners.health)
    session = make_session()

    page = text_of(signed_in(lead).get(f"/booking/sessions/{session.pk}/team/?q=sun"))

    assert (nurse.name in page, teacher.name in page) == (True, False)


# --- a booking --------------------------------------------------------------------------------------------------------


def test_nobody_sees_the_booking_of_a_stranger(hers):
    booking = make_booking()

    statuses = {
        hers.get(f"/booking/{booking.pk}/{page}").status_code for page in ("", "cancel/", "cover/", "calendar.ics")
    }

    assert statuses == {404}


def test_a_manager_sees_the_booking_and_not_what_the_person_needs(ruth, amara):
    booking = make_booking(person=amara, needs="Vegetarian")

    page = text_of(signed_in(account_of(ruth, Role.MANAGER)).get(f"/booking/{booking.pk}/"))

    assert "Amara Example has a place" in page
    assert "Vegetarian" not in page


def test_cancelling_is_one_tap_and_says_before_what_it_costs(hers, amara):
    session = make_session(places=1, starts_at=in_days(3), late_charge=60)
    booking = make_booking(session, amara)
    fill(session, waiting=1)

    before = text_of(hers.get(f"/booking/{booking.pk}/cancel/"))
    after = text_of(hers.post(f"/booking/{booking.pk}/cancel/", {"reason": "workload"}, follow=True))

    assert "your team pays £60" in before or "the team pays £60, unless it is for an emergency with a child." in before
    assert "Too much work An emergency with a child Ill" in before
    assert "This booking is cancelled" in after
    assert "The reason: too much work." in after
    assert "so the team pays £60" in after
    assert standing(session) == {"Amara": "cancelled", "Waits0": "booked"}


def test_a_made_up_reason_cancels_nothing(hers, amara):
    booking = make_booking(person=amara)

    for reason in ("", "session_off", "nothing"):
        hers.post(f"/booking/{booking.pk}/cancel/", {"reason": reason})

    assert Booking.objects.get().status == Status.BOOKED


def test_the_link_in_a_reminder_gives_the_place_back_without_signing_in(amara):
    session = make_session(places=1)
    booking = make_booking(session, amara)
    fill(session, waiting=1)
    link, stranger = f"/booking/cannot-come/{links.token('cannot-come', booking.pk)}/", Client()

    opened = text_of(stranger.get(link))
    unchanged = Booking.objects.get(pk=booking.pk).status
    after = text_of(stranger.post(link, {"reason": "emergency"}, follow=True))
    again = stranger.post(link, {"reason": "ill"}, follow=True)

    assert "I can’t come" in opened
    assert unchanged == Status.BOOKED
    assert "Your place is given back" in after
    assert again.status_code == 200
    assert Booking.objects.get(pk=booking.pk).cancel_reason == CancelReason.EMERGENCY
    assert standing(session) == {"Amara": "cancelled", "Waits0": "booked"}


def test_a_made_up_link_is_not_found(amara):
    booking, other = make_booking(person=amara), make_booking()
    another_purpose = links.token("follow-up", booking.pk)
    another_booking = links.token("cannot-come", other.pk).replace(str(other.pk), str(booking.pk), 1)

    statuses = {
        Client().get(f"/booking/cannot-come/{token}/").status_code
        for token in (another_purpose, another_booking, "x", f"{booking.pk}-")
    }

    assert statuses == {404}


def test_the_answer_about_cover_can_be_changed(hers, amara):
    booking = make_booking(person=amara, cover="not_sure")

    page = text_of(hers.post(f"/booking/{booking.pk}/cover/", {"cover": "yes"}, follow=True))

    assert "You said “yes”." in page


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status.ATTENDED, "You came"),
        (Status.MISSED, "You did not come"),
        (Status.CANCELLED, "This booking is cancelled"),
        (Status.WAITING, "You are 1st on the waiting list"),
    ],
)
def test_a_booking_says_how_it_stands(hers, amara, status, words):
    booking = make_booking(person=amara, status=status)

    assert words in text_of(hers.get(f"/booking/{booking.pk}/"))


def test_there_is_no_calendar_file_of_a_turn_on_the_list(hers, amara):
    booking = make_booking(person=amara, status=Status.WAITING)

    assert hers.get(f"/booking/{booking.pk}/calendar.ics").status_code == 404


# --- dates ------------------------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("rows", [1, 3])
def test_the_dates_page_asks_the_database_as_often_however_long_it_is(hers, partners, django_assert_num_queries, rows):
    for number in range(rows):
        session = make_session(make_item(f"Item {number}"))
        hold_places(session, partners.health, places=2, release_on=clock.today() + timedelta(days=4))
        fill(session, placed=1)

    with django_assert_num_queries(10):
        hers.get("/booking/")


# --- the Academy team -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["", "new/", "{}/register/", "{}/change/", "{}/hold/", "{}/call-off/"])
def test_running_sessions_is_for_the_academy_team(hers, academy, page):
    address = "/booking/sessions/" + page.format(make_session().pk)

    assert (hers.get(address).status_code, academy.get(address).status_code) == (404, 200)


@pytest.mark.parametrize("page", ["/booking/", "/booking/sessions/1/", "/booking/sessions/1/book/", "/booking/1/"])
def test_members_see_no_bookings(page):
    client = signed_in(make_account(Role.MEMBER))

    assert client.get(page).status_code == 404


def test_signed_out_people_are_asked_to_sign_in():
    assert "/sign-in/" in Client().get("/booking/").url


def test_a_session_is_planned_by_form(academy):
    item = make_item()
    day = clock.today() + timedelta(days=30)
    typed = {
        "item": item.pk,
        "on": f"{day:%d/%m/%Y}",
        "starts": "9.30am",
        "ends": "1630",
        "places": "24",
        "late_charge": "60",
    }

    answer = academy.post("/booking/sessions/new/", typed | {"venue": "Wey Valley Centre"})

    session = Session.objects.get()
    assert answer.url == f"/booking/sessions/{session.pk}/"
    assert (session.on, session.times, session.places, session.late_charge) == (day, "9:30am to 4:30pm", 24, 60)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"on": "31/11/2026"}, "November has 30 days"),
        ({"on": "1 January 2020"}, "1 January 2020 is past. Choose a day to come"),
        ({"ends": "9am"}, "Give an end after the start"),
        ({"places": "0"}, "Enter 1 or more"),
        ({"places": "lots"}, "Enter the number of places, like 24"),
        ({"last_on": "1 January 2020"}, "Give a last day after the first"),
        ({"item": "999"}, "Choose one of those offered for “What is it?”"),
        ({"link": "not a link"}, "Enter a valid URL"),
    ],
)
def test_a_session_that_cannot_be_is_refused_with_a_sentence(academy, typed, words):
    day = clock.today() + timedelta(days=30)
    right = {
        "item": make_item().pk,
        "on": f"{day:%d/%m/%Y}",
        "starts": "9:30am",
        "ends": "4:30pm",
        "places": "24",
        "late_charge": "0",
    }

    page = text_of(academy.post("/booking/sessions/new/", right | typed))

    assert words in page
    assert Session.objects.count() == 0


def test_a_session_is_changed_by_form_and_what_was_there_is_filled_in(academy):
    session = make_session(starts_at=in_days(14), led_by="Helen Marsh")
    form = academy.get(f"/booking/sessions/{session.pk}/change/").content.decode()
    typed = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form)) | {"venue": "Tannery Lane"}

    academy.post(f"/booking/sessions/{session.pk}/change/", typed)

    changed = Session.objects.get()
    assert (changed.venue, changed.led_by, changed.starts_at, changed.places) == (
        "Tannery Lane", "Helen Marsh", session.starts_at, session.places,
    )  # fmt: skip


def test_fewer_places_than_are_taken_are_refused_on_the_form(academy):
    session = make_session(starts_at=in_days(14))
    fill(session, placed=3)
    form = academy.get(f"/booking/sessions/{session.pk}/change/").content.decode()
    typed = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form)) | {"places": "2"}

    page = text_of(academy.post(f"/booking/sessions/{session.pk}/change/", typed))

    assert "Give 3 places or more: 3 are taken" in page
    assert Session.objects.get().places == 24


def test_calling_off_is_asked_once_more(academy):
    session = make_session()
    fill(session, placed=2)

    asked = text_of(academy.get(f"/booking/sessions/{session.pk}/call-off/"))
    still_on = Session.objects.get().is_cancelled
    academy.post(f"/booking/sessions/{session.pk}/call-off/", {"sure": "yes"})

    assert "Two people are on its list: each is told once" in asked
    assert (still_on, Session.objects.get().is_cancelled) == (False, True)


def test_holding_places_says_everything_that_is_wrong_at_once(academy, partners):
    session = make_session(starts_at=in_days(20), places=11)
    typed = {"organisation": partners.health.pk, "places": "15", "release_on": f"{session.on:%d/%m/%Y}"}

    page = text_of(academy.post(f"/booking/sessions/{session.pk}/hold/", typed))

    assert "Two things to put right" in page
    assert "Hold 11 places or fewer: that is how many are free" in page
    assert "Release the places before the session, on" in page
    assert HeldPlaces.objects.count() == 0


def test_places_are_held_and_released(academy, partners):
    session = make_session(starts_at=in_days(20))
    release_on = clock.today() + timedelta(days=5)
    typed = {"organisation": partners.health.pk, "places": "4", "release_on": f"{release_on:%d/%m/%Y}"}

    page = text_of(academy.post(f"/booking/sessions/{session.pk}/hold/", typed, follow=True))
    held = HeldPlaces.objects.get()
    for _ in range(2):
        academy.post(f"/booking/sessions/{session.pk}/hold/{held.pk}/release/")

    assert "Weyshire Community Health 4 places, for anyone from" in page
    assert HeldPlaces.objects.count() == 0


def test_the_register_is_marked_by_taps(academy):
    session = make_session(starts_at=in_days(0))
    amara, tom, priya = [make_booking(session, make_person(name)) for name in ("Amara", "Tom", "Priya")]
    address = f"/booking/sessions/{session.pk}/register/"

    academy.post(address, {f"mark-{tom.pk}": "missed"})
    academy.post(address, {"rest": "attended"})
    page = text_of(academy.get(address))

    assert standing(session) == {"Amara": "attended", "Tom": "missed", "Priya": "attended"}
    assert "Two came, one did not, none are not marked yet." in page
    assert {amara.pk, priya.pk} == set(Booking.objects.filter(status=Status.ATTENDED).values_list("pk", flat=True))


def test_the_register_shows_what_people_need_and_the_list_until_the_day(academy, partners):
    session = make_session(places=1)
    make_booking(session, make_person("Amara"), needs="Step-free", organisation=partners.council)
    fill(session, waiting=2)

    page = text_of(academy.get(f"/booking/sessions/{session.pk}/register/"))

    assert "The register opens on" in page
    assert "Needs: Step-free" in page
    assert re.search(r"Waiting, in this order Waits0 Okafor, since .* Waits1 Okafor, since", page)
    assert "Did not come" not in page


def test_odd_marks_are_refused(academy):
    session = make_session(starts_at=in_days(0))
    booking = make_booking(session)

    answer = academy.post(
        f"/booking/sessions/{session.pk}/register/",
        {f"mark-{booking.pk}": "waiting", "mark-0": "attended", "rest": "x"},
    )

    assert (answer.status_code, Booking.objects.get().status) == (200, Status.BOOKED)


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("", ["Soon", "Full"]),
        ("?show=full", ["Full"]),
        ("?show=past", ["Unmarked", "Done"]),
        ("?show=unmarked", ["Unmarked"]),
    ],
)
def test_sessions_are_listed_by_what_is_to_be_done(academy, query, seen):
    for title, days, status in [
        ("Soon", 20, None),
        ("Full", 21, "booked"),
        ("Done", -9, "attended"),
        ("Unmarked", -8, "booked"),
    ]:
        session = make_session(make_item(title), starts_at=in_days(days), places=1)
        if status:
            make_booking(session, status=Status(status))

    page = academy.get(f"/booking/sessions/{query}").content.decode()

    assert re.findall(r'<a class="govuk-link" href="/booking/sessions/\d+/">(\w+)</a>', page) == seen


def test_the_list_of_sessions_is_a_file_too(academy):
    make_session(make_item("Court skills"))

    text = b"".join(academy.get("/booking/sessions/?format=csv").streaming_content).decode()

    assert '"Court skills"' in text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_for_the_academy_ask_the_database_as_often_however_long_they_are(
    academy, django_assert_num_queries, rows
):
    sessions = [make_session(make_item(f"Item {number}"), starts_at=in_days(14)) for number in range(rows)]
    fill(sessions[0], placed=rows, waiting=rows)

    with django_assert_num_queries(6):
        academy.get("/booking/sessions/")
    with django_assert_num_queries(7):
        academy.get(f"/booking/sessions/{sessions[0].pk}/register/")


def test_words_that_people_type_are_shown_as_words(academy, hers, amara):
    session = make_session(make_item("<script>alert(1)</script>"), venue="<b>Here</b>")
    booking = make_booking(session, amara, needs="<img src=x>")

    pages = [
        hers.get(f"/booking/sessions/{session.pk}/"),
        hers.get(f"/booking/{booking.pk}/"),
        academy.get(f"/booking/sessions/{session.pk}/register/"),
        academy.get("/booking/sessions/"),
    ]

    for page in pages:
        text = page.content.decode()
        assert "alert(1)" in text
        assert not any(wrong in text for wrong in ("<script>alert", "<b>Here", "<img src=x"))


def test_somebody_without_a_post_or_a_manager_can_book(partners):
    client = signed_in(make_account(Role.PRACTITIONER, organisation=make_organisation("Foster carers")))
    session = make_session()

    page = text_of(client.get(f"/booking/sessions/{session.pk}/"))
    answer = client.post(f"/booking/sessions/{session.pk}/book/", {"expected": "booked"}, follow=True)

    assert "Nobody needs to approve it." in page
    assert "You have a place" in text_of(answer)
    assert actions.cancel_booking(Booking.objects.get(), by=None, reason=CancelReason.ILL).charge == 0
