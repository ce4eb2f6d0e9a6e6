"""What is on offer, and what of it somebody may change."""

from collections.abc import Collection as Some

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Lower, StrIndex

from academy.catalogue import rules
from academy.catalogue.models import Item, ItemText, MeantFor, Theme
from academy.core import search as texts
from academy.frameworks.models import Capability
from academy.people.models import Organisation
from academy.people.scope import Viewer, current_spells, visible

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
    is_free: bool = False,
    among: Some[int] | None = None,
    or_meant_for_viewer: bool = False,
    is_published: bool = True,
) -> QuerySet[Item]:
    """What is on offer, by title; when words are looked for, the best match first, and no more than the best 300."""
    chosen = {"theme__code": theme, "kind": kind, "mode": mode, "level": level}
    offered = visible(viewer, Item).filter(is_published=is_published)
    offered = offered.exclude(kind=rules.Kind.RESOURCE, review_on__lte=viewer.on)  # until somebody has looked at it
    offered = offered.filter(**{field: value for field, value in chosen.items() if value})
    if capability:
        links = Item.capabilities.through.objects.filter(item=OuterRef("pk"), capability=capability)
        offered = offered.filter(Exists(links))
    if is_free:
        offered = offered.filter(price=0)
    if among is not None:
        mine = _meant_for(viewer) if or_meant_for_viewer else Q(pk__in=[])
        offered = offered.filter(Q(pk__in=list(among)) | mine)
    return texts.ranked(offered.order_by(KIND_ORDER, "title", "pk"), ItemText, search)


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


def meant_for(item: Item) -> list[str]:
    """Job roles first, then kinds of organisation, in words."""
    rows = item.meant_for.select_related("job_role").order_by("organisation_kind", "job_role__name")
    return [str(one) for one in rows]


def titled(viewer: Viewer, names: Some[str]) -> dict[str, list[Item]]:
    """What is on offer by title or code, in small letters: two agencies may use one title."""
    wanted = {name.lower() for name in names}
    found: dict[str, list[Item]] = {name: [] for name in wanted}
    named = Q(title__in=names) | Q(small__in=wanted) | Q(code__in=wanted)
    rows = visible(viewer, Item).filter(is_published=True).annotate(small=Lower("title"))
    for item in rows.filter(named).order_by("pk"):
        for name in {item.title.lower(), item.code} & wanted:
            found[name].append(item)
    return found


def _meant_for(viewer: Viewer) -> Q:
    """For a post that the viewer holds today. What is for everybody is for nobody in particular."""
    posts = current_spells(viewer.on).filter(person=viewer.person or 0)
    roles = posts.order_by().values("post__job_role")
    kinds = posts.order_by().values("post__organisation__kind")
    mine = MeantFor.objects.filter(Q(job_role__in=roles) | Q(organisation_kind__in=kinds))
    return Q(pk__in=mine.values("item"))
