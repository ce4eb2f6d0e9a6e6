"""Who booked a session, in which order, and what became of each: placed, promoted, cancelled, came or missed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from academy.booking import rules
from academy.booking.demo.calendar import LONDON
from academy.booking.demo.staff import Staff, Stay
from academy.booking.models import Booking, HeldPlaces, Session
from academy.booking.rules import CancelReason, Cover, Status
from academy.people.models import Organisation

REASONS = {
    CancelReason.WORKLOAD: 52,
    CancelReason.ILL: 14,
    CancelReason.NO_COVER: 10,
    CancelReason.EMERGENCY: 9,
    CancelReason.OTHER_DATE: 9,
    CancelReason.NOT_FOR_ME: 6,
}
NEEDS = ["Vegetarian", "Step-free access", "Hearing loop", "No nuts", "Large print", "Somewhere quiet at lunch"]
CAME, CANCELLED, CALLED_OFF = 0.88, 0.1, 0.02
UNMARKED_DAYS = 3  # whose register nobody has marked yet
HELD = 0.35


@dataclass
class Roster:
    session: Session
    bookings: list[Booking] = field(default_factory=list)
    held: list[HeldPlaces] = field(default_factory=list)


def roster(session: Session, staff: Staff, chance: Random, today: date) -> Roster:
    stays = staff.pick(session.item, dates_of(session), _wanted(session, chance, today))
    made = Roster(session, in_order(session, stays, chance, today))
    _some_cancel(session, made.bookings, chance, today)
    if dates_of(session)[-1] < today - timedelta(days=UNMARKED_DAYS):
        _end(made, chance)
    elif session.on > today and chance.random() < HELD:
        _hold(made, staff.agencies, chance, today)
    return made


def dates_of(session: Session) -> list[date]:
    return [day.on for day in session.each_day]


def in_order(session: Session, stays: Sequence[Stay], chance: Random, today: date) -> list[Booking]:
    """Places in the order of booking, and a list of those who came too late."""
    latest = min(session.starts_at - timedelta(days=1), datetime.combine(today, time(0), LONDON))
    moments = sorted(_moment(latest, chance) for _ in stays)
    is_to_come = session.on >= today
    bookings = [_booking(stay, at, chance, is_to_come) for stay, at in zip(stays, moments, strict=True)]
    for booking in bookings[: session.places]:
        booking.status, booking.placed_at = Status.BOOKED, booking.booked_at
    session.taken = min(session.places, len(bookings))
    return bookings


def came(made: Roster) -> None:
    for booking in made.bookings:
        booking.status = Status.ATTENDED if booking.has_place else Status.WAITING


def _some_cancel(session: Session, bookings: list[Booking], chance: Random, today: date) -> None:
    """Whoever cancels makes room for whoever waits, as it really is."""
    placed, waiting = bookings[: session.places], bookings[session.places :]
    for booking in [one for one in placed if chance.random() < CANCELLED]:
        _cancel(booking, session, chance, today)
        if waiting and (ended_at := booking.ended_at):
            promoted = waiting.pop(0)
            promoted.status, promoted.placed_at = Status.BOOKED, max(ended_at, promoted.booked_at)
    session.taken = sum(booking.has_place for booking in bookings)


def hold(
    session: Session, organisation: Organisation | None, places: int, today: date, *, days: int, kind: str = ""
) -> HeldPlaces:
    release_on = max(session.on - timedelta(days=days), today + timedelta(days=1))
    return HeldPlaces(organisation=organisation, kind=kind, places=places, release_on=release_on)


def _wanted(session: Session, chance: Random, today: date) -> int:
    """Most past dates were nearly full; of those to come, the nearer the fuller; some are wanted by more than fit."""
    ahead = (session.on - today).days
    share = (
        chance.triangular(0.45, 1.25, 0.9) if ahead <= 0 else chance.triangular(0.1, 1.6, max(0.2, 1.1 - ahead / 120))
    )
    return max(1, round(session.places * share))


def _moment(latest: datetime, chance: Random) -> datetime:
    """When somebody booked: weeks before, and at work."""
    days = int(chance.triangular(1, 70, 20))
    at = latest - timedelta(days=days)
    return at.replace(hour=chance.randrange(8, 18), minute=chance.randrange(60), second=chance.randrange(60))


def _booking(stay: Stay, at: datetime, chance: Random, is_to_come: bool) -> Booking:
    return Booking(
        person_id=stay.person,
        organisation_id=stay.organisation,
        status=Status.WAITING,
        booked_at=at,
        cover=chance.choice([*Cover.values, ""]),
        needs=chance.choice(NEEDS) if is_to_come and chance.random() < 0.08 else "",
    )


def _cancel(booking: Booking, session: Session, chance: Random, today: date) -> None:
    latest = min(session.starts_at, datetime.combine(today, time(0), LONDON))
    ended_at = booking.booked_at + (latest - booking.booked_at) * chance.random() ** 0.5
    booking.status, booking.ended_at = Status.CANCELLED, ended_at
    booking.cancel_reason = chance.choices(list(REASONS), weights=list(REASONS.values()))[0]
    booking.is_late_cancel = rules.is_late(ended_at.astimezone(LONDON).date(), session.on)


def _end(made: Roster, chance: Random) -> None:
    session = made.session
    if chance.random() < CALLED_OFF:
        session.is_cancelled, session.taken = True, 0
    for booking in made.bookings:
        if session.is_cancelled and booking.status != Status.CANCELLED:
            booking.status, booking.cancel_reason = Status.CANCELLED, CancelReason.SESSION_OFF
            booking.ended_at = session.starts_at - timedelta(days=2)
        elif booking.status == Status.BOOKED:
            booking.status = Status.ATTENDED if chance.random() < CAME else Status.MISSED


def _hold(made: Roster, agencies: Sequence[Organisation], chance: Random, today: date) -> None:
    """Only what is free, and only while there is time to release it."""
    free = made.session.free
    if not agencies or free < 3 or (made.session.on - today).days < 3:
        return
    agency = chance.choice(agencies)
    theirs = sum(booking.has_place and booking.organisation_id == agency.pk for booking in made.bookings)
    places = theirs + min(free - 1, chance.choice((2, 3, 4)))
    made.held.append(hold(made.session, agency, places, today, days=rules.RELEASE_DAYS_BEFORE))
