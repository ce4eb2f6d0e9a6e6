"""Booking, and a booking once it is made: what people read, and who may."""

import pytest
from django.test import Client

from academy.booking.models import Booking
from academy.booking.rules import CancelReason, Status
from academy.core import links
from academy.people.rules import Role
from tests.booking.cast import account_of, fill, in_days, standing, text_of, worker
from tests.builders import (
    make_account,
    make_booking,
    make_item,
    make_person,
    make_session,
    signed_in,
)

pytestmark = pytest.mark.django_db


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

    booked = hers.post(f"/booking/sessions/{session.pk}/book/", {"expected": "booked"}, follow=True)
    booking = Booking.objects.get()
    answer = hers.post(f"/booking/{booking.pk}/cover/", {"cover": "not_sure", "needs": "Vegetarian"}, follow=True)

    asked, page = text_of(booked), text_of(answer)
    assert "Is your work covered?" in asked
    assert "Anything you need?" in asked
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

    answer = hers.post(f"/booking/sessions/{session.pk}/book/", {"all_the_same": "Half of it is enough"})

    page = answer.content.decode()
    assert "<title>Error: " in page
    assert "You have a place on Court skills at the same time" in page
    assert 'value="Half of it is enough"' in page
    assert Booking.objects.count() == 1


def test_bad_input_is_a_sentence_and_not_a_fault(hers):
    session = make_session()

    answer = hers.post(
        f"/booking/sessions/{session.pk}/book/",
        {"all_the_same": "x" * 400, "because": "no.such:9", "person": "a"},
    )

    page = text_of(answer)
    assert answer.status_code == 200
    assert "One thing to put right" in page
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
