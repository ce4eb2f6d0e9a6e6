"""Whatever happens to a booking, and in whatever order its messages come, a calendar ends with each day once or not."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import permutations
from random import Random
from zoneinfo import ZoneInfo

import pytest

from academy.booking import actions, rules
from academy.booking.models import Booking, Session
from academy.booking.rules import CancelReason
from academy.core import clock
from tests.booking.calendar_client import CalendarClient, read, sent_to, times
from tests.booking.places import make_trainer
from tests.builders import make_booking, make_days, make_item, make_person, make_session

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
SHUFFLES = 40


def in_days(days: int, hour: int = 9, minute: int = 30) -> datetime:
    return datetime.combine(clock.today() + timedelta(days=days), time(hour, minute), LONDON)


def three_days() -> Session:
    session = make_session(make_item("Systemic practice, level 2; with “homework” ☕"), starts_at=in_days(14))
    make_days(session, in_days(14), in_days(21), in_days(28))
    return session


def moved(session: Session, booking: Booking) -> None:
    actions.change_session(session, starts_at=in_days(40), ends_at=in_days(40, 16), by=None)


def to_another_venue(session: Session, booking: Booking) -> None:
    actions.change_session(session, venue="Thornwey Library", by=None)


def day_two_moved(session: Session, booking: Booking) -> None:
    day = session.days.get(number=2)
    actions.change_day(day, hours=rules.Hours(in_days(23), in_days(23, 16)), by=None)


def day_two_dropped(session: Session, booking: Booking) -> None:
    actions.drop_day(session.days.get(number=2), by=None)


def day_added(session: Session, booking: Booking) -> None:
    more = [rules.Hours(in_days(days), in_days(days, 16)) for days in (21, 28, 35)]
    actions.change_session(session, starts_at=in_days(14), ends_at=in_days(14, 16), more_days=more, by=None)


def given_back(session: Session, booking: Booking) -> None:
    actions.cancel_booking(booking, by=None, reason=CancelReason.ILL)


def called_off(session: Session, booking: Booking) -> None:
    actions.cancel_session(session, by=None, because="The trainer is ill")


HISTORIES = [
    (),
    (to_another_venue, to_another_venue),
    (day_two_moved, day_two_moved),
    (day_two_dropped,),
    (day_two_dropped, day_added),
    (day_added, day_two_moved, given_back),
    (day_two_moved, day_two_dropped, called_off),
    (given_back,),
]


@pytest.mark.parametrize("history", HISTORIES, ids=lambda steps: "-".join(step.__name__ for step in steps) or "nothing")
def test_each_day_stands_once_or_not_whatever_the_order_of_the_messages(history):
    session = three_days()
    booking = actions.book_place(session, make_person(), by=None)
    for step in history:
        step(Session.objects.get(pk=session.pk), booking)

    messages = sent_to(booking.person.email)
    is_over = given_back in history or called_off in history
    stands = [] if is_over else [(day.starts_at, day.ends_at) for day in session.days.order_by("number")]
    assert times(CalendarClient().receive_all(messages).shown) == stands
    chance = Random(len(messages))
    for _ in range(SHUFFLES):
        shuffled = chance.sample(messages * 2, len(messages) * 2)
        assert times(CalendarClient().receive_all(shuffled).shown) == stands


def test_without_the_sequence_an_old_message_would_bring_back_the_old_day():
    """The control: a calendar that keeps no revisions ends wherever the last message leaves it."""
    booking = actions.book_place(make_session(starts_at=in_days(14)), make_person(), by=None)
    moved(booking.session, booking)
    messages = [text.replace("SEQUENCE:1", "SEQUENCE:0") for text in sent_to(booking.person.email)]

    ends = {
        times(CalendarClient(forgetful()).receive_all(order).shown)[0][0].date() for order in permutations(messages)
    }

    assert len(ends) == 2


def forgetful() -> dict:
    """Holds events and forgets which revision they are, as a calendar without sequences would."""

    class Forgetful(dict):
        def __setitem__(self, uid, value):
            super().__setitem__(uid, ((-1, datetime.min.replace(tzinfo=UTC)), value[1]))

    return Forgetful()


def test_every_message_is_about_one_event_from_the_same_organiser_to_one_guest():
    session = three_days()
    booking = actions.book_place(session, make_person(), by=None)
    other = actions.book_place(session, make_person("Tom", "Beckett"), by=None)
    day_two_dropped(session, booking)
    given_back(Session.objects.get(pk=session.pk), booking)

    for person in (booking.person, other.person):
        for calendar in map(read, sent_to(person.email)):
            [event] = calendar.events
            assert calendar.method in ("REQUEST", "CANCEL")
            assert event.organizer.uri == "mailto:academy@weyshire.example"
            assert [guest.uri for guest in event.attendees] == [f"mailto:{person.email}"]
            assert event.status == ("CANCELLED" if calendar.method == "CANCEL" else "CONFIRMED")


def test_the_words_survive_being_folded_and_escaped():
    title = "Systemic practice, level 2; with “homework” ☕"
    session = three_days()
    Session.objects.filter(pk=session.pk).update(timetable="with lunch; bring, say, soup", bring="a\\b and a pen ✏")

    booking = actions.book_place(Session.objects.get(pk=session.pk), make_person("Siân", "O’Brien"), by=None)

    texts = sent_to(booking.person.email)
    assert [read(text).events[0].summary for text in texts] == [f"{title} (day {number} of 3)" for number in (1, 2, 3)]
    assert all("Bring a\\b and a pen ✏." in read(text).events[0].description for text in texts)
    assert all("with lunch; bring, say, soup" in read(text).events[0].description for text in texts)
    assert all(len(line.encode()) <= 75 for text in texts for line in text.split("\r\n"))


def test_a_file_that_people_open_holds_every_day_under_the_same_names():
    booking = actions.book_place(three_days(), make_person(), by=None)

    calendar = read(actions.calendar_file(booking))

    assert calendar.method == "PUBLISH"
    assert {event.uid for event in calendar.events} == {
        read(text).events[0].uid for text in sent_to(booking.person.email)
    }
    assert len(calendar.events) == 3


@pytest.mark.parametrize(
    ("first", "utc_hours"),
    [
        (date(2026, 3, 28), [9, 8, 8]),  # a weekend over the change of 29 March
        (date(2026, 3, 29), [8, 8, 8]),
        (date(2026, 3, 30), [8, 8, 8]),
        (date(2026, 10, 24), [8, 9, 9]),  # and over that of 25 October
        (date(2026, 10, 25), [9, 9, 9]),
        (date(2026, 10, 23), [8, 8, 9]),
    ],
)
def test_half_past_nine_is_half_past_nine_on_every_day_over_a_change_of_the_clocks(first, utc_hours):
    session = make_session(starts_at=datetime.combine(first, time(9, 30), LONDON))
    make_days(session, *(datetime.combine(first + timedelta(days=number), time(9, 30), LONDON) for number in range(3)))
    booking = make_booking(session)

    events = sorted(read(actions.calendar_file(booking)).events, key=lambda event: event.dtstart)

    assert [event.dtstart.astimezone(UTC).hour for event in events] == utc_hours
    assert {event.dtstart.astimezone(LONDON).time() for event in events} == {time(9, 30)}
    assert all("9:30am to 4:30pm, UK time." in event.description for event in events)


def test_planned_again_across_the_change_it_is_at_the_same_hour_on_the_wall():
    october = [rules.hours_on(date(2026, 10, 20 + day), time(9, 30), time(16, 30)) for day in (0, 7)]

    again = rules.shifted(october, to=date(2027, 3, 23))

    assert [one.starts_at.astimezone(LONDON).isoformat() for one in again] == [
        "2027-03-23T09:30:00+00:00",
        "2027-03-30T09:30:00+01:00",
    ]


def test_a_trainers_own_events_come_move_and_go():
    trainer = make_trainer()
    item = trainer.may_lead.get()
    hours = [rules.Hours(in_days(days), in_days(days, 16)) for days in (14, 21)]
    session = actions.schedule(
        item, starts_at=hours[0].starts_at, ends_at=hours[0].ends_at, more_days=hours[1:], places=9, trainers=[trainer],
        by=None,
    )  # fmt: skip
    planned = times(CalendarClient().receive_all(sent_to(trainer.email)).shown)
    day_two_moved(session, None)
    then = times(CalendarClient().receive_all(sent_to(trainer.email)).shown)

    called_off(session, None)

    assert planned == [(one.starts_at, one.ends_at) for one in hours]
    assert then == [planned[0], (in_days(23), in_days(23, 16))]
    assert CalendarClient().receive_all(sent_to(trainer.email)).shown == []


def test_a_trainer_taken_off_and_put_back_leads_once():
    trainer = make_trainer()
    session = actions.schedule(
        trainer.may_lead.get(), starts_at=in_days(14), ends_at=in_days(14, 16), places=9, trainers=[trainer], by=None
    )
    actions.change_session(session, trainers=[], by=None)
    without = CalendarClient().receive_all(sent_to(trainer.email)).shown

    actions.change_session(session, trainers=[trainer], by=None)

    messages = sent_to(trainer.email)
    ends = [times(CalendarClient().receive_all(order).shown) for order in permutations(messages)]
    assert (without, ends) == ([], [[(in_days(14), in_days(14, 16))]] * len(ends))
