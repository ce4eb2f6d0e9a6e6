"""What stands in the library, what is looked after, and how many people open it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.db.models.functions import Left

from academy.catalogue.models import ItemText, Resource, ResourceUse, ResourceVersion, Tag, Theme, UseMark
from academy.catalogue.queries.items import own_organisations
from academy.catalogue.rules import library as rules
from academy.core import clock, search
from academy.people.scope import Viewer, visible

TAGS_SHOWN = 14
READ_FOR_EXCERPT = 60_000  # letters


@dataclass(frozen=True)
class Uses:
    """How many people opened a resource, and never who."""

    this_month: int
    last_month: int

    @property
    def words(self) -> str:
        """Opened by 14 people this month, and by 31 last month."""
        now = f"Opened by {rules.people_words(self.this_month)} this month"
        return f"{now}, and by {rules.people_words(self.last_month)} last month." if self.last_month else f"{now}."


def resources(
    viewer: Viewer,
    *,
    search: str = "",
    theme: str = "",
    form: str = "",
    tag: str = "",
    whose: int | None = None,
) -> QuerySet[Resource]:
    """On offer and not past its review: the best first when words are looked for, else the newest."""
    chosen = {"item__theme__code": theme, "form": form, "tags__slug": tag, "item__organisation": whose}
    found = visible(viewer, Resource).filter(item__is_published=True).exclude(item__review_on__lte=viewer.on)
    found = found.filter(**{field: value for field, value in chosen.items() if value})
    return _ranked(found.order_by("-item__added_on", "item__title", "pk"), search)


def _ranked(found: QuerySet[Resource], typed: str) -> QuerySet[Resource]:
    return search.ranked(found, ItemText, typed)


def in_rows(resources: QuerySet[Resource]) -> QuerySet[Resource]:
    """With what a row of the list says."""
    return resources.select_related("item__theme", "item__organisation", "current__file").only(
        "form",
        "link",
        "published_on",
        "item__title",
        "item__summary",
        "item__hours",
        "item__theme__name",
        "item__organisation__name",
        "current__number",
        "current__file__kind",
        "current__file__size",
        "current__file__pages",
    )


def every_resource(viewer: Viewer) -> QuerySet[Resource]:
    """Also what is past its review or no longer on offer: people have it on their records."""
    return visible(viewer, Resource).select_related(
        "item__theme", "item__organisation", "owner", "current__file", "current__captions", "current__preview"
    )


def own_resources(viewer: Viewer) -> QuerySet[Resource]:
    """Those that are the viewer's to look after."""
    return every_resource(viewer).filter(item__organisation__in=own_organisations(viewer))


def versions(viewer: Viewer) -> QuerySet[ResourceVersion]:
    """Every file that a resource ever had, for whoever looks after it."""
    return visible(viewer, ResourceVersion).select_related("file", "added_by__person", "resource__item")


def shelves(viewer: Viewer) -> list[tuple[Theme, int]]:
    """Each theme that holds something, with how much."""
    counted = dict(
        resources(viewer)
        .order_by()
        .values_list("item__theme")
        .annotate(held=Count("pk"))
        .values_list("item__theme", "held")
    )
    return [(theme, counted[theme.pk]) for theme in visible(viewer, Theme) if theme.pk in counted]


def tags(viewer: Viewer) -> QuerySet[Tag]:
    """The words under which most stands."""
    held = resources(viewer).order_by().values("pk")
    counted = visible(viewer, Tag).filter(resources__in=held).annotate(held=Count("resources"))
    return counted.order_by("-held", "name")[:TAGS_SHOWN]


def tag(viewer: Viewer, slug: str) -> Tag | None:
    return visible(viewer, Tag).filter(slug=slug).first()


def uses(resource: Resource, *, on: date) -> Uses:
    month = rules.month_of(on)
    last = clock.months_after(month, -1)
    marks = dict(
        UseMark.objects.filter(resource=resource, month__in=[last, month])
        .values_list("month")
        .annotate(people=Count("pk"))
        .values_list("month", "people")
    )
    counted = ResourceUse.objects.filter(resource=resource, month=last).values_list("people", flat=True).first()
    return Uses(marks.get(month, 0), counted or marks.get(last, 0))


def sources(viewer: Viewer) -> QuerySet[Resource, tuple[int, str]]:
    """The organisations that something in the library is from."""
    found = resources(viewer).order_by("item__organisation__name")
    return found.values_list("item__organisation", "item__organisation__name").distinct()


def beginnings(resource_ids: Collection[int]) -> dict[int, str]:
    """The first pages' words of each file, to show where in them something stands."""
    texts = ResourceVersion.objects.filter(pk__in=_current(resource_ids)).annotate(start=Left("text", READ_FOR_EXCERPT))
    return dict(texts.values_list("resource_id", "start"))


def _current(resource_ids: Collection[int]) -> QuerySet[Resource, int | None]:
    return Resource.objects.filter(pk__in=resource_ids).values_list("current_id", flat=True)
