"""Experts and their talks for tests."""

from datetime import timedelta
from typing import Any

from academy.catalogue.models import Expert, Item, Talk
from academy.core import clock
from tests.builders import make_item, numbers


def make_expert(name: str = "Professor Ada Whitlock", **about: Any) -> Expert:
    """One who has agreed to be listed, unless said otherwise."""
    return Expert.objects.create(
        **{
            "name": name,
            "field": "Decisions under pressure",
            "reach": "national",
            "agreed_on": clock.today() - timedelta(days=30),
            "added_at": clock.now(),
            **about,
        }
    )


def make_event(title: str = "Academy conference", **fields: Any) -> Item:
    return make_item(f"{title} {next(numbers)}", kind="event", **fields)


def make_talk(expert: Expert | None = None, item: Item | None = None, title: str = "In good time") -> Talk:
    return Talk.objects.create(expert=expert or make_expert(), item=item or make_event(), title=title)
