"""The catalogue for machines."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from academy.catalogue import queries
from academy.catalogue.models import Item
from academy.catalogue.rules import Kind, Level, Mode
from academy.frameworks import queries as frameworks
from academy.frameworks.models import LegalSource
from academy.frameworks.rules import SourceKind
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
    price: Decimal
    review_on: date | None
    is_being_checked: bool

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
    job_roles: list[str]
    organisation_kinds: list[str]
    rests_on: list[str]
    steps: list[str]

    @staticmethod
    def resolve_job_roles(item: Item) -> list[str]:
        return [one.job_role.code for one in item.meant_for.all() if one.job_role]

    @staticmethod
    def resolve_organisation_kinds(item: Item) -> list[str]:
        return [one.organisation_kind for one in item.meant_for.all() if one.organisation_kind]

    @staticmethod
    def resolve_rests_on(item: Item) -> list[str]:
        return [f"{version.source.code} {version.name}" for version in frameworks.versions_under(item)]

    @staticmethod
    def resolve_steps(item: Item) -> list[str]:
        return [step.item.code for step in item.steps.all()]

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
    is_free: bool = False,
    offset: int = Query(0, le=FURTHEST),
) -> list[Item]:
    """What is on offer, best match first, 200 at a time."""
    found = queries.items(
        request.viewer,
        search=search[:100],
        theme=theme,
        kind=kind or "",
        mode=mode or "",
        level=level or "",
        is_free=is_free,
    )
    return _with_currency(found.select_related("theme", "organisation")[max(offset, 0) :][:AT_ONCE])


@router.get("/items/{id}", response=WholeItemOut)
@open_to("see the offer")
def item(request: Request, id: int) -> Item:
    """One item, also when it is no longer on offer."""
    found = queries.every_item(request.viewer).prefetch_related("meant_for__job_role", "steps__item")
    return _with_currency([get_object_or_404(found, pk=id)])[0]


class ResourceVersionOut(Schema):
    name: str
    published_on: date
    in_force_on: date | None
    what_changed: str
    link: str
    is_current: bool


class SourceOut(Schema):
    id: int
    code: str
    title: str
    kind: SourceKind
    publisher: str
    what_it_says: str
    versions: list[ResourceVersionOut]


@router.get("/sources", response=list[SourceOut])
@open_to("see the offer")
def sources(request: Request, search: str = "", kind: SourceKind | None = None) -> list[LegalSource]:
    """The law, guidance and evidence that the offer rests on, each with its versions, newest first."""
    found = frameworks.sources(request.viewer, search=search[:100], kind=kind or "")
    return list(found.prefetch_related("versions"))


def _with_currency(found: Iterable[Item]) -> list[Item]:
    """Each says whether it waits to be looked at again."""
    rows = list(found)
    checked = frameworks.being_checked(Item, [item.pk for item in rows])
    for item in rows:
        item.is_being_checked = item.pk in checked  # type: ignore[attr-defined]
    return rows
