"""Five years of sessions and bookings in Weyshire, and four months to come: mostly attended, some lost to workload."""

from collections.abc import Iterator
from itertools import islice

from academy.booking.demo import charges, lists, named, registers
from academy.booking.demo.calendar import planned
from academy.booking.demo.places import Diary
from academy.booking.demo.rosters import Roster, roster
from academy.booking.demo.staff import Staff
from academy.booking.models import Booking, Decision, HeldPlaces, Leading, Session, SessionDay
from academy.booking.rules import Status
from academy.core.demo import World
from academy.records import actions as records
from academy.records.rules import Door

SESSIONS_AT_ONCE = 500  # so that half a million bookings are never in memory together


def build(world: World) -> None:
    chance = world.chance("booking")
    team = named.team(world.on)
    staff = Staff(chance, world.on, kept_apart=team.values())
    diary = Diary(world)
    shown = list(named.rosters(world, staff, team, diary))
    random = (roster(session, staff, chance, world.on) for session in planned(world, chance, diary))
    sessions = bookings = 0
    for some in _in_pieces(shown, random):
        sessions += len(some)
        bookings += _save(some)
    lists.build(world, team)
    registers.build(world, staff)
    charges.charge(world)
    world.say(f"{sessions:,} sessions and {bookings:,} bookings")


def _in_pieces(shown: list[Roster], random: Iterator[Roster]) -> Iterator[list[Roster]]:
    yield shown
    while some := list(islice(random, SESSIONS_AT_ONCE)):
        yield some


def _save(rosters: list[Roster]) -> int:
    Session.objects.bulk_create([one.session for one in rosters])
    _save_days([one.session for one in rosters])
    for one in rosters:
        for booking in one.bookings:
            booking.session = one.session
        for held in one.held:
            held.session = one.session
    HeldPlaces.objects.bulk_create([held for one in rosters for held in one.held])
    bookings = Booking.objects.bulk_create([booking for one in rosters for booking in one.bookings])
    Decision.objects.bulk_create(lists.decisions(rosters))
    records.record_completions(_completions(rosters), by=None, has_trail=False)
    return len(bookings)


def _save_days(sessions: list[Session]) -> None:
    days = SessionDay.objects.bulk_create([_of(session, day) for session in sessions for day in session.each_day])
    Leading.objects.bulk_create(
        [Leading(day=day, trainer=trainer) for day in days for trainer in day.session.leaders],  # type: ignore[attr-defined]
        batch_size=1_000,
    )


def _of(session: Session, day: SessionDay) -> SessionDay:
    day.session = session  # which has its number only now
    return day


def _completions(rosters: list[Roster]) -> Iterator[records.NewCompletion]:
    for one in rosters:
        item, on = one.session.item, one.session.each_day[-1].on
        for booking in one.bookings:
            if booking.status == Status.ATTENDED:
                yield records.NewCompletion(booking.person_id, item.pk, on, item.hours, Door.REGISTER, cause=booking)
