"""Learning that goes with scores, and what groups of people fall short of."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from academy.catalogue import queries as catalogue
from academy.catalogue.models import Item
from academy.frameworks import queries as frameworks
from academy.frameworks.models import Capability, Score
from academy.needs.models import CapabilityGap, Recommendation
from academy.needs.rules.capabilities import Group, suits
from academy.people.models import Organisation, Spell, Team
from academy.people.scope import Viewer, current_spells, visible

GAPS = "see capability gaps"
SPELLS = "self_assessment__person__spells"


def capability(viewer: Viewer, pk: int) -> Capability | None:
    rows = visible(viewer, Capability).select_related("framework")
    found: Capability | None = rows.filter(pk=pk).first()
    return found


def recommendations(viewer: Viewer, capability: Capability) -> list[Recommendation]:
    """Of the capability and of all that it carries on, as far as the items are on offer to the viewer."""
    return _standing(viewer, {capability.pk: 1}).get(capability.pk, [])


def recommended(viewer: Viewer, scores: Mapping[int, int]) -> dict[int, list[Item]]:
    """For each capability what goes with that score. In as many questions for one as for fifty."""
    standing = _standing(viewer, scores)
    return {
        pk: [one.item for one in standing.get(pk, []) if suits(one.lowest, one.highest, score)]
        for pk, score in scores.items()
    }


def _standing(viewer: Viewer, capabilities: Collection[int]) -> dict[int, list[Recommendation]]:
    carried = frameworks.earlier(list(capabilities))
    everything = {pk for group in carried.values() for pk in group}
    rows = visible(viewer, Recommendation).filter(capability__in=everything, withdrawn_on=None)
    rows = rows.filter(item__in=catalogue.items(viewer).order_by().values("pk")).select_related("item", "capability")
    held = list(rows.order_by("lowest", "highest", "item__title", "pk"))
    found: dict[int, list[Recommendation]] = {}
    for pk, group in carried.items():
        by_item = {one.item_id: one for one in held if one.capability_id in group}
        by_item |= {one.item_id: one for one in held if one.capability_id == pk}  # its own rule before an older one
        found[pk] = [one for one in held if by_item.get(one.item_id) is one]
    return found


def groups(viewer: Viewer, *, on: date, framework: int | None = None) -> list[Group]:
    """By team and capability, from each person’s latest confirmed score; those of whom nothing is expected left out."""
    rows = _latest(viewer, on=on)
    if framework:
        rows = rows.filter(capability__framework=framework)
    person = "self_assessment__person"
    counted = rows.order_by().values(f"{SPELLS}__post__organisation", f"{SPELLS}__post__team", "capability")
    counted = counted.annotate(
        people=Count(person, distinct=True),
        short=Count(person, distinct=True, filter=Q(confirmed__lt=F("expected"))),
        low=Min("confirmed"),
    )
    return [
        Group(*row)
        for row in counted.values_list(
            f"{SPELLS}__post__organisation", f"{SPELLS}__post__team", "capability", "people", "short", "low"
        )
    ]


def _latest(viewer: Viewer, *, on: date) -> QuerySet[Score]:
    """One score of each person and capability, ranked in one pass: to compare them pair by pair is quadratic."""
    newest = [F("self_assessment__confirmed_at").desc(), F("pk").desc()]
    confirmed = Score.objects.filter(confirmed__isnull=False, self_assessment__confirmed_at__date__lte=on).order_by()
    place = Window(RowNumber(), partition_by=[F("self_assessment__person"), F("capability")], order_by=newest)
    latest = confirmed.annotate(place=place).filter(place=1).values("pk")
    spells = visible(viewer, Spell, GAPS).filter(pk__in=current_spells(on).values("pk")).values("pk")
    return Score.objects.filter(pk__in=latest, expected__isnull=False, **{f"{SPELLS}__in": spells})


def counted_gaps(viewer: Viewer) -> QuerySet[CapabilityGap]:
    return visible(viewer, CapabilityGap).select_related("organisation", "team", "capability__framework")


def counted_since(since: date) -> set[tuple[Any, ...]]:
    rows = CapabilityGap.objects.filter(counted_on__gt=since).order_by()
    return set(rows.values_list("organisation", "team", "capability"))


def named(
    groups: Collection[Group],
) -> tuple[dict[int, Capability], dict[int, Team], dict[int, Organisation]]:
    """The capabilities, teams and organisations of groups that were counted within the viewer’s reach."""
    return (
        Capability.objects.in_bulk({one.capability_id for one in groups}),
        Team.objects.in_bulk({one.team_id for one in groups if one.team_id}),
        Organisation.objects.in_bulk({one.organisation_id for one in groups}),
    )
