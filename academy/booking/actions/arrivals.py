"""Who arrives without a booking, and who checks in by themselves."""

from django.db import transaction

from academy.booking import queries, rules
from academy.booking.actions import telling
from academy.booking.actions.attendance import NewMark, open_register, take_marks
from academy.booking.actions.places import locked, take
from academy.booking.models import Booking, Mark, Session
from academy.booking.rules import Presence, Status, Way
from academy.booking.rules.check_in import Wall
from academy.core import clock, trail
from academy.people.actions import tries
from academy.people.models import Account, Person


@transaction.atomic
def add_walk_in(session: Session, person: Person, *, by: Account | None) -> Booking:
    """Somebody is in the room who has no place: they have one now, if there is one, and came."""
    session = locked(session)
    if session.is_cancelled:
        raise rules.called_off(str(session))
    now = clock.now()
    day = queries.day_now(session, now=now)
    if day is None:
        raise rules.register_not_open(session.on)
    register = queries.register_of(session)
    if register is not None and register.is_closed:
        raise rules.check_in.is_over()
    held = queries.on_the_list(session, person)
    if held is not None and held.has_place:
        raise rules.there_already(person.name)
    if session.free < 1 and not (held is not None and held.is_kept):
        raise rules.full_for_walk_ins(session.places)
    booking = _place_now(session, person, held, by=by)
    take_marks(session, [NewMark(booking.pk, day.on, *rules.check_in.arrival(day, now))], by=by)
    telling.walked_in(booking, by=by)
    trail.note(by, "added to the register", booking)
    return booking


@transaction.atomic
def check_in(session: Session, person: Person, *, by: Account | None) -> Mark:
    """By themselves, with the code that is on the wall. Tapped twice, it is the same mark."""
    session, now = locked(session), clock.now()
    day = queries.day_now(session, now=now)
    if day is None or session.is_cancelled:
        raise rules.check_in.old_code()
    register = queries.register_of(session)
    if register is not None and register.is_closed:
        raise rules.check_in.is_over()
    booking = queries.on_the_list(session, person)
    if booking is None:
        raise rules.check_in.has_no_place()
    if booking.is_waiting or booking.is_kept:
        if session.free < 1 and not booking.is_kept:
            raise rules.check_in.is_full()
        booking = _place_now(session, person, booking, by=by)
    held = queries.standing_marks([booking.pk])[booking.pk].get(day.on)
    if held is not None:
        if held.presence == Presence.MISSED:
            raise rules.check_in.marked_otherwise()
        return held
    [taken] = take_marks(
        session, [NewMark(booking.pk, day.on, *rules.check_in.arrival(day, now))], by=by, way=Way.CHECK_IN
    )
    if taken.mark is None:
        raise rules.NotMarked(taken.words)
    return taken.mark


def check_in_by_code(code: str, person: Person, *, by: Account | None) -> Mark:
    """With the six digits, of whichever of their sessions is about to begin. Wrong ones are counted and slowed."""
    key, now = tries.key_of("check-in", str(person.pk)), clock.now()
    tries.count(key)
    for session in queries.to_check_in(person, now=now):
        wall = queries.wall(session, now=now)
        if wall is not None and rules.check_in.is_typed_code(code, wall, now):
            tries.forget(key)
            return check_in(session, person, by=by)
    tries.note_wrong(key)
    raise rules.check_in.old_code()


def show_wall(session: Session) -> Wall | None:
    """What the code on the wall is made of, while there is a day to check in to."""
    if queries.day_now(session, now=clock.now()) is None or session.is_cancelled:
        return None
    open_register(session)
    return queries.wall(session, now=clock.now())


def _place_now(session: Session, person: Person, held: Booking | None, *, by: Account | None) -> Booking:
    """The list has ended: whoever is there has what is free."""
    at, organisations = clock.now(), queries.posts(person).organisations
    if held is not None and held.awaits_approval:
        raise rules.not_approved_yet(person.name)
    if held is None or not held.is_kept:
        take(session, 1)
    if held is not None:
        held.status, held.placed_at, held.kept_until = Status.BOOKED, held.placed_at or at, None
        held.save(update_fields=["status", "placed_at", "kept_until"])
        return held
    return Booking.objects.create(
        session=session,
        person=person,
        organisation=organisations[0] if organisations else None,
        status=Status.BOOKED,
        booked_by=by,
        booked_at=at,
        placed_at=at,
    )
