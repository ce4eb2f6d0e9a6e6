"""A calendar event of each person's own: one UID for a booking, so that what changes or falls away does so in place."""

from email.utils import parseaddr

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress, vText

from academy.booking.models import Booking
from academy.core import clock

FILE_NAME = "invitation.ics"
REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"


def invitation(booking: Booking, *, method: str = REQUEST) -> str:
    """REQUEST puts it into a calendar or moves it, CANCEL takes it out, PUBLISH is for a file that people open."""
    calendar = Calendar()
    calendar.add("prodid", "-//Children's Workforce Academy//Booking//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_event(booking, is_off=method == CANCEL, has_guest=method != PUBLISH))
    return calendar.to_ical().decode()


def calendar_file(booking: Booking) -> str:
    """The same event, for whoever would rather open a file."""
    return invitation(booking, method=PUBLISH)


def _event(booking: Booking, *, is_off: bool, has_guest: bool) -> Event:
    """Times are written in UTC, the same instant everywhere: no reader needs our rules for summer time."""
    session, event = booking.session, Event()
    event.add("uid", f"booking-{booking.pk}@{_domain()}")
    event.add("sequence", session.sequence + is_off)
    event.add("dtstamp", clock.now())
    event.add("dtstart", session.starts_at)
    event.add("dtend", session.ends_at)
    event.add("summary", session.item.title)
    event.add("location", session.where)
    event.add("description", _description(booking))
    event.add("url", settings.ADDRESS + booking.get_absolute_url())
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("organizer", _party(*parseaddr(settings.DEFAULT_FROM_EMAIL)))
    if has_guest:
        event.add("attendee", _guest(booking))
    return event


def _description(booking: Booking) -> str:
    session = booking.session
    lines = [session.timetable, session.access, f"Bring {session.bring}." if session.bring else "", session.link]
    lines.append(f"If you cannot come, cancel here: {settings.ADDRESS}{booking.get_absolute_url()}")
    return "\n".join(line for line in lines if line)


def _guest(booking: Booking) -> vCalAddress:
    guest = _party(booking.person.name, booking.person.email or "")
    guest.params["partstat"] = vText("ACCEPTED")
    return guest


def _party(name: str, email: str) -> vCalAddress:
    party = vCalAddress(f"mailto:{email}")
    party.params["cn"] = vText(name)
    return party


def _domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2]
