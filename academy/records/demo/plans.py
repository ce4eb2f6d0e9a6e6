"""What people in Weyshire mean to read, watch and do next."""

from collections.abc import Iterator
from datetime import timedelta

from academy.catalogue.models import Item
from academy.core.demo import World
from academy.people.models import Person
from academy.records.models import PlannedItem

AMARA, NAMED = (
    "practitioner@weyshire.example",
    (
        "Thresholds guide",
        "Film: how a supervision conversation begins",
        "Seven-minute briefing: was not brought",
        "Motivational interviewing in family safeguarding",
    ),
)
ONE_IN = 12


def build_plans(world: World) -> None:
    items = list(Item.objects.filter(is_published=True, shown_to="everyone").order_by("pk"))
    if not items:
        return
    planned = {(one.person_id, one.item_id): one for one in (*_amaras(world, items), *_others(world, items))}
    PlannedItem.objects.bulk_create(planned.values(), batch_size=2_000)
    world.say(f"{len(planned)} things on people’s plans")


def _amaras(world: World, items: list[Item]) -> Iterator[PlannedItem]:
    amara = Person.objects.filter(account__email=AMARA).first()
    for days, title in enumerate(NAMED, start=3):
        item = next((one for one in items if one.title == title), None)
        if amara is not None and item is not None:
            yield PlannedItem(person=amara, item=item, added_on=world.on - timedelta(days=days * 4))


def _others(world: World, items: list[Item]) -> Iterator[PlannedItem]:
    chance = world.chance("plans")
    people = list(Person.objects.exclude(account__email=AMARA).order_by("pk").values_list("pk", flat=True))
    for person_id in chance.sample(people, len(people) // ONE_IN):
        for item in chance.sample(items, min(len(items), chance.randint(1, 3))):
            yield PlannedItem(person_id=person_id, item=item, added_on=world.on - timedelta(days=chance.randrange(90)))
