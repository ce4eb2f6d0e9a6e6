"""Five years of sessions and bookings in Weyshire, and four months to come: mostly attended, some lost to workload."""

from collections.abc import Iterator
from itertools import islice

from academy.booking.demo import named
from academy.booking.demo.calendar import planned
from academy.booking.demo.rosters import Roster, roster
from academy.booking.demo.staff import Staff
from academy.booking.models import Booking, HeldPlaces, Session
from academy.booking.rules import Status
from academy.core.demo import World
from academy.records import actions as records
from academy.records.rules import Door

SESSIONS_AT_ONCE = 500  # so that half a million bookings are never in memory together


def build(world: World) -> None:
    chance = world.chance("booking")
    team = named.team(world.on)
    staff = Staff(chance, world.on, kept_apart=team.values())
    shown = list(named.rosters(world, staff, team))
    random = (roster(session, staff, chance, world.on) for session in planned(world, chance))
    sessions = bookings = 0
    for some in _in_pieces(shown, random):
        sessions += len(some)
        bookings += _save(some)
    world.say(f"{sessions:,} sessions and {bookings:,} bookings")


def _in_pieces(shown: list[Roster], random: Iterator[Roster]) -> Iterator[list[Roster]]:
    yield shown
    while some := list(islice(random, SESSIONS_AT_ONCE)):
        yield some


def _save(rosters: list[Roster]) -> int:
    Session.objects.bulk_create([one.session for one in rosters])
    for one in rosters:
        for booking in one.bookings:
            booking.session = one.session
        for held in one.held:
            held.session = one.session
    HeldPlaces.objects.bulk_create([held for one in rosters for held in one.held])
    bookings = Booking.objects.bulk_create([booking for one in rosters for booking in one.bookings])
    records.record_completions(_completions(rosters), by=None, has_trail=False)
    return len(bookings)


def _completions(rosters: list[Roster]) -> Iterator[records.NewCompletion]:
    for one in rosters:
        item, on = one.session.item, one.session.on
        for booking in one.bookings:
            if booking.status == Status.ATTENDED:
                yield records.NewCompletion(booking.person_id, item.pk, on, item.hours, Door.REGISTER, cause=booking)
