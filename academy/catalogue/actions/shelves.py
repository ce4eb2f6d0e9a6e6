"""Collections and the steps of pathways: what goes together, in which order."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Sum

from academy.catalogue.actions.texts import write_texts
from academy.catalogue.models import Collection, CollectionEntry, Item, PathwayStep
from academy.catalogue.rules import Kind, SameTitle
from academy.catalogue.rules.shelves import MOST_ITEMS, NotAList, OnlyPathways
from academy.core import clock, trail
from academy.people.models import Account, Organisation

SHORTEST = Decimal("0.05")


@transaction.atomic
def add_collection(
    title: str, *, intro: str, organisation: Organisation, items: Sequence[Item], by: Account | None
) -> Collection:
    _refuse_too_many(items)
    try:
        with transaction.atomic():
            collection = Collection.objects.create(
                title=title, intro=intro, organisation=organisation, added_on=clock.today()
            )
    except IntegrityError:
        raise SameTitle(f"{organisation} has a collection called “{title}” already.", field="title") from None
    _put(collection, items)
    trail.note(by, "added", collection)
    return collection


@transaction.atomic
def change_collection(
    collection: Collection, *, items: Sequence[Item], by: Account | None, **changes: Any
) -> Collection:
    _refuse_too_many(items)
    collection = Collection.objects.select_for_update().get(pk=collection.pk)
    said = {name: getattr(collection, name) for name, value in changes.items() if getattr(collection, name) != value}
    for name in said:
        setattr(collection, name, changes[name])
    try:
        with transaction.atomic():
            collection.save(update_fields=list(said))
    except IntegrityError:
        raise SameTitle("There is a collection of that title there already.", field="title") from None
    collection.entries.all().delete()
    _put(collection, items)
    trail.note(by, "changed", collection, said_before={name: str(value) for name, value in said.items()})
    return collection


@transaction.atomic
def change_steps(pathway: Item, items: Sequence[Item], *, by: Account | None) -> Item:
    """First this, then that. A pathway takes as long as its steps together."""
    _refuse_too_many(items)
    pathway = Item.objects.select_for_update().get(pk=pathway.pk)
    if pathway.kind != Kind.PATHWAY:
        raise OnlyPathways(f"“{pathway}” is not a pathway. Change its kind first.")
    if other := next((item for item in items if item.kind == Kind.PATHWAY), None):
        raise OnlyPathways(f"“{other}” is a pathway itself. Name the steps in it instead.", field="items")
    pathway.steps.all().delete()
    PathwayStep.objects.bulk_create(
        PathwayStep(pathway=pathway, item=item, position=place) for place, item in enumerate(items, start=1)
    )
    hours = pathway.steps.aggregate(hours=Sum("item__hours"))["hours"]
    pathway.hours = hours or SHORTEST
    pathway.save(update_fields=["hours"])
    write_texts([pathway])
    trail.note(by, "changed the steps of", pathway)
    return pathway


def _put(collection: Collection, items: Sequence[Item]) -> None:
    CollectionEntry.objects.bulk_create(
        CollectionEntry(collection=collection, item=item, position=place) for place, item in enumerate(items, start=1)
    )


def _refuse_too_many(items: Sequence[Item]) -> None:
    if len(items) > MOST_ITEMS:
        raise NotAList(f"A list holds {MOST_ITEMS} items at most. Make two of it.", field="items")
