"""Places that came free, given on down the list or offered; and those that were kept and not taken. Each is logged."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from academy.booking import queries, rules
from academy.booking.actions import telling
from academy.booking.actions.locking import locked, locked_booking, refuse_if_not_theirs, refuse_unless_open, take
from academy.booking.models import Booking, Decision, Session
from academy.booking.rules import Given, Status, Turn, Turned
from academy.core import clock, trail
from academy.people.models import Account
from academy.ui.dates import date_words, time_words


@transaction.atomic
def fill_freed_places(session: Session, *, by: Account | None = None) -> list[Booking]:
    """For what comes free by the calendar: a hold whose day has come, a place that was kept and not taken."""
    session = locked(session)
    pass_on_what_lapsed(session)
    return give_free_places(session, by=by)


@transaction.atomic
def take_offer(booking: Booking, *, by: Account | None) -> Booking:
    """The place that was offered is theirs. A second tap finds it taken."""
    booking = locked_booking(booking)
    refuse_if_not_theirs(by, booking.person)
    if booking.has_place:
        return booking
    refuse_unless_open(booking.session)
    if not booking.is_offered or booking.kept_until is None or booking.kept_until <= clock.now():
        raise rules.offer_over(_moment_words(booking))
    booking.status, booking.kept_until = Status.BOOKED, None
    booking.save(update_fields=["status", "kept_until"])
    log(booking, Turned.TAKEN)
    telling.placed(booking)
    trail.note(by, "took the place offered on", booking)
    return booking


@transaction.atomic
def ask_again(booking: Booking, *, by: Account | None) -> Booking:
    """Whoever let an offer pass says that they still want a place: their turn counts again from where it stood."""
    booking = locked_booking(booking)
    refuse_if_not_theirs(by, booking.person)
    refuse_unless_open(booking.session)
    if booking.is_waiting and booking.lapsed_at and not booking.awaits_approval:
        booking.lapsed_at = None
        booking.save(update_fields=["lapsed_at"])
        trail.note(by, "asked again for a place on", booking)
        give_free_places(booking.session, by=by)
        booking.refresh_from_db(fields=["status", "kept_until", "placed_at"])
    return booking


@transaction.atomic
def say_who_is_urgent(session: Session, urgent: set[int]) -> int:
    """For whom of those who wait it is overdue, by the room that knows: the list is served in that order from now."""
    session = locked(session)
    waiting = Booking.objects.filter(session=session, status=Status.WAITING)
    changed = waiting.filter(person__in=urgent, is_urgent=False).update(is_urgent=True)
    changed += waiting.filter(is_urgent=True).exclude(person__in=urgent).update(is_urgent=False)
    if changed:
        give_free_places(session, by=None)
    return changed


# --- under the session's lock -----------------------------------------------------------------------------------------


def give_free_places(session: Session, *, by: Account | None) -> list[Booking]:
    """In the same transaction as what freed them: whoever has waited longest, of those who may have the place."""
    if session.free < 1 or not session.is_open(now=clock.now()):
        return []
    waiting = queries.waiting(session)
    given = list(rules.given(queries.places(session), waiting)) if waiting else []
    if not given:
        return []
    take(session, len(given))
    placed = Booking.objects.select_related("person").in_bulk([one.booking_id for one in given])
    decisions = [_place(placed[one.booking_id], session, one) for one in given]
    Decision.objects.bulk_create([*decisions, *_passed(session, given, waiting)])
    for one in given:
        details = {"position": one.position, "held_for": one.held_for, "passed_over": list(one.passed_over)}
        verb = "gave a place to" if placed[one.booking_id].has_place else "kept a place for"
        trail.note(by, verb, placed[one.booking_id], **details)
    return [placed[one.booking_id] for one in given]


def pass_on_what_lapsed(session: Session) -> None:
    """They keep their turn, and are passed over until it is approved or they ask again."""
    now = clock.now()
    lapsed = list(queries.lapsed(session, now=now))
    for booking in lapsed:
        booking.session = session
        turned = Turned.UNAPPROVED if booking.awaits_approval else Turned.LAPSED
        booking.status, booking.lapsed_at, booking.kept_until, booking.placed_at = Status.WAITING, now, None, None
        booking.save(update_fields=["status", "lapsed_at", "kept_until", "placed_at"])
        log(booking, turned)
        telling.lapsed(booking)
        trail.note(None, "passed on the place kept for", booking)
    if lapsed:
        take(session, -len(lapsed))


def log(booking: Booking, turned: Turned, *, position: int = 0, because: str = "") -> Decision:
    decision = _decision(booking.session, booking.pk, turned, position=position, because=because)
    decision.save()
    return decision


def _place(booking: Booking, session: Session, given: Given) -> Decision:
    """At once, or kept until it is approved or taken: whatever the session's terms say."""
    terms, now = queries.terms_of(session), clock.now()
    booking.session = session
    booking.status, booking.placed_at, booking.kept_until = Status.BOOKED, now, None
    turned, days = Turned.GIVEN, 0
    if booking.awaits_approval:
        turned, days = Turned.KEPT, terms.approval_days
    elif rules.is_timed(terms.offers, terms.offer_within_days, days_left=(session.on - clock.today()).days):
        turned, days = Turned.OFFERED, terms.offer_days
    if turned != Turned.GIVEN:
        booking.status = Status.KEPT
        booking.kept_until = rules.kept_until(now, days, starts_at=session.starts_at)
    booking.save(update_fields=["status", "placed_at", "kept_until"])
    telling.turned(booking, turned)
    because = f"Held for {given.held_for}" if given.held_for else ""
    return _decision(session, booking.pk, turned, position=given.position, because=because)


def _passed(session: Session, given: Sequence[Given], waiting: Sequence[Turn]) -> list[Decision]:
    """Who stood before somebody who had a place, and why they could not have it."""
    turns = {turn.booking_id: (position, turn) for position, turn in enumerate(waiting, start=1)}
    passed = sorted({booking_id for one in given for booking_id in one.passed_over})
    awaited = queries.awaiting_approval(passed)
    return [
        _decision(
            session,
            booking_id,
            Turned.PASSED,
            position=turns[booking_id][0],
            because=rules.passed_because(turns[booking_id][1], is_awaited=booking_id in awaited),
        )
        for booking_id in passed
    ]


def _decision(session: Session, booking_id: int, turned: Turned, *, position: int, because: str) -> Decision:
    return Decision(
        session=session, booking_id=booking_id, at=clock.now(), turned=turned, position=position, because=because
    )


def _moment_words(booking: Booking) -> str:
    until = timezone.localtime(booking.kept_until or booking.lapsed_at or booking.booked_at)
    return f"{time_words(until.time())} on {date_words(until.date())}"
