"""Inspections, what was found in them, and how other authorities are judged."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from academy.improvement.models import (
    Inspection,
    InspectionFinding,
    InspectionJudgement,
    OutcomesRelease,
    PlanAction,
    Priority,
    PublishedOutcome,
)
from academy.improvement.rules.inspections import Grade, JudgementArea
from academy.people.scope import Viewer, visible


@dataclass(frozen=True)
class Standing:
    """How all authorities were judged in one area, and how many were judged better than a grade."""

    area: JudgementArea
    counts: dict[str, int]  # by grade, the best first
    ours: str  # the grade of our own newest inspection, or nothing

    @property
    def of(self) -> int:
        return sum(self.counts.values())

    @property
    def alike(self) -> int:
        return self.counts.get(self.ours, 0)

    @property
    def better(self) -> int:
        grades = list(self.counts)
        return sum(self.counts[grade] for grade in grades[: grades.index(self.ours)]) if self.ours in grades else 0


def inspections(viewer: Viewer) -> QuerySet[Inspection]:
    return visible(viewer, Inspection).prefetch_related(
        Prefetch("judgements", InspectionJudgement.objects.order_by("pk")),
        Prefetch("findings", InspectionFinding.objects.order_by("number")),
    )


def findings(viewer: Viewer) -> QuerySet[InspectionFinding]:
    return visible(viewer, InspectionFinding).select_related("inspection")


def priorities_for(viewer: Viewer, finding: InspectionFinding) -> QuerySet[Priority]:
    return visible(viewer, Priority).filter(inspection_findings=finding).order_by("number")


def actions_for(viewer: Viewer, finding: InspectionFinding) -> QuerySet[PlanAction]:
    """What the plan promised because of it."""
    return (
        visible(viewer, PlanAction)
        .filter(priority__inspection_findings=finding)
        .select_related("priority")
        .order_by("due_on", "pk")
    )


def newest_judgements(viewer: Viewer) -> tuple[Inspection | None, dict[str, str]]:
    """Of our own newest graded inspection, by area."""
    newest = inspections(viewer).filter(judgements__isnull=False, published_on__isnull=False).distinct().first()
    return newest, {one.area: one.grade for one in newest.judgements.all()} if newest else {}


def newest_release(viewer: Viewer) -> OutcomesRelease | None:
    return visible(viewer, OutcomesRelease).order_by("-as_at").first()


def standings(viewer: Viewer, release: OutcomesRelease, ours: dict[str, str]) -> list[Standing]:
    names = [area.value for area in JudgementArea]
    rows: Sequence[dict[str, str]] = list(visible(viewer, PublishedOutcome).filter(release=release).values(*names))
    found = []
    for area in JudgementArea:
        counted = Counter(row[area.value] for row in rows)
        found.append(Standing(area, {grade.value: counted[grade.value] for grade in Grade}, ours.get(area.value, "")))
    return found


def outcomes(viewer: Viewer, release: OutcomesRelease) -> QuerySet[PublishedOutcome]:
    return visible(viewer, PublishedOutcome).filter(release=release).order_by("authority")
