"""Sessions planned, moved, made larger or smaller, called off; and places kept for an agency."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from academy.booking import queries, rules
from academy.booking.actions import telling
from academy.booking.actions.places import give_free_places, locked, refuse_unless_open
from academy.booking.models import Booking, HeldPlaces, Session
from academy.booking.rules import CancelReason, Status
from academy.catalogue.models import Item
from academy.core import clock, trail
from academy.people.models import Account, Organisation

WORTH_TELLING = ("starts_at", "ends_at", "timetable", "venue", "access", "link")


@transaction.atomic
def schedule(
    item: Item,
    *,
    starts_at: datetime,
    ends_at: datetime,
    places: int,
    by: Account | None,
    cause: Model | None = None,
    **about: Any,
) -> Session:
    """Put an item on a date. `about` is what else people read: venue, access, link, led_by and so on."""
    session = Session(item=item, starts_at=starts_at, ends_at=ends_at, places=places, cause=cause, **about)
    session.save(force_insert=True)
    trail.note(by, "scheduled", session, places=places)
    return session


@transaction.atomic
def change_session(session: Session, *, by: Account | None, **wanted: Any) -> Session:
    """Everybody on the list is told once of what matters to them: when, where and how."""
    session = locked(session)
    refuse_unless_open(session)
    places = wanted.pop("places", session.places)
    changed = {name: value for name, value in wanted.items() if getattr(session, name) != value}
    for name, value in changed.items():
        setattr(session, name, value)
    is_worth_telling = bool(changed.keys() & set(WORTH_TELLING))
    session.sequence += is_worth_telling
    session.save(update_fields=[*changed, "sequence"])
    session.held.filter(release_on__gt=session.on).update(release_on=session.on)
    if is_worth_telling:
        for booking in _on_the_list(session):
            telling.changed(booking)
    if changed:
        trail.note(by, "changed", session, **{name: str(value) for name, value in changed.items()})
    return change_places(session, places, by=by)


@transaction.atomic
def change_places(session: Session, places: int, *, by: Account | None) -> Session:
    """More places go to those who wait, at once. Fewer than are taken or held there cannot be."""
    session = locked(session)
    if places == session.places:
        return session
    refuse_unless_open(session)
    held = queries.places(session).held
    if places < session.taken + held:
        raise rules.too_few_places(session.taken, held)
    before, session.places = session.places, places
    session.save(update_fields=["places"])
    trail.note(by, "changed the places of", session, before=before, places=places)
    give_free_places(session, by=by)
    return session


@transaction.atomic
def cancel_session(session: Session, *, by: Account | None) -> Session:
    """Call it off: everybody on the list is told once, and calendars forget it."""
    session = locked(session)
    if session.is_cancelled:
        return session
    refuse_unless_open(session)
    session.is_cancelled, session.taken, session.sequence = True, 0, session.sequence + 1
    session.save(update_fields=["is_cancelled", "taken", "sequence"])
    told = _on_the_list(session)
    for booking in told:
        had_place = booking.has_place
        booking.status, booking.cancel_reason = Status.CANCELLED, CancelReason.SESSION_OFF
        booking.ended_at = clock.now()
        telling.called_off(booking, had_place=had_place)
    Booking.objects.bulk_update(told, ["status", "cancel_reason", "ended_at"])
    trail.note(by, "called off", session, people=len(told))
    return session


@transaction.atomic
def hold_places(
    session: Session, organisation: Organisation, *, places: int, release_on: date, by: Account | None
) -> HeldPlaces:
    """Keep places for one agency and all under it until a day. Held again for the same agency, the number changes."""
    session = locked(session)
    refuse_unless_open(session)
    for refusal in queries.why_not_hold(session, organisation, places=places, release_on=release_on):
        raise refusal
    held, is_new = HeldPlaces.objects.update_or_create(
        session=session, organisation=organisation, defaults={"places": places, "release_on": release_on}
    )
    details = {"organisation": organisation.code, "places": places, "release_on": str(release_on)}
    trail.note(by, "held places on" if is_new else "changed held places on", session, **details)
    give_free_places(session, by=by)
    return held


@transaction.atomic
def release_places(held: HeldPlaces, *, by: Account | None) -> None:
    """Let anyone have them from now on."""
    session = locked(held.session)
    details = {"organisation": held.organisation.code, "places": held.places}
    deleted, _ = HeldPlaces.objects.filter(pk=held.pk).delete()
    if deleted:
        trail.note(by, "released held places on", session, **details)
        give_free_places(session, by=by)


def _on_the_list(session: Session) -> list[Booking]:
    bookings = list(Booking.objects.filter(session=session, status__in=rules.IS_TO_COME).select_related("person"))
    for booking in bookings:
        booking.session = session
    return bookings
