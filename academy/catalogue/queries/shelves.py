"""Collections, and pathways with how far somebody is."""

from collections.abc import Collection as Some
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from academy.catalogue.models import Collection, CollectionEntry, Item, PathwayStep
from academy.people.scope import Viewer, visible


@dataclass(frozen=True)
class Step:
    """One item of a pathway, and whether the one who looks has done it."""

    item: Item
    is_done: bool
    is_next: bool


def collections(viewer: Viewer) -> QuerySet[Collection]:
    """Each with how many items of it are on offer; also what is not published to whoever looks after it."""
    on_offer = Count("entries", filter=Q(entries__item__is_published=True))
    rows = visible(viewer, Collection).filter(Q(is_published=True) | _own(viewer))
    return rows.annotate(number=on_offer).select_related("organisation").order_by("title", "pk")


def own_collections(viewer: Viewer) -> QuerySet[Collection]:
    return visible(viewer, Collection).filter(_own(viewer))


def items_in(viewer: Viewer, collection: Collection) -> list[Item]:
    """In the order of whoever put them together; what was withdrawn is passed over."""
    entries = CollectionEntry.objects.filter(collection=collection)
    rows = visible(viewer, Item).filter(Exists(entries.filter(item=OuterRef("pk"))), is_published=True)
    places = dict(entries.values_list("item", "position"))
    return sorted(rows, key=lambda item: places[item.pk])


def collections_with(viewer: Viewer, item: Item) -> QuerySet[Collection]:
    return visible(viewer, Collection).filter(is_published=True, entries__item=item).order_by("title", "pk")


def steps(viewer: Viewer, pathway: Item, *, done: Some[int]) -> list[Step]:
    """The first that is not done yet is the next."""
    rows = PathwayStep.objects.filter(pathway=pathway, item__in=visible(viewer, Item))
    items = [step.item for step in rows.select_related("item").order_by("position")]
    next_one = next((item.pk for item in items if item.pk not in done), None)
    return [Step(item, item.pk in done, item.pk == next_one) for item in items]


def pathways_with(viewer: Viewer, item: Item) -> QuerySet[Item]:
    return visible(viewer, Item).filter(is_published=True, steps__item=item).order_by("title", "pk")


def _own(viewer: Viewer) -> Q:
    within = Q(pk__in=[])
    if viewer.sees_authority and viewer.may("change the offer"):
        return ~within
    for branch in viewer.branches_for("change the offer"):
        within |= Q(organisation__path__startswith=branch)
    return within
