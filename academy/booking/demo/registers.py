"""The registers of the last weeks: closed, not complete, put right, and one that is being taken today."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal
from hashlib import sha256
from random import Random

from academy.booking import queries, rules
from academy.booking.demo.calendar import LONDON
from academy.booking.demo.staff import Staff
from academy.booking.models import AttendanceRule, Booking, Leading, Mark, Register, Session, SessionDay, Trainer
from academy.booking.rules import Day, Presence, Status, Way
from academy.catalogue.models import Item
from academy.core import clock
from academy.core.demo import World
from academy.people.models import Account
from academy.people.rules import Role

WEEKS = 5
MOST_SESSIONS = 60
CLOSED_AFTER = timedelta(days=7)
TODAYS = "Assessing and managing risk with families"
LEADER = "Helen Marsh"
EIGHTY = ("Systemic practice", "Supervision skills")  # of which four fifths are enough
REASONS = (
    "She signed the paper list at the side door",
    "He was called back to work at eleven and came again at one",
    "Marked against the wrong name",
)


def build(world: World, staff: Staff) -> None:
    chance = world.chance("registers")
    AttendanceRule.objects.bulk_create(
        [AttendanceRule(item=item, least_share=80) for item in Item.objects.filter(title__in=EIGHTY)],
        ignore_conflicts=True,
    )
    academy = _account(Role.ACADEMY)
    recent = _recent(world)
    bookings = list(Booking.objects.filter(session__in=recent, status__in=[Status.ATTENDED, Status.MISSED]))
    session_of = {session.pk: session for session in recent}
    Mark.objects.bulk_create(
        [mark for booking in bookings for mark in _marks(booking, session_of[booking.session_id], chance, academy)],
        batch_size=1_000,
    )
    closed = [session for session in recent if session.ends_at < _midnight(world) - CLOSED_AFTER]
    Register.objects.bulk_create(
        [Register(session=one, secret=_secret(one), closed_at=one.ends_at, closed_by=academy) for one in closed],
        ignore_conflicts=True,
    )
    _today(world, staff, chance, academy)


def _recent(world: World) -> list[Session]:
    """The latest that somebody has marked."""
    until = _midnight(world)
    found = Session.objects.filter(is_cancelled=False, ends_at__range=(until - timedelta(weeks=WEEKS), until))
    return list(found.filter(bookings__status=Status.ATTENDED).select_related("item").distinct()[:MOST_SESSIONS])


def _marks(booking: Booking, session: Session, chance: Random, by: Account | None) -> Iterator[Mark]:
    """A few came late and had all of it that counts; of a few the register was wrong at first."""
    days = _days(session)
    for day in days:
        presence = Presence.MISSED if booking.status == Status.MISSED else Presence.CAME
        if presence == Presence.CAME and chance.random() < 0.06:
            presence = Presence.LATE
        at = day.starts_at + timedelta(minutes=chance.randrange(2, 25))
        if chance.random() < 0.02:
            wrong = Presence.CAME if presence == Presence.MISSED else Presence.MISSED
            yield _mark(booking, day, wrong, at, by=by, stands=False)
            at = day.ends_at + timedelta(days=1, minutes=chance.randrange(300))
            yield _mark(booking, day, presence, at, by=by, way=Way.CORRECTION, reason=chance.choice(REASONS))
        else:
            is_own = presence == Presence.CAME and chance.random() < 0.4
            yield _mark(booking, day, presence, at, by=by, way=Way.CHECK_IN if is_own else Way.REGISTER)


def _days(session: Session) -> list[Day]:
    return queries.days_of(session)


def _mark(
    booking: Booking,
    day: Day,
    presence: Presence,
    at: datetime,
    *,
    by: Account | None,
    hours: Decimal | None = None,
    stands: bool = True,
    way: Way = Way.REGISTER,
    reason: str = "",
) -> Mark:
    return Mark(
        booking=booking,
        on=day.on,
        presence=presence,
        hours=rules.hours_of(presence, hours, day),
        way=way,
        by=None if way == Way.CHECK_IN else by,
        made_at=at,
        received_at=at,
        stands=stands,
        reason=reason,
        key=sha256(f"{booking.pk} {day.on} {presence} {stands}".encode()).hexdigest()[:32],
    )


def _today(world: World, staff: Staff, chance: Random, by: Account | None) -> None:
    """Whoever opens the demonstration finds one under way, with half of it marked."""
    item = Item.objects.filter(title=TODAYS).first()
    if item is None:
        return
    starts_at = datetime.combine(world.on, time(9, 30), LONDON)
    people = staff.pick(item, [world.on], 14)
    session = Session.objects.create(
        item=item, starts_at=starts_at, ends_at=starts_at + timedelta(hours=7), timetable="with lunch", places=16,
        venue="Wey Valley Centre, Guildbourne, Garden Room", access="Step-free, hearing loop", taken=len(people),
        led_by=f"{LEADER}, Principal Social Worker", late_charge=60,
    )  # fmt: skip
    day = SessionDay.objects.create(
        session=session, number=1, starts_at=session.starts_at, ends_at=session.ends_at, venue=session.venue
    )
    Leading.objects.bulk_create(
        [Leading(day=day, trainer=one) for one in Trainer.objects.filter(known_as__startswith=LEADER)]
    )
    booked_at = starts_at - timedelta(days=30)
    bookings = Booking.objects.bulk_create(
        Booking(session=session, person_id=stay.person, organisation_id=stay.organisation, status=Status.BOOKED,
                booked_at=booked_at, placed_at=booked_at)
        for stay in people
    )  # fmt: skip
    _mark_half(session, bookings, chance, by)


def _mark_half(session: Session, bookings: Sequence[Booking], chance: Random, by: Account | None) -> None:
    [day] = _days(session)
    at, marks = min(session.starts_at, clock.now()), []
    for place, booking in enumerate(bookings[:8]):
        presence = (Presence.MISSED, Presence.LATE)[place] if place < 2 else Presence.CAME
        hours = day.hours - rules.QUARTER * 3 if presence == Presence.LATE else None
        way = Way.CHECK_IN if place > 4 else Way.REGISTER
        marks.append(_mark(booking, day, presence, at + timedelta(seconds=place), by=by, hours=hours, way=way))
        booking.status = Status.MISSED if presence == Presence.MISSED else Status.ATTENDED
    Mark.objects.bulk_create(marks)
    Booking.objects.bulk_update(bookings[:8], ["status"])


def _account(role: Role) -> Account | None:
    return Account.objects.filter(grants__role=role, is_demonstration=True).order_by("pk").first()


def _secret(session: Session) -> str:
    """Of a day that is over: it opens nothing."""
    return sha256(f"over {session.pk}".encode()).hexdigest()[:48]


def _midnight(world: World) -> datetime:
    return datetime.combine(world.on, time(0), LONDON)
