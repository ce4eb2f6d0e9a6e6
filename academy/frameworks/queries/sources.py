"""Sources and their versions, what rests on them, and what waits to be looked at again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, IntegerField, Model, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from academy.core.statements import Statement
from academy.frameworks import rules
from academy.frameworks.models import CurrencyReview, LegalSource, RestsOn, SourceVersion
from academy.people.scope import Viewer, visible

WAITING = Statement(
    "SELECT record_id FROM frameworks_currencyreview"
    " WHERE record_type_id = %s AND reviewed_at IS NULL AND record_id IN (%s)"
)
MOST_SHOWN = 100


@dataclass(frozen=True)
class Basis:
    """One version that something rests on, as its page says it."""

    words: str
    url: str
    link: str
    version_id: int


def sources(viewer: Viewer, *, search: str = "", kind: str = "") -> QuerySet[LegalSource]:
    """Each with its current version, how much rests on any of its versions, and how much of that waits."""
    rows = visible(viewer, LegalSource)
    if kind:
        rows = rows.filter(kind=kind)
    for word in search.replace("\0", " ").split()[:8]:
        rows = rows.filter(Q(title__icontains=word) | Q(publisher__icontains=word) | Q(what_it_says__icontains=word))
    current = SourceVersion.objects.filter(is_current=True)
    resting = _number(
        RestsOn.objects.filter(until_on=None, is_set_aside=False, version__source=OuterRef("pk")), "version__source"
    )
    waiting = _number(
        CurrencyReview.objects.filter(reviewed_at=None, rested_on__source=OuterRef("pk")), "rested_on__source"
    )
    rows = rows.annotate(number_resting=resting, number_waiting=waiting).order_by("title", "pk")
    return rows.prefetch_related(Prefetch("versions", queryset=current, to_attr="current"))


def source(viewer: Viewer, pk: int) -> LegalSource | None:
    return visible(viewer, LegalSource).filter(pk=pk).first()


def versions_of(source: LegalSource) -> QuerySet[SourceVersion]:
    """The newest first, each with how much rests on it."""
    resting = _number(RestsOn.objects.filter(until_on=None, is_set_aside=False, version=OuterRef("pk")), "version")
    return source.versions.annotate(number_resting=resting).order_by("-published_on", "-pk")


def choosable_versions(viewer: Viewer, record: Model | None) -> QuerySet[SourceVersion]:
    """The current ones, and an old one for as long as the record stays on it."""
    held = RestsOn.objects.filter(**_key(record), until_on=None) if record else RestsOn.objects.none()
    rows = visible(viewer, SourceVersion).filter(Q(is_current=True) | Q(pk__in=held.values("version")))
    return rows.select_related("source").order_by("source__title", "pk")


def versions_under(record: Model) -> QuerySet[SourceVersion]:
    """What it rests on today, old versions too."""
    held = RestsOn.objects.filter(**_key(record), until_on=None)
    rows = SourceVersion.objects.filter(pk__in=held.values("version"))
    return rows.select_related("source").order_by("source__title", "pk")


def bases_of(record: Model) -> list[Basis]:
    """For the record's page: anybody who may read it may read what it rests on."""
    return [Basis(str(one), one.get_absolute_url(), one.link, one.pk) for one in versions_under(record)]


def reviews_of(record: Model) -> QuerySet[CurrencyReview]:
    """What waits to be looked at, for the record's own page."""
    rows = CurrencyReview.objects.filter(**_key(record), reviewed_at=None)
    return rows.select_related("organisation", "version", "rested_on__source").order_by("due_on", "pk")


def last_review(record: Model) -> CurrencyReview | None:
    rows = CurrencyReview.objects.filter(**_key(record), reviewed_at__isnull=False)
    return rows.order_by("-reviewed_at", "-pk").first()


def words_of(review: CurrencyReview, *, on: date) -> str:
    """Rests on Working together 2023; the 2026 version came out on 3 November. Being checked by Weyshire."""
    came_out = rules.came_out_words(review.version.name, review.version.published_on, on) if review.version else ""
    return rules.waiting_words(str(review.rested_on or ""), came_out, str(review.organisation))


def being_checked(model: type[Model], pks: Collection[int]) -> set[int]:
    """Which of a page's rows wait to be looked at."""
    if not pks:
        return set()
    return {pk for (pk,) in WAITING.rows(ContentType.objects.get_for_model(model).pk, list(pks))}


def resting_on(viewer: Viewer, versions: Collection[int]) -> dict[int, list[Model]]:
    """What rests on each version, as far as the viewer may see it."""
    held = RestsOn.objects.filter(until_on=None, is_set_aside=False, version__in=versions).order_by("pk")
    rows = list(held.values_list("version", "record_type", "record_id")[: MOST_SHOWN * 5])
    found: dict[int, list[Model]] = {pk: [] for pk in versions}
    for type_id in sorted({type_id for _, type_id, _ in rows}):
        model = ContentType.objects.get_for_id(type_id).model_class()
        if model is None:
            continue
        seen = visible(viewer, model).in_bulk([pk for _, kind, pk in rows if kind == type_id])
        for version, kind, pk in rows:
            if kind == type_id and pk in seen:
                found[version].append(seen[pk])
    return found


def reviews_waiting(viewer: Viewer) -> QuerySet[CurrencyReview]:
    """Those of the viewer's own organisations, by source."""
    rows = visible(viewer, CurrencyReview).filter(reviewed_at=None)
    rows = rows.select_related("organisation", "version", "rested_on__source").prefetch_related("record")
    return rows.order_by(F("rested_on__source__title").asc(nulls_last=True), "due_on", "pk")


def reviews_done(viewer: Viewer) -> QuerySet[CurrencyReview]:
    rows = visible(viewer, CurrencyReview).filter(reviewed_at__isnull=False)
    rows = rows.select_related("organisation", "version__source", "rested_on__source", "reviewed_by__person")
    return rows.prefetch_related("record").order_by("-reviewed_at", "-pk")


def _number(rows: QuerySet[Model], by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _key(record: Model) -> dict[str, object]:
    return {"record_type": ContentType.objects.get_for_model(record), "record_id": record.pk}
