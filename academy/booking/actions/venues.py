"""Venues and their rooms. What sessions to come say of a venue is kept as the venue says it."""

from typing import Any

from django.db import transaction

from academy.booking import queries, rules
from academy.booking.models import Room, Session, SessionDay, Venue
from academy.core import clock, trail
from academy.people.models import Account


@transaction.atomic
def add_venue(*, by: Account | None, **about: Any) -> Venue:
    venue = Venue.objects.create(**about)
    trail.note(by, "added venue", venue)
    return venue


@transaction.atomic
def change_venue(venue: Venue, *, by: Account | None, **about: Any) -> Venue:
    venue = Venue.objects.select_for_update(no_key=True).get(pk=venue.pk)
    changed = _changed(venue, about)
    if changed:
        venue.save(update_fields=list(changed))
        _keep_in_step(venue)
        trail.note(by, "changed venue", venue, **{name: str(value) for name, value in changed.items()})
    return venue


@transaction.atomic
def add_room(venue: Venue, *, name: str, capacity: int, about: str = "", by: Account | None, **more: Any) -> Room:
    room = Room.objects.create(venue=venue, name=name, capacity=capacity, about=about, **more)
    trail.note(by, "added room", room, capacity=capacity)
    return room


@transaction.atomic
def change_room(room: Room, *, by: Account | None, **about: Any) -> Room:
    """Not smaller than the sessions that are planned in it."""
    room = Room.objects.select_for_update(of=("self",), no_key=True).select_related("venue").get(pk=room.pk)
    largest = queries.largest_session_in(room, now=clock.now())
    if largest and about.get("capacity", room.capacity) < largest.places:
        raise rules.room_needed(largest.item.title, largest.when, largest.places)
    changed = _changed(room, about)
    if changed:
        room.save(update_fields=list(changed))
        _keep_in_step(room.venue)
        trail.note(by, "changed room", room, **{name: str(value) for name, value in changed.items()})
    return room


def _changed(record: Venue | Room, about: dict[str, Any]) -> dict[str, Any]:
    changed = {name: value for name, value in about.items() if getattr(record, name) != value}
    for name, value in changed.items():
        setattr(record, name, value)
    return changed


def _keep_in_step(venue: Venue) -> None:
    """In the words of sessions to come, in a few writes for each room. Nobody is told: it is the same place."""
    to_come = SessionDay.objects.filter(starts_at__gt=clock.now())
    for room in venue.rooms.select_related("venue"):
        days = to_come.filter(room=room)
        days.update(venue=str(room))
        first = Session.objects.filter(pk__in=days.filter(number=1).values("session"))
        first.update(venue=str(room), access=room.venue.access_words[:160], changed_at=clock.now())
