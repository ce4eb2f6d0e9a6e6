"""Sessions planned, moved, made larger or smaller, called off, and planned again on other dates."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from academy.booking import queries, rules
from academy.booking.actions import leading, telling
from academy.booking.actions.days import (
    DaysChanged,
    PlannedDay,
    in_order,
    planned_days,
    put_days,
    refuse_if_taken,
    summed_up,
    with_each,
)
from academy.booking.actions.places import give_free_places, locked, refuse_unless_open
from academy.booking.models import Booking, Room, Session, SessionDay, Trainer
from academy.booking.rules import CancelReason, Hours, Status
from academy.catalogue.models import Item
from academy.core import clock, trail
from academy.core.refusals import Refused
from academy.people.models import Account
from academy.ui.dates import date_words

WORTH_TELLING = ("timetable", "access")
OF_A_DAY = ("room", "venue", "link", "trainers")
COPIED = ("timetable", "access", "led_by", "bring", "places", "late_charge")


@transaction.atomic
def schedule(
    item: Item,
    *,
    starts_at: datetime,
    ends_at: datetime,
    places: int,
    by: Account | None,
    cause: Model | None = None,
    more_days: Sequence[Hours] = (),
    room: Room | None = None,
    trainers: Sequence[Trainer] = (),
    **about: Any,
) -> Session:
    """Put an item on one date or several. `about` is what else people read: venue, access, link, led_by and so on."""
    venue, link = about.pop("venue", ""), about.pop("link", "")
    hours = [Hours(starts_at, ends_at), *more_days]
    days = [PlannedDay(one, room, venue, link, tuple(trainers)) for one in hours]
    return _plan(item, days, by=by, cause=cause, places=places, **about)


@transaction.atomic
def schedule_again(session: Session, starts_on: Sequence[date], *, by: Account | None) -> list[Session]:
    """The same again, from each of these dates: as many days apart, the same hours, rooms and trainers; all or none."""
    session = queries.one_session(session.pk) or session
    days, about = planned_days(session), {name: getattr(session, name) for name in COPIED}
    made = []
    for on in starts_on:
        hours = rules.shifted([day.hours for day in days], to=on)
        again = [with_each([day], hours=one)[0] for day, one in zip(days, hours, strict=True)]
        try:
            made.append(_plan(session.item, again, by=by, cause=session.cause, **about))
        except Refused as refused:
            refused.words = f"{date_words(on)}: {refused.words}"
            refused.field = "dates"
            raise
    return made


@transaction.atomic
def change_session(session: Session, *, by: Account | None, **wanted: Any) -> Session:
    """Everybody on the list is told once of what matters to them: when, where and how."""
    session = locked(session)
    refuse_unless_open(session)
    places = wanted.pop("places", session.places)
    days = _days_wanted(session, wanted)
    about = {name: value for name, value in wanted.items() if getattr(session, name) != value}
    session = _apply(session, days, about, places=places, by=by)
    return change_places(session, places, by=by)


@transaction.atomic
def change_day(day: SessionDay, *, by: Account | None, hours: Hours, **wanted: Any) -> Session:
    """One day of several: to come, whether or not the session has begun. `wanted` is room, venue, link, trainers."""
    session = locked(day.session)
    _refuse_if_past(session, day.starts_at, str(day))
    _refuse_if_past(session, hours.starts_at, date_words(hours.starts_at.date()))
    days = planned_days(session)
    fields = {name: wanted[name] for name in OF_A_DAY if name in wanted}
    days[day.number - 1] = with_each([days[day.number - 1]], hours=hours, **fields)[0]
    return _apply(session, days, {}, places=session.places, by=by)


@transaction.atomic
def drop_day(day: SessionDay, *, by: Account | None) -> Session:
    session = locked(day.session)
    _refuse_if_past(session, day.starts_at, str(day))
    days = planned_days(session)
    if len(days) == 1:
        raise rules.last_day(str(session))
    del days[day.number - 1]
    return _apply(session, days, {}, places=session.places, by=by)


@transaction.atomic
def change_places(session: Session, places: int, *, by: Account | None) -> Session:
    """More places go to those who wait, at once. Fewer than are taken or held there cannot be, nor more than fit in."""
    session = locked(session)
    if places == session.places:
        return session
    refuse_unless_open(session)
    held = queries.places(session).held
    if places < session.taken + held:
        raise rules.too_few_places(session.taken, held)
    smallest = queries.smallest_room(session)
    if smallest and places > smallest.capacity:
        raise rules.room_too_small(str(smallest), smallest.capacity)
    before, session.places = session.places, places
    session.save(update_fields=["places"])
    trail.note(by, "changed the places of", session, before=before, places=places)
    give_free_places(session, by=by)
    return session


@transaction.atomic
def cancel_session(session: Session, *, by: Account | None, because: str = "") -> Session:
    """Call it off: everybody on the list is told once, why and what else there is, and calendars forget it."""
    session = locked(session)
    if session.is_cancelled:
        return session
    refuse_unless_open(session)
    session.is_cancelled, session.taken, session.sequence = True, 0, session.sequence + 1
    session.cancelled_because, session.changed_at = because, clock.now()
    session.save(update_fields=["is_cancelled", "taken", "sequence", "cancelled_because", "changed_at"])
    told, instead = _on_the_list(session), queries.dates_instead(session)
    for booking in told:
        had_place = booking.has_place
        booking.status, booking.cancel_reason = Status.CANCELLED, CancelReason.SESSION_OFF
        booking.ended_at = clock.now()
        telling.called_off(booking, had_place=had_place, instead=instead)
    Booking.objects.bulk_update(told, ["status", "cancel_reason", "ended_at"])
    leading.called_off(session)
    trail.note(by, "called off", session, people=len(told), because=because)
    return session


def _plan(
    item: Item, days: Sequence[PlannedDay], *, by: Account | None, cause: Model | None, places: int, **about: Any
) -> Session:
    days = in_order(days)
    refuse_if_taken(days, item, places=places, session=None)
    session = Session(item=item, places=places, cause=cause, changed_at=clock.now(), **about)
    for name, value in summed_up(session, days).items():
        setattr(session, name, value)
    session.save(force_insert=True)
    changed = put_days(session, days)
    leading.told(session, changed)
    trail.note(by, "scheduled", session, places=places, days=len(days))
    return session


def _apply(
    session: Session, days: Sequence[PlannedDay], about: dict[str, Any], *, places: int, by: Account | None
) -> Session:
    """Under the session's lock: its days, what else is said of it, and who is told."""
    days = in_order(days)
    refuse_if_taken(days, session.item, places=places, session=session)
    changed = put_days(session, days)
    if len(days) != session.day_count:
        changed.numbers = list(range(1, len(days) + 1))  # each event says which day of how many it is
    said = {**about, **summed_up(session, days)}
    about = {name: value for name, value in said.items() if getattr(session, name) != value}
    if not (changed or changed.started or changed.stopped or about):
        return session
    for name, value in about.items():
        setattr(session, name, value)
    _note_change(session, about, changed)
    session.save(update_fields=[*about, "sequence", "changed_at", "moved_at"])
    session.held.filter(release_on__gt=session.on).update(release_on=session.on)
    _tell(session, about, changed)
    trail.note(by, "changed", session, **{name: str(value) for name, value in about.items()})
    return session


def _note_change(session: Session, about: dict[str, Any], changed: DaysChanged) -> None:
    session.__dict__.pop("each_day", None)
    session.changed_at = clock.now()
    session.sequence += bool(changed) or _is_worth_telling(about)
    if changed:
        session.moved_at = session.changed_at


def _tell(session: Session, about: dict[str, Any], changed: DaysChanged) -> None:
    if changed or _is_worth_telling(about):
        numbers = changed.numbers or [1]
        for booking in _on_the_list(session):
            telling.changed(booking, numbers=numbers, gone=changed.gone)
    leading.told(session, changed)


def _is_worth_telling(about: dict[str, Any]) -> bool:
    return bool(about.keys() & set(WORTH_TELLING))


def _days_wanted(session: Session, wanted: dict[str, Any]) -> list[PlannedDay]:
    """What is not said stays as it is; a room, place, link or trainers other than the first day's are for every day."""
    held = planned_days(session)
    first = held[0]
    starts_at, ends_at = wanted.pop("starts_at", first.hours.starts_at), wanted.pop("ends_at", first.hours.ends_at)
    more = wanted.pop("more_days", None)
    later = [day.hours for day in held[1:]] if more is None else more
    hours = rules.in_order([Hours(starts_at, ends_at), *later])
    days = [with_each([held[min(number, len(held) - 1)]], hours=one)[0] for number, one in enumerate(hours)]
    asked = {name: wanted.pop(name) for name in OF_A_DAY if name in wanted}
    if "trainers" in asked:
        asked["trainers"] = tuple(asked["trainers"])
    if first.room and asked.get("venue") == first.venue:
        del asked["venue"]  # the words of the room
    other = {name: value for name, value in asked.items() if _is_other(getattr(first, name), value)}
    return with_each(days, **other) if other else days


def _is_other(held: Any, wanted: Any) -> bool:
    return {one.pk for one in held} != {one.pk for one in wanted} if isinstance(held, tuple) else held != wanted


def _refuse_if_past(session: Session, moment: datetime, words: str) -> None:
    if session.is_cancelled:
        raise rules.called_off(str(session))
    if moment <= clock.now():
        raise rules.day_is_past(words)


def _on_the_list(session: Session) -> list[Booking]:
    bookings = list(Booking.objects.filter(session=session, status__in=rules.IS_TO_COME).select_related("person"))
    for booking in bookings:
        booking.session = session
    return bookings
