"""One event in a person's calendar for a booking, whatever happens to it: read as a calendar reads it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client
from icalendar import Calendar

from academy.booking import actions
from academy.booking.models import Booking, Session
from academy.booking.rules import CancelReason
from academy.core import notices
from academy.core.models import Notice
from tests.booking.cast import account_of
from tests.builders import make_booking, make_item, make_person, make_session, signed_in

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


def sent() -> list[Calendar]:
    attached = Notice.objects.exclude(attachment="").order_by("pk").values_list("attachment", flat=True)
    return [Calendar.from_ical(text) for text in attached]


def event(calendar: Calendar):
    (found,) = calendar.events
    return found


def end_state(calendars: list[Calendar]) -> dict[str, str]:
    """What a calendar holds after all of them: the event with the highest sequence stands, as RFC 5546 has it."""
    held: dict[str, tuple[int, str]] = {}
    for calendar in calendars:
        one = event(calendar)
        if int(one["sequence"]) >= held.get(str(one["uid"]), (0, ""))[0]:
            held[str(one["uid"])] = (int(one["sequence"]), str(one["status"]))
    return {uid: status for uid, (_, status) in held.items()}


def book(session: Session) -> Booking:
    return actions.book_place(session, make_person(), by=None)


def test_a_place_comes_with_an_invitation_of_ones_own():
    session = make_session(make_item("Risk; with, families"), access="Step-free", bring="an assessment")

    booking = book(session)

    (calendar,) = sent()
    one = event(calendar)
    assert (calendar["method"], one["uid"], one["sequence"], one["status"]) == (
        "REQUEST",
        f"booking-{booking.pk}@weyshire.example",
        0,
        "CONFIRMED",
    )
    assert (one["summary"], one["location"]) == ("Risk; with, families", "Wey Valley Centre, Guildbourne")
    assert (one["dtstart"].dt, one["dtend"].dt) == (session.starts_at, session.ends_at)
    assert one["organizer"] == "mailto:academy@weyshire.example"
    assert one["attendee"] == f"mailto:{booking.person.email}"
    assert "Step-free\nBring an assessment." in one["description"]


def test_moved_then_cancelled_it_is_one_event_with_a_rising_sequence():
    booking = book(make_session())
    starts_at = booking.session.starts_at + timedelta(days=7)
    actions.change_session(booking.session, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), by=None)
    moved = end_state(sent())

    actions.cancel_booking(booking, by=None, reason=CancelReason.ILL)

    calendars = sent()
    uid = f"booking-{booking.pk}@weyshire.example"
    assert [str(one["method"]) for one in calendars] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [int(event(one)["sequence"]) for one in calendars] == [0, 1, 2]
    assert {str(event(one)["organizer"]) for one in calendars} == {"mailto:academy@weyshire.example"}
    assert event(calendars[1])["dtstart"].dt == starts_at
    assert (moved, end_state(calendars)) == ({uid: "CONFIRMED"}, {uid: "CANCELLED"})


def test_called_off_it_leaves_the_calendar():
    booking = book(make_session())

    actions.cancel_session(booking.session, by=None)

    assert end_state(sent()) == {f"booking-{booking.pk}@weyshire.example": "CANCELLED"}


def test_cancelled_and_booked_again_one_event_stands():
    session, person = make_session(), make_person()
    first = actions.book_place(session, person, by=None)
    actions.cancel_booking(first, by=None, reason=CancelReason.ILL)

    actions.book_place(session, person, by=None)

    assert sorted(end_state(sent()).values()) == ["CANCELLED", "CONFIRMED"]


def test_one_persons_cancelling_reaches_nobody_elses_calendar():
    session = make_session()
    first, second = book(session), book(session)

    actions.cancel_booking(first, by=None, reason=CancelReason.ILL)

    assert end_state(sent()) == {
        f"booking-{first.pk}@weyshire.example": "CANCELLED",
        f"booking-{second.pk}@weyshire.example": "CONFIRMED",
    }
    for notice in Notice.objects.exclude(attachment=""):
        assert event(Calendar.from_ical(notice.attachment))["attendee"] == f"mailto:{notice.to}"


def test_waiting_is_not_in_the_calendar_until_the_place_comes():
    session = make_session(places=1)
    first, second = book(session), book(session)
    before = len(sent())

    actions.cancel_booking(first, by=None, reason=CancelReason.ILL)

    assert before == 1
    assert end_state(sent())[f"booking-{second.pk}@weyshire.example"] == "CONFIRMED"


@pytest.mark.parametrize(
    ("day", "utc_hour"), [((2026, 3, 27), 9), ((2026, 3, 30), 8), ((2026, 10, 23), 8), ((2026, 10, 26), 9)]
)
def test_half_past_nine_is_half_past_nine_on_either_side_of_summer_time(day, utc_hour):
    starts_at = datetime(*day, 9, 30, tzinfo=LONDON)
    booking = make_booking(make_session(starts_at=starts_at))

    one = event(Calendar.from_ical(actions.calendar_file(booking)))

    assert one["dtstart"].dt == datetime(*day, utc_hour, 30, tzinfo=UTC)
    assert one["dtstart"].dt.astimezone(LONDON).hour == 9


def test_the_file_to_download_is_the_same_event(client: Client):
    person = make_person()
    booking = actions.book_place(make_session(), person, by=None)

    response = signed_in(account_of(person)).get(f"/booking/{booking.pk}/calendar.ics")

    downloaded = Calendar.from_ical(response.content)
    assert response["Content-Disposition"] == f'attachment; filename="WEY-{booking.pk}.ics"'
    assert (downloaded["method"], event(downloaded)["uid"]) == ("PUBLISH", event(sent()[0])["uid"])
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))


def test_in_the_message_it_stands_where_calendars_look_and_as_a_file(settings):
    settings.EMAIL_URL = "locmem:"
    book(make_session())

    Notice.objects.update(kind="")  # whether it may go now is decided elsewhere
    notices.send_waiting()

    parts = list(mail.outbox[0].message().walk())
    [calendar] = [part for part in parts if part.get_content_type() == "text/calendar"]
    [together] = [part for part in parts if part.get_content_type() == "multipart/alternative"]
    assert (calendar.get_param("method"), calendar.get_param("charset")) == ("REQUEST", "utf-8")
    assert calendar in together.get_payload()
    assert [part.get_filename() for part in parts if part.get_filename()] == ["invitation.ics"]
