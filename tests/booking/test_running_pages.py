"""What the Academy team sees and does, and that nobody else does."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from academy.booking import actions
from academy.booking.models import Booking, HeldPlaces, Session
from academy.booking.rules import CancelReason, Status
from academy.core import clock
from academy.people.rules import Role
from tests.booking.cast import fill, in_days, queries_of, standing, text_of
from tests.builders import (
    make_account,
    make_booking,
    make_item,
    make_organisation,
    make_person,
    make_session,
    signed_in,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["", "new/", "{}/register/", "{}/change/", "{}/hold/", "{}/call-off/"])
def test_running_sessions_is_for_the_academy_team(hers, academy, page):
    address = "/booking/sessions/" + page.format(make_session().pk)

    assert (hers.get(address).status_code, academy.get(address).status_code) == (404, 200)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.DIRECTOR, Role.AUDITOR, Role.TRAINING_LEAD])
def test_whoever_may_book_for_themselves_sees_no_strangers(role):
    stranger = make_person("Only", "Stranger")
    client, booking = signed_in(make_account(role)), make_booking(person=stranger, status=Status.WAITING)
    addresses = [f"/booking/{booking.pk}/", "/booking/sessions/", f"/booking/sessions/{booking.session_id}/register/"]

    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
    assert stranger.name not in text_of(client.get(f"/booking/sessions/{booking.session_id}/"))


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
        ({"more_days": "1 January 2020"}, "Give the first day here, and the later ones under “More days”"),
        ({"more_days": "next week"}, "We cannot read “next week” as a date"),
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
    academy.post(f"/booking/sessions/{session.pk}/call-off/", {"because": "The trainer is ill"})

    assert "Two people are on its list: each is told once" in asked
    called_off = Session.objects.get()
    assert (still_on, called_off.is_cancelled, called_off.cancelled_because) == (False, True, "The trainer is ill")
    assert "The reason: The trainer is ill" in text_of(academy.get(called_off.get_absolute_url()))


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
    academy.post(address, {"rest": "came"})
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
        {f"mark-{booking.pk}": "waiting", "mark-0": "came", "rest": "x"},
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


def test_the_lists_for_the_academy_ask_the_database_as_often_however_long_they_are(academy):
    session, asked = make_session(starts_at=in_days(14)), []
    for number in range(3):
        make_session(make_item(f"Item {number}"), starts_at=in_days(14))
        fill(session, placed=number + 1, waiting=number + 1)
        pages = ("/booking/sessions/", f"/booking/sessions/{session.pk}/register/")
        asked.append([queries_of(lambda page=page: academy.get(page)) for page in pages])
        session.bookings.all().delete()

    assert asked[0] == asked[1] == asked[2]
    assert max(asked[0]) <= 11


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
