"""The catalogue for machines."""

from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from academy.catalogue import queries
from academy.catalogue.models import Item
from academy.catalogue.rules import Kind, Level, Mode
from academy.people.scope import Request, open_to

router = Router(tags=["Catalogue"])
AT_ONCE = 200
FURTHEST = 1_000_000


class ItemOut(Schema):
    id: int
    code: str
    title: str
    summary: str
    who_for: str
    kind: Kind
    mode: Mode
    level: Level
    theme: str
    hours: Decimal
    renewal_months: int | None
    organisation: str
    is_published: bool
    added_on: date

    @staticmethod
    def resolve_theme(item: Item) -> str:
        return item.theme.code

    @staticmethod
    def resolve_organisation(item: Item) -> str:
        return item.organisation.code


class WholeItemOut(ItemOut):
    description: str
    why: str
    capabilities: list[str]

    @staticmethod
    def resolve_capabilities(item: Item) -> list[str]:
        return [capability.code for capability in queries.capabilities_of(item)]


@router.get("/items", response=list[ItemOut])
@open_to("see the offer")
def items(
    request: Request,
    search: str = "",
    theme: str = "",
    kind: Kind | None = None,
    mode: Mode | None = None,
    level: Level | None = None,
    offset: int = Query(0, le=FURTHEST),
) -> QuerySet[Item]:
    """What is on offer, best match first, 200 at a time."""
    found = queries.items(
        request.viewer,
        search=search[:100],
        theme=theme,
        kind=kind or "",
        mode=mode or "",
        level=level or "",
    )
    return found.select_related("theme", "organisation")[max(offset, 0) :][:AT_ONCE]


@router.get("/items/{id}", response=WholeItemOut)
@open_to("see the offer")
def item(request: Request, id: int) -> Item:
    """One item, also when it is no longer on offer."""
    return get_object_or_404(queries.every_item(request.viewer), pk=id)
