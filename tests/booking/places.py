"""Rooms and trainers for tests."""

from typing import Any

from academy.booking.models import Room, Trainer, Venue
from academy.catalogue.models import Item
from tests.builders import make_item, make_person, numbers


def make_room(name: str = "Garden Room", *, capacity: int = 24, venue: Venue | None = None, **about: Any) -> Room:
    venue = venue or Venue.objects.create(
        **{"name": f"Wey Valley Centre {next(numbers)}", "town": "Guildbourne", "is_step_free": True, **about}
    )
    return Room.objects.create(venue=venue, name=name, capacity=capacity)


def make_trainer(known_as: str = "Helen Marsh, Principal Social Worker", *, items: list[Item] | None = None) -> Trainer:
    trainer = Trainer.objects.create(person=make_person("Helen", "Marsh"), known_as=known_as)
    trainer.may_lead.set(items or [make_item()])
    return trainer
