"""Signals within a viewer's reach, those that wait to be weighed, and the needs they became."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Max, Min, Model, Q, QuerySet

from academy.needs import rules
from academy.needs.models import Need, Signal
from academy.needs.queries.analysis import Cut, where
from academy.people.scope import Viewer, visible

WITH = ("capability", "item", "organisation", "team", "job_role", "need")
TO_WEIGH = Q(need__isnull=True, left_on__isnull=True)


def signals(viewer: Viewer) -> QuerySet[Signal]:
    return visible(viewer, Signal).select_related(*WITH)


def signals_raised_by(viewer: Viewer, cause: Model) -> list[Signal]:
    """Those that one record raised, as far as the viewer may see them."""
    if not viewer.may("see signals"):
        return []
    return list(visible(viewer, Signal).filter(cause_type=ContentType.objects.get_for_model(cause), cause_id=cause.pk))


def signals_to_weigh(viewer: Viewer) -> QuerySet[Signal]:
    return signals(viewer).filter(TO_WEIGH).order_by("-risk", "-size", "-raised_on", "-pk")


def signals_of(viewer: Viewer, cut: Cut) -> QuerySet[Signal]:
    """Those about a part of the workforce, or a part of what it must learn: one item, or else one capability."""
    rows = signals(viewer).filter(where(cut))
    if cut.item is not None:
        return rows.filter(item=cut.item)
    return rows.filter(capability=cut.capability) if cut.capability is not None else rows


def standing_signals(viewer: Viewer, cut: Cut, *, on: date) -> QuerySet[Signal]:
    """Those a day’s analysis counts: raised by then, not left, and their need not closed."""
    return signals_of(viewer, cut).filter(_stood(on))


def _stood(on: date) -> Q:
    is_left = Q(left_on__isnull=False, left_on__lte=on)
    is_closed = Q(need__isnull=False, need__closed_on__isnull=False, need__closed_on__lte=on)
    return Q(raised_on__lte=on) & ~is_left & ~is_closed


def weight_of(chosen: Iterable[Signal]) -> rules.Weight:
    """As they would weigh together."""
    return rules.weigh([rules.Weighed(one.kind, one.size, one.risk, one.evidence) for one in chosen])


@dataclass(frozen=True)
class Together:
    """Signals about one capability that wait to be weighed, and how they would weigh together."""

    capability_id: int | None
    name: str
    weight: rules.Weight
    first_on: date


def waiting_together(viewer: Viewer) -> list[Together]:
    """The heaviest first."""
    rows = visible(viewer, Signal).filter(TO_WEIGH).order_by().values("capability", "capability__name")
    counted = rows.annotate(
        signals=Count("pk"),
        kinds=Count("kind", distinct=True),
        size=Max("size"),
        risk=Max("risk"),
        evidence=Max("evidence"),
        first_on=Min("raised_on"),
    )
    found = [
        Together(
            row["capability"],
            row["capability__name"] or "",
            rules.weight(
                row["signals"], kinds=row["kinds"], size=row["size"], risk=row["risk"], evidence=row["evidence"]
            ),
            row["first_on"],
        )
        for row in counted
    ]
    return sorted(found, key=lambda one: (one.capability_id is None, -one.weight.score, one.name))


def needs(viewer: Viewer) -> QuerySet[Need]:
    return visible(viewer, Need).select_related("capability")


def standing_needs(viewer: Viewer, *, on: date | None = None, cut: Cut | None = None) -> QuerySet[Need]:
    """The most pressing first, with how many signals each rests on; of a part, those it has signals of."""
    rows = needs(viewer).annotate(signal_count=Count("signals"))
    rows = rows.filter(state__in=rules.STANDING) if on is None else rows.filter(_open_on(on))
    if cut is not None:
        if (part := where(cut)) != Q():
            rows = rows.filter(pk__in=Signal.objects.filter(part, need__isnull=False).values("need"))
        if cut.capability is not None:
            rows = rows.filter(capability=cut.capability)
        if cut.item is not None:
            rows = rows.filter(pk__in=Signal.objects.filter(item=cut.item, need__isnull=False).values("need"))
    return rows.order_by("-urgency", "-score", "title", "pk")


def closed_needs(viewer: Viewer) -> QuerySet[Need]:
    rows = needs(viewer).annotate(signal_count=Count("signals")).exclude(state__in=rules.STANDING)
    return rows.order_by("-closed_on", "-pk")


def rank_of(need: Need) -> tuple[int, int]:
    """Its place among those that stand, and how many they are. What weighs the same shares a place."""
    standing = Need.objects.filter(state__in=rules.STANDING)
    before = standing.filter(Q(urgency__gt=need.urgency) | Q(urgency=need.urgency, score__gt=need.score))
    return before.count() + 1, standing.count()


def pressing_by_capability(viewer: Viewer) -> dict[int, tuple[int, int]]:
    """How many needs stand open for each capability, and how urgent the most urgent of them is."""
    rows = visible(viewer, Need).filter(state__in=rules.STANDING, capability__isnull=False).order_by()
    counted = rows.values_list("capability").annotate(number=Count("pk"), urgency=Max("urgency"))
    return {pk: (number, urgency) for pk, number, urgency in counted}


def _open_on(on: date) -> Q:
    return Q(opened_on__lte=on) & (Q(closed_on__isnull=True) | Q(closed_on__gt=on))
