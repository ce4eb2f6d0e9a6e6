"""Registers: the days of a session, who is marked how, and whose register somebody may take."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from academy.booking import rules
from academy.booking.models import AttendanceRule, Booking, Leading, Mark, Register, Session, SessionDay
from academy.booking.queries.bookings import register
from academy.booking.queries.sessions import sessions, start_of
from academy.booking.rules import Day, Presence, Status
from academy.booking.rules.check_in import Wall
from academy.booking.statements import LED, UNDER_WAY
from academy.catalogue.models import Item
from academy.people.models import Person
from academy.people.rules import Reach
from academy.people.scope import Viewer

Standing = dict[int, dict[date, Mark]]  # of each booking, the mark of each day that stands
ON_A_REGISTER = f"{LED.sql} UNION ALL {UNDER_WAY.sql}"


def registers(viewer: Viewer) -> QuerySet[Session]:
    """The sessions whose register somebody may take: every one of them, or those that they lead."""
    found = sessions(viewer)
    if Reach.AUTHORITY in viewer.reach("take registers"):
        return found
    if viewer.person is None:
        return found.none()
    leads = Leading.objects.filter(day__session=OuterRef("pk"), trainer__person=viewer.person)
    return found.filter(Exists(leads))


def leads_today(viewer: Viewer) -> list[Session]:
    """The sessions that somebody leads today, whose register waits for them."""
    if viewer.person is None:
        return []
    led = LED.rows(*_leads_on(viewer.person, viewer.on))
    return list(sessions(viewer).filter(pk__in=[pk for (pk,) in led], is_cancelled=False)) if led else []


def on_a_register(person: Person, *, on: date, now: datetime) -> list[Any]:
    """The values of `ON_A_REGISTER`: is there one that somebody takes today, or could check in to now?"""
    return [*_leads_on(person, on), *_is_near(person, now)]


def _leads_on(person: Person, on: date) -> tuple[Any, ...]:
    return person.pk, start_of(on), start_of(on + timedelta(days=1))


def _is_near(person: Person, now: datetime) -> tuple[Any, ...]:
    return person.pk, now + rules.check_in.OPENS_BEFORE, now


def days_of(session: Session) -> list[Day]:
    """In their order, each with its share of the item's hours."""
    spans: dict[date, tuple[datetime, datetime]] = {}
    for starts_at, ends_at in _spans(session):
        on = timezone.localdate(starts_at)
        first, last = spans.get(on, (starts_at, ends_at))
        spans[on] = (min(first, starts_at), max(last, ends_at))
    hours = rules.shared_out(session.item.hours, [last - first for first, last in spans.values()])
    return [Day(on, *span, share) for (on, span), share in zip(sorted(spans.items()), hours, strict=True)]


def day_chosen(days: Sequence[Day], wanted: date | None, *, today: date) -> Day:
    """The day somebody asked for, or the latest that has come."""
    asked = next((day for day in days if day.on == wanted), None)
    begun = [day for day in days if day.on <= today]
    return asked or (begun[-1] if begun else days[0])


def register_of(session: Session) -> Register | None:
    return Register.objects.filter(session=session).select_related("closed_by__person").first()


def standing_marks(bookings: Iterable[int]) -> Standing:
    found: Standing = defaultdict(dict)
    marks = Mark.objects.filter(booking__in=list(bookings), stands=True).select_related("by__person")
    for mark in marks:
        found[mark.booking_id][mark.on] = mark
    return found


def number_there(session: Session, on: date) -> int:
    there = Mark.objects.filter(booking__session=session, on=on, stands=True)
    return there.exclude(presence=Presence.MISSED).count()


def log_of(booking: Booking) -> QuerySet[Mark]:
    """Every mark that was ever made of somebody on a session, the latest first."""
    return booking.marks.select_related("by__person").order_by("-received_at", "-pk")


def marks_sent(keys: Iterable[str]) -> dict[str, Mark]:
    found = Mark.objects.filter(key__in=[key for key in keys if key]).select_related("booking__person", "by__person")
    return {mark.key: mark for mark in found}


def least_share(session: Session) -> int:
    return least_share_of(session.item)


def least_share_of(item: Item) -> int:
    """How much of the hours is enough, in per cent."""
    held = AttendanceRule.objects.filter(item=item).values_list("least_share", flat=True).first()
    return rules.ALL_OF_IT if held is None else held


def presence_of(booking: Booking, mark: Mark | None) -> Presence | None:
    """What the register says. Of bookings from before marks were kept, the booking itself says it."""
    if mark is not None:
        return Presence(mark.presence)
    return {Status.ATTENDED: Presence.CAME, Status.MISSED: Presence.MISSED}.get(Status(booking.status))


def unmarked(session: Session, days: Sequence[Day]) -> int:
    """How many people with a place are not marked for every day."""
    bookings = list(register(session))
    standing = standing_marks(booking.pk for booking in bookings)
    return sum(
        any(presence_of(booking, standing[booking.pk].get(day.on)) is None for day in days) for booking in bookings
    )


def to_check_in(person: Person, *, now: datetime) -> list[Session]:
    """The sessions on which somebody could check in at this hour: about to begin, or under way."""
    near = UNDER_WAY.rows(*_is_near(person, now))
    found = Session.objects.filter(pk__in=[pk for (pk,) in near], is_cancelled=False)
    return list(found.select_related("item__theme")) if near else []


def day_now(session: Session, *, now: datetime, days: Sequence[Day] | None = None) -> Day | None:
    """The day on which one could check in at this hour."""
    days = days_of(session) if days is None else days
    return next((day for day in days if day.starts_at - rules.check_in.OPENS_BEFORE <= now <= day.ends_at), None)


def wall(session: Session, *, now: datetime) -> Wall | None:
    """What its code is made of, once somebody has put it on the wall."""
    day, register = day_now(session, now=now), register_of(session)
    return Wall(session.pk, day, register.secret) if day and register and not session.is_cancelled else None


def session_on_wall(token: str, *, now: datetime) -> Session | None:
    """The session whose code is in an address, if that code counts now."""
    number, _, code = token.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    session = Session.objects.filter(pk=int(number)).select_related("item__theme").first()
    on_it = wall(session, now=now) if session else None
    return session if on_it and rules.check_in.is_link_code(code, on_it, now) else None


def _spans(session: Session) -> list[tuple[datetime, datetime]]:
    held = list(SessionDay.objects.filter(session=session).order_by("starts_at").values_list("starts_at", "ends_at"))
    if held:
        return held
    first, last = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    length = max(last.replace(year=first.year, month=first.month, day=first.day) - first, timedelta(minutes=15))
    dates = (last.date() - first.date()).days + 1
    return [(first + timedelta(days=number), first + timedelta(days=number) + length) for number in range(dates)]
