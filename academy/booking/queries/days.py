"""The days of sessions, and who or what is busy on them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from academy.booking.models import Booking, Leading, Room, Session, SessionDay, Trainer
from academy.booking.rules import TAKES_A_PLACE
from academy.booking.rules.days import Hours
from academy.booking.statements import DAYS
from academy.people.models import Person


def session_days(session: Session) -> list[SessionDay]:
    """Its days in order, each with its room and venue."""
    days = []
    for day, room, venue in DAYS.records(session.pk):
        if room:
            room.venue = venue
        day.room, day.session = room, session
        days.append(day)
    return days


def days_of_each(sessions: Iterable[Session]) -> dict[int, list[SessionDay]]:
    """Of many sessions, in one query; of those with one day, none is asked for that the session says itself."""
    by_number = {session.pk: session for session in sessions}
    found: dict[int, list[SessionDay]] = defaultdict(list)
    for day in SessionDay.objects.filter(session__in=list(by_number)).order_by("session", "number"):
        day.session = by_number[day.session_id]
        found[day.session_id].append(day)
    return dict(found)


def with_a_place(person: Person | None, sessions: Iterable[Session]) -> set[int]:
    """Of these sessions, those on which they have a place: who may read how to join."""
    if person is None:
        return set()
    held = Booking.objects.filter(person=person, session__in=list(sessions), status__in=TAKES_A_PLACE)
    return set(held.values_list("session", flat=True))


def day_hours(session: Session) -> list[Hours]:
    """From when to when on each of its days: without a query when it has one."""
    if session.day_count == 1:
        return [Hours(session.starts_at, session.ends_at)]
    return [Hours(day.starts_at, day.ends_at) for day in session_days(session)]


def leadings(session: Session) -> list[Leading]:
    """Who leads which of its days, in order."""
    found = Leading.objects.filter(day__session=session).select_related("day", "trainer__person", "trainer__expert")
    leading = list(found.order_by("day__number", "pk"))
    for one in leading:
        one.day.session = session
    return leading


def leading_each(days: Iterable[SessionDay]) -> dict[int, list[Trainer]]:
    """Of many days, who leads each."""
    found: dict[int, list[Trainer]] = defaultdict(list)
    held = Leading.objects.filter(day__in=list(days)).select_related("trainer__person", "trainer__expert")
    for leading in held.order_by("pk"):
        found[leading.day_id].append(leading.trainer)
    return found


def trainers_of(session: Session) -> QuerySet[Trainer]:
    return Trainer.objects.filter(leadings__day__session=session).distinct()


def smallest_room(session: Session) -> Room | None:
    rooms = Room.objects.filter(days__session=session).select_related("venue")
    return rooms.order_by("capacity", "pk").first()


def largest_session_in(room: Room, *, now: datetime) -> Session | None:
    """Of those to come in this room, the one with most places."""
    to_come = Session.objects.filter(is_cancelled=False, days__room=room, days__ends_at__gt=now)
    return to_come.select_related("item").order_by("-places", "pk").first()


def days_in_room(room_id: int, hours: Collection[Hours], *, besides: Session | None) -> QuerySet[SessionDay]:
    """What else has the room at these hours."""
    taken = SessionDay.objects.filter(at_these(hours), room=room_id, session__is_cancelled=False)
    return (taken.exclude(session=besides.pk) if besides else taken).select_related("session__item")


def led_by_trainers(
    trainers: Collection[int], hours: Collection[Hours], *, besides: Session | None
) -> QuerySet[Leading]:
    """What else these trainers lead at these hours."""
    busy = Leading.objects.filter(at_these(hours, "day__"), trainer__in=trainers, day__session__is_cancelled=False)
    return (busy.exclude(day__session=besides.pk) if besides else busy).select_related("trainer", "day__session__item")


def at_these(hours: Collection[Hours], path: str = "") -> Q:
    """Rows that overlap any of these hours. Of no hours, none."""
    found = Q(pk__in=[])
    for one in hours:
        found |= Q(**{f"{path}starts_at__lt": one.ends_at, f"{path}ends_at__gt": one.starts_at})
    return found
