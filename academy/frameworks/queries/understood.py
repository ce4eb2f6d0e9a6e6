"""How many have said that they understood a guide, by agency; who has not; and how scenarios were answered."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery, Sum

from academy.frameworks.models import Acknowledgement, Guide, Scenario, ScenarioCount
from academy.frameworks.queries.guides import counts_from
from academy.people.models import Organisation, Spell
from academy.people.queries.posts import in_reach
from academy.people.rules import OrganisationKind, Reach
from academy.people.scope import Viewer, current_spells, visible

COUNT = "see how many have understood"
SEE = "see who has understood"


@dataclass(frozen=True)
class Coverage:
    """People in post, and how many of them have said that they understood the version that counts."""

    name: str
    people: int = 0
    understood: int = 0
    kind: str = ""
    organisation: Organisation | None = None

    @property
    def missing(self) -> int:
        return self.people - self.understood


@dataclass(frozen=True)
class Answered:
    """How one scenario was answered at the first try: how often each level, and how often in all."""

    scenario: Scenario
    by_level: dict[int, int]

    @property
    def number(self) -> int:
        return sum(self.by_level.values())

    @property
    def right(self) -> int:
        return self.by_level.get(self.scenario.level, 0)


def coverage(viewer: Viewer, guide: Guide, *, on: date) -> Coverage:
    """Whoever has two employers is one person here, and one in each of them below."""
    counted = _counted(viewer, guide, on).aggregate(**_people(guide))
    return Coverage(guide.title, counted["people"], counted["said"])


def coverage_by_agency(viewer: Viewer, guide: Guide, *, on: date) -> list[Coverage]:
    rows = _counted(viewer, guide, on).order_by().values_list("post__organisation__kind")
    found = {kind: (people, said) for kind, people, said in rows.annotate(**_people(guide))}
    return [
        Coverage(str(kind.label), *found[kind.value], kind=kind.value) for kind in OrganisationKind if kind in found
    ]


def coverage_by_organisation(viewer: Viewer, guide: Guide, *, on: date, kind: str = "") -> list[Coverage]:
    """By name; of one kind of agency, or of all."""
    held = _counted(viewer, guide, on)
    held = held.filter(post__organisation__kind=kind) if kind else held
    rows = held.order_by().values_list("post__organisation").annotate(**_people(guide))
    places = {place.pk: place for place in Organisation.objects.filter(pk__in=[pk for pk, *_ in rows])}
    found = [
        Coverage(places[pk].name, people, said, kind=places[pk].kind, organisation=places[pk])
        for pk, people, said in rows
    ]
    return sorted(found, key=lambda one: (one.name, one.organisation.pk if one.organisation else 0))


def who_understood(
    viewer: Viewer, guide: Guide, *, on: date, has_understood: bool | None = None, organisation: Organisation | None
) -> QuerySet[Spell]:
    """People in post within reach, each with `said_at`: when they said so, or None."""
    held = visible(viewer, Spell, SEE).filter(pk__in=current_spells(on).values("pk")).filter(in_reach(viewer))
    if organisation is not None:
        held = held.filter(post__organisation__path__startswith=organisation.path)
    said = _said(guide).filter(person=OuterRef("person"))
    held = held.annotate(said_at=Subquery(said.order_by().values("person").annotate(at=Max("said_at")).values("at")))
    if has_understood is not None:
        held = held.filter(said_at__isnull=not has_understood)
    held = held.select_related("person", "post__organisation", "post__job_role")
    return held.order_by("person__family_name", "person__given_name", "pk")


def answers(viewer: Viewer, scenarios: QuerySet[Scenario], *, kind: str = "") -> list[Answered]:
    """Of everybody within reach, by scenario, in their order."""
    counts = _within_reach(viewer, ScenarioCount.objects.filter(scenario__in=scenarios), "organisation__")
    counts = counts.filter(organisation__kind=kind) if kind else counts
    chosen: dict[int, dict[int, int]] = defaultdict(dict)
    for pk, level, number in counts.order_by().values_list("scenario", "level").annotate(times=Sum("number")):
        chosen[pk][level] = number
    return [Answered(one, chosen[one.pk]) for one in scenarios]


def _counted(viewer: Viewer, guide: Guide, on: date) -> QuerySet[Spell]:
    return _within_reach(viewer, current_spells(on), "post__organisation__")


def _within_reach(viewer: Viewer, rows: QuerySet[Any], path: str) -> QuerySet[Any]:
    """Counts of the whole authority, or of the branches whose training somebody leads."""
    if viewer.reach(COUNT) & {Reach.AUTHORITY, Reach.COUNTS}:
        return rows
    within = Q(pk__in=[])
    for branch in viewer.branches_for(COUNT):
        within |= Q(**{f"{path}path__startswith": branch})
    return rows.filter(within)


def _people(guide: Guide) -> dict[str, Count]:
    said = Exists(_said(guide).filter(person=OuterRef("person")))
    return {"people": Count("person", distinct=True), "said": Count("person", distinct=True, filter=said)}


def _said(guide: Guide) -> QuerySet[Acknowledgement]:
    first = counts_from([guide.pk]).get(guide.pk, 1)
    return Acknowledgement.objects.filter(version__guide=guide, version__number__gte=first)
