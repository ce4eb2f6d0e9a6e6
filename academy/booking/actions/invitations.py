"""Calendar events: one for each person and each day, so that what changes or falls away does so in place (decision 33).

The first day goes by the number of the booking, each other day by that and the number of the day. Messages follow
RFC 5546: REQUEST puts an event in or moves it, CANCEL takes it out, and one message is about one event. A file that
people open, and a feed, are PUBLISH and hold them all.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress, vText

from academy.booking.models import Booking, Leading, SessionDay
from academy.core import clock

FILE_NAME = "invitation.ics"
REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"
HOURS_SHOWN = "Europe/London"


def invitation(booking: Booking, *, method: str = REQUEST, day: SessionDay | None = None) -> str:
    """Of one day: the first one, unless another is named."""
    day = day or booking.session.each_day[0]
    event = _event(booking, day, is_off=method == CANCEL)
    if method != PUBLISH:
        event.add("attendee", _guest(booking.person.name, booking.person.email or ""))
    return _written(method, [event])


def invitation_to_lead(leading: Leading, *, method: str = REQUEST) -> str:
    event = _event_to_lead(leading, is_off=method == CANCEL)
    event.add("attendee", _guest(str(leading.trainer), leading.trainer.email))
    return _written(method, [event])


def calendar_file(booking: Booking) -> str:
    """Every day of it, for whoever would rather open a file."""
    return _written(PUBLISH, [_event(booking, day, is_off=False) for day in booking.session.each_day])


def feed(bookings: Iterable[Booking], leadings: Iterable[Leading], *, name: str, opened_at: datetime) -> str:
    """What somebody goes to and what they lead: nobody else’s name is in it.

    While nothing has happened to any of it, it stays the same to the last letter.
    """
    events = [
        _event(booking, day, is_off=False, at=_last_changed(booking))
        for booking in bookings
        for day in booking.session.each_day
    ]
    for leading in leadings:
        events.append(_event_to_lead(leading, is_off=False, at=leading.day.session.changed_at or opened_at))
    return _written(PUBLISH, events, name=name)


def _written(method: str, events: Iterable[Event], *, name: str = "") -> str:
    calendar = Calendar()
    calendar.add("prodid", "-//Children's Workforce Academy//Booking//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("x-wr-timezone", HOURS_SHOWN)
        calendar.add("x-published-ttl", "PT1H")
    for event in events:
        calendar.add_component(event)
    return calendar.to_ical().decode()


def _event(booking: Booking, day: SessionDay, *, is_off: bool, at: datetime | None = None) -> Event:
    session, address = booking.session, settings.ADDRESS + booking.get_absolute_url()
    event = _of_day(day, is_off=is_off, at=at or clock.now())
    event.add("uid", f"booking-{booking.pk}{'' if day.number == 1 else f'-{day.number}'}@{_domain()}")
    lines = [*_about(day), f"Bring {session.bring}." if session.bring else "", day.link]
    event.add("description", _joined([*lines, f"If you cannot come, cancel here: {address}"]))
    event.add("url", address)
    return event


def _event_to_lead(leading: Leading, *, is_off: bool, at: datetime | None = None) -> Event:
    day = leading.day
    event = _of_day(day, is_off=is_off, at=at or clock.now())
    event.add("uid", f"leading-{leading.pk}@{_domain()}")
    address = settings.ADDRESS + day.get_absolute_url()
    event.add("description", _joined(["You lead this.", *_about(day), day.link, f"The session: {address}"]))
    event.add("url", address)
    return event


def _of_day(day: SessionDay, *, is_off: bool, at: datetime) -> Event:
    """Times are written in UTC, the same instant everywhere: no reader needs our rules for summer time."""
    session, event = day.session, Event()
    is_gone = day.number > session.day_count  # the session itself changed, and its number has risen already
    event.add("sequence", session.sequence + (is_off and not is_gone))
    event.add("dtstamp", at)
    event.add("dtstart", day.starts_at)
    event.add("dtend", day.ends_at)
    event.add("summary", session.item.title + _which_day(day))
    event.add("location", day.where)
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("organizer", _party(*parseaddr(settings.DEFAULT_FROM_EMAIL)))
    return event


def _about(day: SessionDay) -> Iterator[str]:
    """The hours as they are on the wall, for a calendar that shows another zone’s."""
    session = day.session
    yield f"{day.when}, UK time{f', {session.timetable}' if session.timetable else ''}."
    yield session.access


def _which_day(day: SessionDay) -> str:
    count = day.session.day_count
    return f" (day {day.number} of {count})" if count > 1 and day.number <= count else ""


def _last_changed(booking: Booking) -> datetime:
    moments = [booking.booked_at, booking.placed_at, booking.session.changed_at]
    return max(moment for moment in moments if moment)


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(line for line in lines if line)


def _guest(name: str, email: str) -> vCalAddress:
    guest = _party(name, email)
    guest.params["partstat"] = vText("ACCEPTED")
    guest.params["rsvp"] = vText("FALSE")
    return guest


def _party(name: str, email: str) -> vCalAddress:
    party = vCalAddress(f"mailto:{email}")
    party.params["cn"] = vText(name)
    return party


def _domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2]
