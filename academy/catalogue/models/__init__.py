"""Everything on offer, and what it rests on."""

from academy.catalogue.models.experts import Acquaintance, Expert, ExpertContact, Promise, PublicEvent, Takeaway, Talk
from academy.catalogue.models.items import Item, Theme
from academy.catalogue.models.library import Resource, ResourceUse, ResourceVersion, Tag, UseKey, UseMark
from academy.catalogue.models.shelves import Collection, CollectionEntry, MeantFor, PathwayStep
from academy.catalogue.models.texts import ItemText

__all__ = [
    "Acquaintance",
    "Collection",
    "CollectionEntry",
    "Expert",
    "ExpertContact",
    "Item",
    "ItemText",
    "MeantFor",
    "PathwayStep",
    "Promise",
    "PublicEvent",
    "Resource",
    "ResourceUse",
    "ResourceVersion",
    "Tag",
    "Takeaway",
    "Talk",
    "Theme",
    "UseKey",
    "UseMark",
]
