"""Everything that changes what is on offer: who did what, in one transaction."""

from academy.catalogue.actions.currency import ask_for_reviews_due, review_item
from academy.catalogue.actions.experts import (
    add_expert,
    add_talk,
    change_expert,
    erase_person,
    forget_contact_details,
    forget_expert,
    keep_recording,
    know_expert,
    log_contact,
    make_promise,
    move_person,
    note_takeaway,
    settle_promise,
    show_event_to,
)
from academy.catalogue.actions.items import add_item, change_item, offer_again, withdraw_item
from academy.catalogue.actions.shelves import add_collection, change_collection, change_steps
from academy.catalogue.actions.texts import rebuild_texts, write_texts

__all__ = [
    "add_collection",
    "add_expert",
    "add_item",
    "add_talk",
    "ask_for_reviews_due",
    "change_collection",
    "change_expert",
    "change_item",
    "change_steps",
    "erase_person",
    "forget_contact_details",
    "forget_expert",
    "keep_recording",
    "know_expert",
    "log_contact",
    "make_promise",
    "move_person",
    "note_takeaway",
    "offer_again",
    "rebuild_texts",
    "review_item",
    "settle_promise",
    "show_event_to",
    "withdraw_item",
    "write_texts",
]
