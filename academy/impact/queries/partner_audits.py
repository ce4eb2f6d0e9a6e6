"""What audits say of how partners work together: the grades of the sections that are about it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from academy.audits.models import Judgement, ToolSection
from academy.audits.rules import GOOD_OR_BETTER
from academy.audits.rules.auditing import AuditKind
from academy.impact.rules.partner_scale import THEME
from academy.people.scope import Viewer


@dataclass(frozen=True)
class Graded:
    """One finished audit: whether every section on partnership is good or better, and how many cases it stands for."""

    finished_on: date
    is_good: bool
    weight: float


def graded_for_partnership(viewer: Viewer, *, after: date, until: date) -> list[Graded]:
    """Of first audits of cases drawn by chance, finished in these days. Grades without names."""
    if not viewer.may("see partnership"):
        return []
    rows = Judgement.objects.filter(
        section__in=_sections(),
        audit__kind=AuditKind.FIRST,
        audit__finished_at__date__gt=after,
        audit__finished_at__date__lte=until,
    ).exclude(grade="")
    found: dict[int, Graded] = {}
    names = ("audit", "audit__finished_at__date", "grade", "audit__sampled_case__weight")
    for audit, on, grade, weight in rows.order_by().values_list(*names):
        is_good = grade in GOOD_OR_BETTER and (audit not in found or found[audit].is_good)
        found[audit] = Graded(on, is_good, weight)
    return list(found.values())


def _sections() -> QuerySet[ToolSection]:
    """At least half of whose questions are about working with partners."""
    counted = ToolSection.objects.annotate(
        asks=Count("questions"), about=Count("questions", filter=Q(questions__theme__code=THEME))
    )
    return counted.filter(about__gt=0, asks__lte=2 * F("about"))
