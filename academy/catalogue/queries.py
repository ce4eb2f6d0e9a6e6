"""What is on offer, and what of it somebody may change."""

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import StrIndex

from academy.catalogue import rules
from academy.catalogue.models import Item, Theme
from academy.frameworks.models import Capability
from academy.people.models import Organisation
from academy.people.scope import Viewer, visible

# Courses before workshops before the rest: one function, because eight cases cost half a millisecond a page.
KIND_ORDER = StrIndex(Value(" ".join(rules.Kind.values)), F("kind"))


def items(
    viewer: Viewer,
    *,
    search: str = "",
    theme: str = "",
    kind: str = "",
    mode: str = "",
    level: str = "",
    capability: int | None = None,
    is_published: bool = True,
) -> QuerySet[Item]:
    """What is on offer, by title; when words are looked for, those with the words in their title come first."""
    chosen = {"theme__code": theme, "kind": kind, "mode": mode, "level": level}
    offered = visible(viewer, Item).filter(is_published=is_published)
    offered = offered.filter(**{field: value for field, value in chosen.items() if value})
    if capability:
        links = Item.capabilities.through.objects.filter(item=OuterRef("pk"), capability=capability)
        offered = offered.filter(Exists(links))
    return _ranked(offered, rules.search_words(search))


def every_item(viewer: Viewer) -> QuerySet[Item]:
    """Also what is no longer on offer, because people have it on their records."""
    return visible(viewer, Item).select_related("theme", "organisation")


def own_items(viewer: Viewer) -> QuerySet[Item]:
    """Those whose organisation is the viewer's to look after."""
    return every_item(viewer).filter(organisation__in=own_organisations(viewer))


def own_organisations(viewer: Viewer) -> QuerySet[Organisation]:
    return visible(viewer, Organisation)


def themes(viewer: Viewer) -> QuerySet[Theme]:
    return visible(viewer, Theme)


def capabilities_of(item: Item) -> QuerySet[Capability]:
    return item.capabilities.select_related("framework").order_by("framework__name", "position")


def capability(viewer: Viewer, id: int) -> Capability | None:
    return visible(viewer, Capability).filter(pk=id).first()


def _ranked(offered: QuerySet[Item], words: list[str]) -> QuerySet[Item]:
    """Every word is somewhere; the fewer are missing from the title, the higher it stands. Else courses come first."""
    if not words:
        return offered.order_by(KIND_ORDER, "title", "pk")
    missing: Combinable = Value(0, output_field=IntegerField())
    for word in words:
        offered = offered.filter(Q(title__icontains=word) | Q(summary__icontains=word) | Q(who_for__icontains=word))
        missing = missing + Case(When(title__icontains=word, then=0), default=1, output_field=IntegerField())
    return offered.order_by(missing, "title", "pk")
