"""Finding people, items and sessions within the viewer's reach."""

from dataclasses import dataclass

from django.urls import reverse

from academy.booking import queries as booking
from academy.catalogue import queries as catalogue
from academy.catalogue.models import Item
from academy.people import queries as people
from academy.people.scope import Viewer

EACH = 10


@dataclass(frozen=True)
class Found:
    heading: str
    url: str
    why: str


@dataclass(frozen=True)
class Results:
    people: list[Found]
    items: list[Found]
    sessions: list[Found]

    @property
    def total(self) -> int:
        return len(self.people) + len(self.items) + len(self.sessions)


def search(viewer: Viewer, words: str) -> Results:
    """Three short lists; each says where to look for the rest."""
    words = words.replace("\x00", "").strip()[:100]
    if len(words) < 2:
        return Results([], [], [])
    items = list(catalogue.items(viewer, search=words)[:EACH])
    return Results(_people(viewer, words), [_item(item) for item in items], _sessions(viewer, [i.pk for i in items]))


def _people(viewer: Viewer, words: str) -> list[Found]:
    if not viewer.may("find people"):
        return []
    return [Found(str(p), p.get_absolute_url(), p.email or "") for p in people.people(viewer, search=words)[:EACH]]


def _item(item: Item) -> Found:
    return Found(item.title, reverse("item", args=[item.pk]), item.summary)


def _sessions(viewer: Viewer, item_ids: list[int]) -> list[Found]:
    sessions = booking.open_sessions(viewer).filter(item__in=item_ids).select_related("item")[:EACH]
    return [
        Found(str(session), reverse("session", args=[session.pk]), session.venue or "Online") for session in sessions
    ]
