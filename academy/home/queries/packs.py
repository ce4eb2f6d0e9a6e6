"""Packs that wait for somebody: to be written, to be let go, to be read."""

from datetime import timedelta

from django.urls import reverse

from academy.core.exports import Status
from academy.home.queries.thing import Thing
from academy.improvement.queries import packs
from academy.people.scope import Viewer
from academy.ui.dates import date_words

NEW_FOR = timedelta(days=30)


def new_pack(viewer: Viewer) -> list[Thing]:
    """For Members: what was published in the last weeks."""
    version = packs.versions(viewer).order_by("-published_at").first()
    if version is None or viewer.on - version.published_on > NEW_FOR:
        return []
    return [
        Thing(
            heading=version.pack.title,
            why=f"Published {date_words(version.published_on)}. It takes about five minutes to read.",
            action_words="Read the pack",
            action_url=version.pack.get_absolute_url(),
        )
    ]


def pack_to_approve(viewer: Viewer) -> list[Thing]:
    """For directors: it waits until one of them has read it."""
    pack = packs.to_approve(viewer)
    if pack is None:
        return []
    return [
        Thing(
            heading=f"{pack.title}: it waits for you",
            why="Somebody has put it forward. Two people let a pack go, and nothing in it changes meanwhile.",
            tag=Status("To approve", "due"),
            action_words="Read it",
            action_about="before it is published",
            action_url=reverse("pack-draft", args=[pack.pk]),
        )
    ]


def pack_to_write(viewer: Viewer) -> list[Thing]:
    pack = packs.to_write(viewer)
    if pack is None:
        return []
    written, wanted = packs.commented_on(pack)
    sent_back = f"Sent back: {pack.sent_back_why} " if pack.sent_back_why else ""
    return [
        Thing(
            heading=f"{pack.title}: it is to be written",
            why=f"{sent_back}{written} of {wanted} measures have their three sentences.",
            action_words="Write it",
            action_about=pack.title,
            action_url=reverse("pack-draft", args=[pack.pk]),
        )
    ]
