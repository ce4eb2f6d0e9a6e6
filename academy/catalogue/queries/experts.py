"""Experts as somebody may see them, the events they speak at, and what is shown to everybody."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from academy.catalogue.models import (
    Acquaintance,
    Expert,
    ExpertContact,
    Item,
    Promise,
    PublicEvent,
    Takeaway,
    Talk,
)
from academy.catalogue.rules import Kind
from academy.catalogue.rules.experts import EventCircle
from academy.catalogue.rules.library import ShownTo
from academy.people.scope import Viewer, visible


def experts(viewer: Viewer, *, search: str = "", reach: str = "") -> QuerySet[Expert]:
    found = visible(viewer, Expert).annotate(
        talk_count=Count("talks", distinct=True), known_count=Count("known_by", distinct=True)
    )
    for word in search.replace("\0", "").split():
        found = found.filter(
            Q(name__icontains=word)
            | Q(field__icontains=word)
            | Q(organisation__icontains=word)
            | Q(bio__icontains=word)
        )
    return (found.filter(reach=reach) if reach else found).order_by("name", "pk")


def known_by(viewer: Viewer, expert: Expert) -> list[Acquaintance]:
    """Those whom the viewer may see at all; of others only how many there are."""
    return list(visible(viewer, Acquaintance).filter(expert=expert).select_related("person"))


def talks_of(viewer: Viewer, expert: Expert) -> list[Talk]:
    return list(visible(viewer, Talk).filter(expert=expert).select_related("item", "recording"))


def talks_at(item: Item) -> list[Talk]:
    return list(Talk.objects.filter(item=item).select_related("expert").order_by("pk"))


def contacts(viewer: Viewer, expert: Expert) -> QuerySet[ExpertContact]:
    return visible(viewer, ExpertContact).filter(expert=expert).select_related("by__person")


def promises(viewer: Viewer, expert: Expert) -> QuerySet[Promise]:
    return visible(viewer, Promise).filter(expert=expert)


def promises_due(viewer: Viewer, *, by: date | None = None) -> QuerySet[Promise]:
    """Open, and due by then if a day is named: the first one first."""
    found = visible(viewer, Promise).filter(settled_on=None).select_related("expert").order_by("due_on", "pk")
    return found.filter(due_on__lte=by) if by else found


def takeaways(viewer: Viewer, talk: Talk) -> list[Takeaway]:
    return list(visible(viewer, Takeaway).filter(talk=talk).select_related("by__person"))


def events(viewer: Viewer) -> QuerySet[Item]:
    """Events within the viewer's circle, each with whether the public may read of it."""
    found = visible(viewer, Item).filter(kind=Kind.EVENT, is_published=True)
    return found.select_related("organisation", "public_event")


def public_events() -> QuerySet[Item]:
    """What somebody without an account may read of. Nothing that is meant for fewer people is ever in it."""
    found = Item.objects.filter(kind=Kind.EVENT, is_published=True, shown_to=ShownTo.EVERYONE)
    return found.filter(public_event__isnull=False).select_related("organisation", "public_event")


def speakers(items: list[Item], *, on: date) -> dict[int, list[Talk]]:
    """Who speaks at which event: those who agreed to be named."""
    found: dict[int, list[Talk]] = {item.pk: [] for item in items}
    agreed = Talk.objects.filter(item__in=list(found), expert__agreed_on__lte=on, expert__erased_at=None)
    for talk in agreed.select_related("expert").order_by("pk"):
        found[talk.item_id].append(talk)
    return found


def circle_of(item: Item) -> EventCircle:
    if item.shown_to == ShownTo.EVERYONE and PublicEvent.objects.filter(item=item).exists():
        return EventCircle.PUBLIC
    return EventCircle.INTERNAL if item.shown_to == ShownTo.OWN else EventCircle.PARTNERS
