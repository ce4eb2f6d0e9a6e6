"""Who is on which list, and what is to come for somebody."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from academy.booking import rules
from academy.booking.models import Booking, Session
from academy.booking.queries.days import day_hours
from academy.booking.queries.sessions import start_of
from academy.booking.queries.terms import terms_of
from academy.booking.rules import ListOrder, Status, Turn
from academy.booking.statements import (
    AT_THAT_TIME,
    EARLIER_WAITING,
    NUMBERS_WAITING,
    ON_THE_LIST,
    OWN_BOOKING,
    UPCOMING,
    WAITING,
)
from academy.catalogue.models import Item
from academy.core import clock
from academy.core.models import Notice
from academy.people import queries as people
from academy.people.models import Person
from academy.people.scope import Viewer, visible


class AtThatTime(NamedTuple):
    """Their booking of a session, what else they are on at its hours, and their place on another date of the same."""

    held: Booking | None
    clash: Booking | None
    other_date: Booking | None


def bookings(viewer: Viewer) -> QuerySet[Booking]:
    return visible(viewer, Booking).select_related("session__item", "person")


def one_booking(viewer: Viewer, pk: int) -> Booking | None:
    """Within reach; somebody’s own, which is nearly always meant, by a written question."""
    own = OWN_BOOKING.records(viewer.person.pk, pk) if viewer.person and viewer.may(Booking.seen_as) else []
    if not own:
        return bookings(viewer).filter(pk=pk).first()
    [(booking, session, item, organisation)] = own
    booking.person, booking.organisation = viewer.person, organisation
    return _with(booking, session, item)


def on_the_list(session: Session, person: Person) -> Booking | None:
    found = ON_THE_LIST.records(session.pk, person.pk)
    return found[0][0] if found else None


def statuses(session: Session, people: Collection[Person]) -> dict[int, Status]:
    """How each of these people stands on its list already."""
    held = Booking.objects.filter(session=session, person__in=people, status__in=rules.IS_ON_THE_LIST)
    return {person: Status(status) for person, status in held.values_list("person", "status")}


def waiting(session: Session) -> list[Turn]:
    """The waiting list in the order in which it is served."""
    turns = [
        (Turn(pk, path or "", kind or "", party or 0, bool(is_passed)), bool(is_urgent))
        for pk, path, kind, is_passed, is_urgent, party in WAITING.rows(session.pk)
    ]
    return rules.in_turn(turns, terms_of(session).list_order)


def numbers_waiting(sessions: Iterable[Session]) -> Counter[int]:
    return Counter(dict(NUMBERS_WAITING.rows([session.pk for session in sessions])))


def position(booking: Booking) -> int:
    """1 is next."""
    if terms_of(booking.session).list_order != ListOrder.LONGEST:
        return [turn.booking_id for turn in waiting(booking.session)].index(booking.pk) + 1
    [(earlier,)] = EARLIER_WAITING.rows(booking.session_id, booking.booked_at, booking.pk)
    return earlier + 1


def at_that_time(session: Session, person: Person, *, besides: Booking | None = None) -> AtThatTime:
    """Apart from a booking that would be given up for this one."""
    hours = (session.ends_at, session.starts_at)
    found = AT_THAT_TIME.records(person.pk, session.pk, *hours, session.item_id, clock.now())
    others = [_with(*records) for records in found if besides is None or records[0].pk != besides.pk]
    held = next((booking for booking in others if booking.session_id == session.pk), None)
    others = [booking for booking in others if booking is not held]
    return AtThatTime(
        held,
        clash=next((booking for booking in others if _overlap(booking.session, session)), None),
        other_date=next((booking for booking in others if booking.session.item_id == session.item_id), None),
    )


def upcoming(person: Person, *, now: datetime | None = None) -> list[Booking]:
    """Their places and turns to come, the next one first."""
    return [_with(*records) for records in UPCOMING.records(person.pk, now or clock.now())]


def register(session: Session) -> QuerySet[Booking]:
    """Everybody with a place, by name."""
    placed = Booking.objects.filter(session=session, status__in=rules.TAKES_A_PLACE)
    return placed.select_related("person", "organisation").order_by("person__family_name", "person__given_name", "pk")


def waiting_list(session: Session) -> QuerySet[Booking]:
    """The people who wait, whoever is next first."""
    return Booking.objects.filter(session=session, status=Status.WAITING).select_related("person", "organisation")


def to_remind(days: int, *, on: date) -> list[Booking]:
    """Whose reminder of so many days is the latest that is due, and is not written yet."""
    later = max((fewer for fewer in rules.REMIND_DAYS_BEFORE if fewer < days), default=0)
    placed = Booking.objects.filter(
        status=Status.BOOKED,
        session__starts_at__range=(start_of(on + timedelta(days=later + 1)), start_of(on + timedelta(days=days + 1))),
    )
    placed = placed.exclude(person__in=people.shut_out(on).values("pk"))
    due = [booking for booking in placed.select_related("person", "session__item") if _is_due(booking, days)]
    keys = {rules.reminder_key(booking.pk, days): booking for booking in due}
    written = set(Notice.objects.filter(key__in=list(keys)).values_list("key", flat=True))
    return [booking for key, booking in keys.items() if key not in written]


def of_leavers(*, now: datetime) -> list[Booking]:
    """What people who have left, or whose account was closed, still hold of sessions to come."""
    gone = people.shut_out(timezone.localdate(now))
    held = Booking.objects.filter(status__in=rules.IS_TO_COME, session__starts_at__gt=now, session__is_cancelled=False)
    return list(held.filter(person__in=gone.values("pk")).select_related("session__item", "person").order_by("pk"))


def with_needs(*, ended_by: date) -> QuerySet[Booking]:
    ended = Session.objects.filter(ends_at__lt=start_of(ended_by + timedelta(days=1)))
    return Booking.objects.filter(session__in=ended).exclude(needs="")


def _overlap(one: Session, other: Session) -> bool:
    """On some day of both. Where each has one day, their beginnings and ends say it."""
    if one.starts_at >= other.ends_at or one.ends_at <= other.starts_at:
        return False
    if one.day_count == other.day_count == 1:
        return True
    return any(mine.overlaps(theirs) for mine in day_hours(one) for theirs in day_hours(other))


def _with(booking: Booking, session: Session, item: Item) -> Booking:
    booking.session, session.item = session, item
    return booking


def _is_due(booking: Booking, days: int) -> bool:
    """They had their place before the day of the reminder came."""
    remind_on = booking.session.on - timedelta(days=days)
    return booking.placed_at is None or timezone.localdate(booking.placed_at) < remind_on
