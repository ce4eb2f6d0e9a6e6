"""The pages: what there is to learn, and what those do who look after it."""

from academy.catalogue.views.items import add_item, catalogue, change_item, item, offer_item_again, withdraw_item
from academy.catalogue.views.shelves import (
    add_collection,
    change_collection,
    change_steps,
    collection,
    collections,
    review_item,
)

__all__ = [
    "add_collection",
    "add_item",
    "catalogue",
    "change_collection",
    "change_item",
    "change_steps",
    "collection",
    "collections",
    "item",
    "offer_item_again",
    "review_item",
    "withdraw_item",
]
