"""Venues, rooms, trainers, days and planning again: what the Academy team does, and what everybody reads."""

from datetime import timedelta

import pytest
from django.urls import reverse

from academy.booking import actions
from academy.booking.models import Room, Session, Trainer, Venue
from academy.booking.rules import Status
from academy.catalogue.models import Expert
from academy.core import clock
from academy.people.rules import Role
from academy.ui.dates import date_words
from tests.booking.cast import account_of, in_days, queries_of, text_of
from tests.booking.places import make_room, make_trainer
from tests.builders import make_account, make_booking, make_days, make_item, make_person, make_session, signed_in

pytestmark = pytest.mark.django_db
OF_THE_TEAM = ["venues", "add-venue", "trainers", "add-trainer"]


def planned(room: Room | None = None, trainer: Trainer | None = None, *, days: int = 14) -> Session:
    item = trainer.may_lead.first() if trainer else make_item()
    at = in_days(days)
    trainers = [trainer] if trainer else []
    return actions.schedule(
        item, starts_at=at, ends_at=at + timedelta(hours=7), places=12, room=room, trainers=trainers, by=None
    )


def test_what_is_the_academy_teams_is_nobody_elses(academy, hers):
    room, trainer = make_room(), make_trainer()
    session = planned(room)
    addresses = [reverse(name) for name in OF_THE_TEAM] + [
        reverse("change-venue", args=[room.venue_id]),
        reverse("add-room", args=[room.venue_id]),
        reverse("change-room", args=[room.pk]),
        reverse("trainer", args=[trainer.pk]),
        reverse("change-trainer", args=[trainer.pk]),
        reverse("session-days", args=[session.pk]),
        reverse("change-day", args=[session.pk, 1]),
        reverse("drop-day", args=[session.pk, 1]),
        reverse("session-again", args=[session.pk]),
    ]

    assert {academy.get(address).status_code for address in addresses} == {200}
    assert {hers.get(address).status_code for address in addresses} == {404}
    assert academy.get(reverse("change-day", args=[session.pk, 2])).status_code == 404


def test_everybody_reads_how_to_get_there_and_who_can_get_in(hers):
    room = make_room(
        address="14 Mill Street",
        postcode="WY1 4QT",
        parking="60 spaces",
        public_transport="Bus 7",
        has_prayer_room=True,
    )
    Room.objects.create(venue=room.venue, name="Cellar", capacity=4, is_in_use=False)
    session = planned(room)

    page = text_of(hers.get(session.get_absolute_url()))
    there = text_of(hers.get(room.venue.get_absolute_url()))

    assert f"Garden Room, {room.venue}. Step-free, prayer room. How to get there" in page
    for words in ("14 Mill Street", "WY1 4QT", "60 spaces", "Bus 7", "There is a room to pray in", "Holds 24"):
        assert words in there
    assert "Cellar" not in there
    assert "What is planned here" not in there


def test_a_venue_and_its_room_are_added_by_form_once(academy):
    typed = {"name": "Wey Valley Centre", "town": "Guildbourne", "is_step_free": "on", "is_in_use": "on"}

    academy.post(reverse("add-venue"), typed)
    again = text_of(academy.post(reverse("add-venue"), typed | {"name": "wey valley centre"}))
    venue = Venue.objects.get()
    academy.post(reverse("add-room", args=[venue.pk]), {"name": "Garden Room", "capacity": "24", "is_in_use": "on"})
    twice = text_of(
        academy.post(reverse("add-room", args=[venue.pk]), {"name": "garden room", "capacity": "9", "is_in_use": "on"})
    )

    assert (venue.is_step_free, venue.has_hearing_loop) == (True, False)
    assert "There is a venue of that name in that town already" in again
    assert "There is a room of that name here already" in twice
    assert list(venue.rooms.values_list("name", "capacity")) == [("Garden Room", 24)]


def test_a_room_cannot_be_made_too_small_by_form(academy):
    room = make_room()
    session = planned(room)

    page = text_of(
        academy.post(
            reverse("change-room", args=[room.pk]), {"name": "Garden Room", "capacity": "3", "is_in_use": "on"}
        )
    )

    assert f"{session.item} is planned in it with 12 places" in page


def test_a_trainer_is_one_of_us_or_an_expert(academy):
    person, item = make_person(email="helen@weyshire.example"), make_item()
    expert = Expert.objects.create(name="Dr Rao", field="Paediatrics", reach="regional", added_at=clock.now())

    neither = text_of(academy.post(reverse("add-trainer"), {}))
    nobody = text_of(academy.post(reverse("add-trainer"), {"email": "who@weyshire.example"}))
    academy.post(reverse("add-trainer"), {"email": "HELEN@weyshire.example"})
    to_change = academy.post(reverse("add-trainer"), {"expert": expert.pk}).url
    academy.post(to_change, {"known_as": "Dr Sanjay Rao", "may_lead": item.title.upper(), "is_available": "on"})

    assert "Give an email address, or choose an expert: one of the two" in neither
    assert "Nobody here has that email address" in nobody
    assert set(Trainer.objects.values_list("person", "expert", "known_as")) == {
        (person.pk, None, "Amara Okafor"),
        (None, expert.pk, "Dr Sanjay Rao"),
    }
    assert Trainer.objects.get(expert=expert).may_lead.get() == item


def test_the_calendar_of_a_trainer_shows_what_they_lead(academy):
    trainer = make_trainer()
    session = planned(trainer=trainer)

    page = text_of(academy.get(trainer.get_absolute_url()))

    assert "Leads one day to come." in page
    assert f"{session.item} 9:30am to 4:30pm" in page


def test_whoever_leads_sees_what_they_lead_and_nobody_elses():
    trainer, other = make_trainer(), make_trainer("Theo Lindgren")
    session = planned(trainer=trainer)
    Session.objects.filter(pk=session.pk).update(link="https://meet.weyshire.example/1")
    session.days.update(link="https://meet.weyshire.example/1")

    mine = text_of(signed_in(account_of(trainer.person)).get(reverse("leading")))
    theirs = text_of(signed_in(account_of(other.person)).get(reverse("leading")))

    assert "One day to come" in mine
    assert "Join online" in mine
    assert "You lead nothing to come" in theirs


def test_the_link_is_shown_to_those_with_a_place_and_to_nobody_else(academy):
    link = "https://meet.weyshire.example/secret-room"
    session = make_session(venue="", link=link)
    placed = make_booking(session, make_person("Placed"))
    waits = make_booking(session, make_person("Waits"), status=Status.WAITING)
    stranger = make_account(Role.MANAGER)

    def sees(account) -> tuple[bool, bool]:
        client = signed_in(account)
        told = client.get("/api/booking/sessions").json()
        return link in client.get(session.get_absolute_url()).content.decode(), link in str(told)

    assert sees(account_of(placed.person)) == (True, True)
    assert sees(account_of(waits.person)) == sees(stranger) == (False, False)
    assert link in academy.get(session.get_absolute_url()).content.decode()


def test_three_days_are_shown_each_with_its_hours_and_its_place(hers):
    session = make_session()
    days = make_days(session, in_days(14), in_days(21), in_days(28), venue=session.venue)
    days[2].venue = "Thornwey Library"
    days[2].save()

    page = text_of(hers.get(session.get_absolute_url()))

    assert "Three days, and you come to all of them" in page
    assert f"{days[1].on:%A} {date_words(days[1].on)} 9:30am to 4:30pm" in page
    assert "9:30am to 4:30pm, Thornwey Library" in page


def test_a_session_page_asks_as_often_with_one_day_as_with_three(hers):
    session = make_session()
    one = queries_of(lambda: hers.get(session.get_absolute_url()))
    make_days(session, in_days(14), in_days(21), in_days(28))

    assert queries_of(lambda: hers.get(session.get_absolute_url())) == one


def test_days_are_listed_changed_and_dropped(academy):
    session = make_session()
    make_days(session, in_days(14), in_days(21))
    moved = clock.today() + timedelta(days=22)
    typed = {"on": date_words(moved), "starts": "1pm", "ends": "4pm", "venue": "Tannery Lane"}

    academy.post(reverse("change-day", args=[session.pk, 2]), typed)
    listed = text_of(academy.get(reverse("session-days", args=[session.pk])))
    wrong = text_of(academy.post(reverse("change-day", args=[session.pk, 2]), typed | {"ends": "9am"}))
    academy.post(reverse("drop-day", args=[session.pk, 1]), {"sure": "yes"})

    assert "1pm to 4pm Tannery Lane." in listed
    assert "Give an end after the start" in wrong
    assert [day.on for day in session.days.all()] == [moved]


def test_a_session_over_several_days_is_planned_and_changed_by_form(academy):
    trainer, room = make_trainer(), make_room()
    first = clock.today() + timedelta(days=30)
    typed = {
        "item": trainer.may_lead.get().pk,
        "on": date_words(first),
        "starts": "9:30am",
        "ends": "4:30pm",
        "more_days": f"{date_words(first + timedelta(days=7))}\n{date_words(first + timedelta(days=14))}, 1pm to 4pm",
        "room": room.pk,
        "trainers": [trainer.pk],
        "places": "16",
        "late_charge": "0",
    }

    academy.post(reverse("schedule-session"), typed)
    session = Session.objects.get()
    shown = academy.get(reverse("edit-session", args=[session.pk])).content.decode()
    taken = text_of(academy.post(reverse("schedule-session"), typed | {"trainers": []}))

    assert (session.day_count, session.venue, session.led_by) == (3, str(room), str(trainer))
    assert f"{date_words(first + timedelta(days=14))}, 1pm to 4pm</textarea>" in shown
    assert f"{room} is taken by {session.item}" in taken


def test_planned_again_on_other_dates_by_form(academy):
    session = planned(make_room())
    dates = [clock.today() + timedelta(days=days) for days in (60, 90)]
    address = reverse("session-again", args=[session.pk])

    wrong = text_of(academy.post(address, {"dates": "soon"}))
    taken = text_of(academy.post(address, {"dates": date_words(session.on)}))
    answer = academy.post(address, {"dates": "\n".join(map(date_words, dates))})

    assert "We cannot read “soon” as a date" in wrong
    assert f"{date_words(session.on)}: Garden Room" in taken
    assert answer.url == f"/booking/sessions/?item={session.item_id}"
    assert [one.on for one in Session.objects.exclude(pk=session.pk).order_by("starts_at")] == dates


def test_lists_ask_the_database_as_often_however_long_they_are(academy):
    counts = []
    for number in (1, 3):
        for index in range(number):
            planned(make_room(f"Room {number}{index}"), make_trainer(f"Trainer {number}{index}"), days=10 + number)
        counts.append([queries_of(lambda name=name: academy.get(reverse(name))) for name in ("venues", "trainers")])

    assert counts[0] == counts[1]
