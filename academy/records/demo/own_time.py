"""Five years of what people did in their own time because they wished to. What they must do, and what they came to, the
rooms above tell."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from random import Random

from academy.catalogue.models import Item
from academy.catalogue.rules import Kind, Mode
from academy.core.clock import months_after
from academy.core.demo import World
from academy.people.models import Spell
from academy.records.models import Completion
from academy.records.rules import Door

YEARS = 5
BATCH = 2_000
PIECES_A_YEAR = 4.0
Stay = tuple[date, date]


def build_own_time(world: World) -> None:
    """What is on records already was asked of people: nobody is made to seem to have done that more often."""
    asked = Completion.objects.order_by().values("item")
    offer = list(Item.objects.filter(mode=Mode.OWN_TIME, is_published=True).exclude(pk__in=asked))
    made, number = _completions(world.chance("records"), _stays(world), offer), 0
    while batch := list(islice(made, BATCH)):
        Completion.objects.bulk_create(batch)
        number += len(batch)
    world.say(f"{number:,} pieces of e-learning and reading on people’s records")


def _stays(world: World) -> dict[int, Stay]:
    """Each person once, from their first day within the five years to their last."""
    first = months_after(world.on, -12 * YEARS)
    stays: dict[int, Stay] = {}
    spells = Spell.objects.order_by("person", "started_on", "pk").values_list("person", "started_on", "ended_on")
    for person, start, end in spells.iterator(chunk_size=BATCH):
        start, end = max(start, first), min(end or world.on, world.on)
        if start < end:
            came, went = stays.get(person, (start, end))
            stays[person] = (came, max(went, end))
    return stays


def _completions(chance: Random, stays: dict[int, Stay], offer: list[Item]) -> Iterator[Completion]:
    for person, (came, went) in stays.items():
        days = (went - came).days
        number = int(days / 365 * PIECES_A_YEAR * chance.uniform(0, 2) + chance.random())
        for item in chance.sample(offer, min(number, len(offer))):
            on = came + timedelta(days=chance.randrange(days + 1))
            door = Door.LIBRARY if item.kind == Kind.RESOURCE else Door.PACKAGE
            yield Completion(person_id=person, item=item, completed_on=on, hours=item.hours, door=door)
