"""Places booked and given back. The session's row is locked first, so that one at a time decides (`locking`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Model

from academy.booking import queries, rules
from academy.booking.actions import telling
from academy.booking.actions.approvals import ask_for_approval, may_approve
from academy.booking.actions.charges import keep_charges
from academy.booking.actions.lists import fill_freed_places, give_free_places
from academy.booking.actions.locking import (
    lock_people,
    locked,
    locked_booking,
    refuse_if_not_theirs,
    refuse_unless_open,
    take,
)
from academy.booking.models import Booking, Party, Session
from academy.booking.queries import Posts
from academy.booking.rules import Approved, Approver, CancelReason, Interruption, Status
from academy.core import clock, trail
from academy.core.refusals import Refused
from academy.people.models import Account, Organisation, Person

__all__ = [
    "Outcome",
    "answer_cover",
    "book_place",
    "book_places",
    "cancel_booking",
    "fill_freed_places",
    "give_back_for_leaver",
    "give_free_places",
    "join",
    "lock_people",
    "locked",
    "move_booking",
    "refuse_unless_open",
    "take",
]


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
    all_the_same: str = "",
) -> Booking:
    """Give the person a place, or a turn on the waiting list. A second click finds the booking of the first."""
    session = locked(session)
    refuse_if_not_theirs(by, person)
    lock_people([person])
    there = queries.at_that_time(session, person)
    if there.held:
        return _the_same(there.held, by)
    posts = _may_join(session, person, there, by=by, all_the_same=all_the_same)
    return join(session, person, posts, by=by, cause=cause, cover=cover, needs=needs, all_the_same=all_the_same)


@transaction.atomic
def book_places(
    session: Session,
    people: Sequence[Person],
    *,
    by: Account | None,
    cause: Model | None = None,
    name: str = "",
    all_or_none: bool = False,
) -> list[Outcome]:
    """For several people at once, in the order given. One refusal stops nobody else, unless they come all or none."""
    session, people = locked(session), list(dict.fromkeys(people))
    lock_people(people)
    outcomes = []
    for person in people:
        try:
            outcomes.append(_checked(session, person, by=by))
        except Refused as refused:
            outcomes.append(Outcome(person, refusal=refused.words))
    party = _party(session, name, by, all_or_none=all_or_none) if name or all_or_none else None
    if all_or_none and any(outcome.refusal for outcome in outcomes):
        return [_stopped(outcome) for outcome in outcomes]
    free_to_join = [outcome.person for outcome in outcomes if outcome.booking is None and not outcome.refusal]
    waits = all_or_none and not _all_fit(session, free_to_join)
    return [
        outcome
        if outcome.person not in free_to_join
        else Outcome(
            outcome.person,
            join(session, outcome.person, queries.posts(outcome.person), by=by, cause=cause, party=party, waits=waits),
        )
        for outcome in outcomes
    ]


@transaction.atomic
def cancel_booking(booking: Booking, *, by: Account | None, reason: str) -> Booking:
    """Give a place back, or leave the list; whoever is next has the place before anybody else can ask for it."""
    booking = locked_booking(booking)
    session = booking.session
    refuse_if_not_theirs(by, booking.person)
    if booking.status == Status.CANCELLED:
        return booking
    refuse_unless_open(session)
    had_place, filled = booking.has_place, booking.status in rules.FILLS_A_PLACE
    booking.is_late_cancel = had_place and rules.is_late(clock.today(), session.on)
    _end(booking, CancelReason(reason))
    if had_place:
        keep_charges([booking], by=by)
    telling.cancelled(booking, by=by, had_place=had_place)
    trail.note(by, "cancelled", booking, reason=booking.cancel_reason, is_late=booking.is_late_cancel)
    if filled:
        take(session, -1)
    give_free_places(session, by=by)
    return booking


def give_back_for_leaver(booking: Booking) -> Booking:
    """By the Academy itself; nobody is charged, and nobody who has left is written to."""
    return cancel_booking(booking, by=None, reason=CancelReason.LEFT)


@transaction.atomic
def move_booking(booking: Booking, to: Session, *, by: Account | None) -> Booking:
    """To another date of the same item as one act: what they have is given up when the new place is theirs, not before.

    The cause and what they need go with it, and nothing is charged. Both sessions are locked, in the order of numbers.
    """
    both = {session.pk: locked(session) for session in sorted((booking.session, to), key=lambda one: one.pk)}
    old, new_session = locked_booking(booking), both[to.pk]
    refuse_if_not_theirs(by, old.person)
    lock_people([old.person])
    if old.session.item_id != to.item_id or old.session_id == to.pk or not old.is_to_come:
        raise rules.other_item(old.session.item.title)
    refuse_unless_open(old.session)
    there = queries.at_that_time(new_session, old.person, besides=old)
    if there.held:
        return _the_same(there.held, by)
    posts = _may_join(new_session, old.person, there._replace(other_date=None), by=by, all_the_same="moved")
    kept: dict[str, Any] = {
        "cause": old.cause,
        "cover": old.cover,
        "needs": old.needs,
        "all_the_same": old.all_the_same,
    }
    is_approved = old.approval == Approved.GIVEN
    new = join(new_session, old.person, posts, by=by, is_approved=is_approved, is_told=False, **kept)
    _refuse_to_lose(old, new)
    filled, had_place = old.status in rules.FILLS_A_PLACE, old.has_place
    _end(old, CancelReason.MOVED)
    telling.moved(new, old, by=by, had_place=had_place)
    trail.note(by, "moved", old, to=new.pk)
    if filled:
        take(old.session, -1)
    give_free_places(old.session, by=by)
    return new


@transaction.atomic
def answer_cover(booking: Booking, cover: str, *, by: Account, needs: str | None = None) -> Booking:
    """Is their work covered, and what do they need? The manager hears of it when it is not."""
    booking = Booking.objects.select_for_update(no_key=True).get(pk=booking.pk)
    refuse_if_not_theirs(by, booking.person)
    before = booking.cover
    booking.cover = rules.Cover(cover) if cover else before
    booking.needs = booking.needs if needs is None else needs
    booking.save(update_fields=["cover", "needs"])
    if cover:
        telling.cover_changed(booking)
    trail.note(by, "said whether work is covered", booking, cover=booking.cover)
    return booking


# --- under the session's lock -----------------------------------------------------------------------------------------


def join(
    session: Session,
    person: Person,
    posts: Posts,
    *,
    by: Account | None,
    is_approved: bool = False,
    is_told: bool = True,
    waits: bool = False,
    **fields: Any,
) -> Booking:
    """A place, a place that is kept until it is approved, or a turn; `waits` for the others of a party."""
    at, places = clock.now(), queries.places(session)
    organisation = posts.best_for(places)
    is_full = waits or places.free_for(*queries.agency(organisation)) < 1
    has_place = not is_full and _outcome(session, places, organisation) == Status.BOOKED
    booking = Booking(
        session=session,
        person=person,
        organisation=organisation,
        status=Status.BOOKED if has_place else Status.WAITING,
        booked_by=by,
        booked_at=at,
        placed_at=at if has_place else None,
        **fields,
    )
    asked = queries.approver_kind(session, posts, organisation)
    manager = posts.manager_at(organisation)
    if asked:
        _await_approval(booking, asked, manager, by=by, is_approved=is_approved)
    if booking.status in rules.FILLS_A_PLACE:
        take(session, 1)
    booking.save(force_insert=True)
    approval = ask_for_approval(booking, asked, manager, by=by) if asked else None
    if is_told:
        telling.booked(booking, manager=posts.manager, by=by, approval=approval)
    trail.note(by, _verb(booking), booking)
    return booking


def _outcome(session: Session, places: rules.Places, organisation: Organisation | None) -> Status:
    path, kind = queries.agency(organisation)
    return rules.outcome_for(path, places, queries.waiting(session), kind)


def _await_approval(
    booking: Booking, asked: str, manager: Person | None, *, by: Account | None, is_approved: bool
) -> None:
    """Whoever may approve it and books it has approved it. Else a place is kept for some days, and then passes on."""
    is_leads = asked == Approver.LEAD or manager is None
    asked_of = None if is_leads else manager
    if is_approved or may_approve(by, booking.person, asked_of, is_wide=is_leads):
        booking.approval = Approved.GIVEN
        return
    booking.approval, days = Approved.ASKED, queries.terms_of(booking.session).approval_days
    if booking.status == Status.BOOKED and days:
        booking.status = Status.KEPT
        booking.kept_until = rules.kept_until(booking.booked_at, days, starts_at=booking.session.starts_at)
    elif not days:
        booking.status, booking.placed_at, booking.lapsed_at = Status.WAITING, None, booking.booked_at


def _verb(booking: Booking) -> str:
    if booking.is_kept:
        return "asked for approval of"
    return "booked" if booking.has_place else "joined the waiting list of"


def _end(booking: Booking, reason: CancelReason) -> None:
    booking.status, booking.cancel_reason, booking.ended_at = Status.CANCELLED, reason, clock.now()
    booking.kept_until = None
    booking.save(update_fields=["status", "cancel_reason", "ended_at", "is_late_cancel", "kept_until"])


# --- several at once --------------------------------------------------------------------------------------------------


def _checked(session: Session, person: Person, *, by: Account | None) -> Outcome:
    """Whether they may join; who is on it already has what they have."""
    refuse_if_not_theirs(by, person)
    there = queries.at_that_time(session, person)
    if there.held:
        return Outcome(person, _the_same(there.held, by))
    _may_join(session, person, there, by=by, all_the_same="")
    return Outcome(person)


def _party(session: Session, name: str, by: Account | None, *, all_or_none: bool) -> Party:
    return Party.objects.create(
        session=session, name=name or "A group", is_all_or_none=all_or_none, booked_by=by, booked_at=clock.now()
    )


def _stopped(outcome: Outcome) -> Outcome:
    words = "Somebody else of the group cannot come, and you asked for all or none."
    return outcome if outcome.refusal or outcome.booking else Outcome(outcome.person, refusal=words)


def _all_fit(session: Session, people: Sequence[Person]) -> bool:
    """Once everybody who waits has what they may have."""
    places, turns = queries.places(session), queries.waiting(session)
    for number, person in enumerate(people, start=1):
        path, kind = queries.agency(queries.posts(person).best_for(places))
        turns.append(rules.Turn(-number, path, kind))
    return sum(one.booking_id < 0 for one in rules.given(places, turns)) == len(people)


# --- when the answer is no --------------------------------------------------------------------------------------------


def _may_join(
    session: Session, person: Person, there: queries.AtThatTime, *, by: Account | None, all_the_same: str
) -> Posts:
    refuse_unless_open(session)
    if there.clash:
        raise _clash(there.clash, person, by)
    posts, who = queries.posts(person), _who(person, by)
    found = queries.interruptions(session, person, posts, other_date=there.other_date, who=who)
    _refuse_interrupted(found, all_the_same)
    return posts


def _refuse_interrupted(found: Sequence[Interruption], all_the_same: str) -> None:
    words = " ".join(one.words for one in found)
    if any(not one.may_go_on for one in found):
        raise rules.not_for_you(words)
    if found and not all_the_same:
        raise rules.because_needed(words)


def _refuse_to_lose(old: Booking, new: Booking) -> None:
    if old.has_place and new.is_kept:
        raise rules.needs_approval_there(new.session.when, old.session.when)
    if old.status in rules.FILLS_A_PLACE and new.is_waiting:
        raise rules.no_place_there(new.session.when, old.session.when)


def _the_same(held: Booking, by: Account | None) -> Booking:
    """The second click of whoever booked, or of the person themself, is no mistake."""
    if by is None or held.booked_by_id == by.pk or held.person_id == by.person_id:
        return held
    raise rules.already_booked(held.person.name, Status(held.status))


def _who(person: Person, by: Account | None) -> str:
    """A name, or nothing when they book for themselves."""
    return "" if by and by.person_id == person.pk else person.name


def _clash(other: Booking, person: Person, by: Account | None) -> rules.Clash:
    return rules.clash(_who(person, by), Status(other.status), other.session.item.title, other.session.when)
