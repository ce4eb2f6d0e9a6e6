"""Places given, given back and given on. The session's row is locked first, so that one at a time decides.

On PostgreSQL that is the row's lock; on SQLite every transaction that writes waits for the one before it. The database
holds the same promise once more: `no_more_taken_than_places`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import F, Model

from academy.booking import queries, rules
from academy.booking.actions import telling
from academy.booking.models import Booking, Session
from academy.booking.rules import CancelReason, Status
from academy.booking.statements import LOCK_PEOPLE
from academy.core import clock, trail
from academy.core.refusals import Refused
from academy.people.models import Account, Person
from academy.people.scope import Viewer, visible_people


@dataclass(frozen=True)
class Outcome:
    """What came of booking for one of several people: a booking, or why not."""

    person: Person
    booking: Booking | None = None
    refusal: str = ""


@transaction.atomic
def book_place(
    session: Session,
    person: Person,
    *,
    by: Account | None,
    cause: Model | None = None,
    cover: str = "",
    needs: str = "",
) -> Booking:
    """Give the person a place, or a turn on the waiting list. A second click finds the booking of the first."""
    session = locked(session)
    _refuse_if_not_theirs(by, person)
    lock_people([person])
    held, other = queries.at_that_time(session, person)
    if held:
        return _the_same(held, by)
    refuse_unless_open(session)
    if other:
        raise _clash(other, person, by)
    return _join(session, person, by=by, cause=cause, cover=cover, needs=needs)


@transaction.atomic
def book_places(
    session: Session, people: Sequence[Person], *, by: Account | None, cause: Model | None = None
) -> list[Outcome]:
    """For several people at once, in the order given. One refusal stops nobody else."""
    session = locked(session)
    lock_people(people)
    outcomes = []
    for person in people:
        try:
            outcomes.append(Outcome(person, book_place(session, person, by=by, cause=cause)))
        except Refused as refused:
            outcomes.append(Outcome(person, refusal=refused.words))
    return outcomes


@transaction.atomic
def cancel_booking(booking: Booking, *, by: Account | None, reason: str) -> Booking:
    """Give a place back, or leave the list; whoever is next has the place before anybody else can ask for it."""
    session = locked(booking.session)
    booking = Booking.objects.select_related("person", "organisation").get(pk=booking.pk)
    booking.session = session
    _refuse_if_not_theirs(by, booking.person)
    if booking.status == Status.CANCELLED:
        return booking
    refuse_unless_open(session)
    had_place = booking.has_place
    booking.is_late_cancel = had_place and rules.is_late(clock.today(), session.on)
    _end(booking, CancelReason(reason))
    telling.cancelled(booking, by=by, had_place=had_place)
    trail.note(by, "cancelled", booking, reason=booking.cancel_reason, is_late=booking.is_late_cancel)
    if had_place:
        take(session, -1)
        give_free_places(session, by=by)
    return booking


def give_back_for_leaver(booking: Booking) -> Booking:
    """By the Academy itself; nobody is charged, and nobody who has left is written to."""
    return cancel_booking(booking, by=None, reason=CancelReason.LEFT)


@transaction.atomic
def fill_freed_places(session: Session, *, by: Account | None = None) -> list[Booking]:
    """For places that came free by the calendar: a hold whose day has come."""
    return give_free_places(locked(session), by=by)


@transaction.atomic
def answer_cover(booking: Booking, cover: str, *, by: Account) -> Booking:
    """Is their work covered? The manager hears of it when it is not."""
    booking = Booking.objects.select_for_update(no_key=True).get(pk=booking.pk)
    _refuse_if_not_theirs(by, booking.person)
    booking.cover = rules.Cover(cover)
    booking.save(update_fields=["cover"])
    telling.cover_changed(booking)
    trail.note(by, "said whether work is covered", booking, cover=booking.cover)
    return booking


# --- under the session's lock -----------------------------------------------------------------------------------------


def locked(session: Session) -> Session:
    """The session as it is now, and nobody else's to change until this transaction ends."""
    found = queries.one_session(session.pk, is_locked=True)
    if found is None:
        raise Session.DoesNotExist
    return found


def lock_people(people: Sequence[Person]) -> None:
    """So that nobody books two sessions at the same hour in two windows. In order, so that nobody waits in a ring."""
    if not connection.features.has_select_for_update:
        return  # SQLite: whoever writes is alone
    LOCK_PEOPLE.rows([person.pk for person in people])


def take(session: Session, number: int) -> None:
    """Counted by the database, which refuses more than fit, whoever forgot the lock."""
    Session.objects.filter(pk=session.pk).update(taken=F("taken") + number)
    session.taken += number


def give_free_places(session: Session, *, by: Account | None) -> list[Booking]:
    """In the same transaction as what freed them: whoever has waited longest, of those who may have the place."""
    if session.free < 1 or not session.is_open(now=clock.now()):
        return []
    given = list(rules.given(queries.places(session), queries.waiting(session)))
    if not given:
        return []
    take(session, len(given))
    placed = Booking.objects.select_related("person").in_bulk([one.booking_id for one in given])
    for one in given:
        _place(placed[one.booking_id], session)
    for one in given:
        details = {"position": one.position, "held_for": one.held_for, "passed_over": list(one.passed_over)}
        trail.note(by, "gave a place to", placed[one.booking_id], **details)
    return list(placed.values())


def _join(session: Session, person: Person, *, by: Account | None, **fields: object) -> Booking:
    at, posts, places = clock.now(), queries.posts(person), queries.places(session)
    organisation = posts.best_for(places)
    path = organisation.path if organisation else ""
    is_full = places.free_for(path) < 1
    status = Status.WAITING if is_full else rules.outcome_for(path, places, queries.waiting(session))
    if status == Status.BOOKED:
        take(session, 1)
    booking = Booking.objects.create(
        session=session,
        person=person,
        organisation=organisation,
        status=status,
        booked_by=by,
        booked_at=at,
        placed_at=at if status == Status.BOOKED else None,
        **fields,
    )
    telling.booked(booking, manager=posts.manager, by=by)
    trail.note(by, "booked" if booking.has_place else "joined the waiting list of", booking)
    return booking


def _place(booking: Booking, session: Session) -> None:
    booking.session = session
    booking.status, booking.placed_at = Status.BOOKED, clock.now()
    booking.save(update_fields=["status", "placed_at"])
    telling.placed(booking)


def _end(booking: Booking, reason: CancelReason) -> None:
    booking.status, booking.cancel_reason, booking.ended_at = Status.CANCELLED, reason, clock.now()
    booking.save(update_fields=["status", "cancel_reason", "ended_at", "is_late_cancel"])


# --- when the answer is no --------------------------------------------------------------------------------------------


def _the_same(held: Booking, by: Account | None) -> Booking:
    """The second click of whoever booked, or of the person themself, is no mistake."""
    if by is None or held.booked_by_id == by.pk or held.person_id == by.person_id:
        return held
    raise rules.already_booked(held.person.name, Status(held.status))


def _refuse_if_not_theirs(by: Account | None, person: Person) -> None:
    """The Academy itself (nobody) may; so may the person. Anybody else needs the person within their reach."""
    if by is None or by.person_id == person.pk:
        return
    if not visible_people(Viewer(by)).filter(pk=person.pk).exists():
        raise rules.not_yours(person.name)


def refuse_unless_open(session: Session) -> None:
    if session.is_cancelled:
        raise rules.called_off(str(session))
    if not session.is_open(now=clock.now()):
        raise rules.has_begun(str(session))


def _clash(other: Booking, person: Person, by: Account | None) -> rules.Clash:
    who = "" if by and by.person_id == person.pk else person.name
    return rules.clash(who, Status(other.status), other.session.item.title, other.session.when)
