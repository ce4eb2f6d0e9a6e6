"""One’s own self-assessments, and those that wait for a line manager."""

from django.db.models import Count, Q, QuerySet

from academy.frameworks.models import Score, SelfAssessment
from academy.people.models import Person
from academy.people.scope import Viewer, current_spells, visible


def own_self_assessments(viewer: Viewer) -> QuerySet[SelfAssessment]:
    rows = visible(viewer, SelfAssessment, "assess oneself").filter(person=viewer.person or 0)
    counted = rows.annotate(number=Count("scores"), answered=Count("scores", filter=Q(scores__own__isnull=False)))
    return counted.select_related("framework", "job_role").order_by("-begun_at", "-pk")


def self_assessments(viewer: Viewer) -> QuerySet[SelfAssessment]:
    """Sent ones of one’s own and of the people whom one manages today; of oneself the drafts too."""
    rows = visible(viewer, SelfAssessment)
    return rows.select_related("framework", "job_role", "person", "confirmed_by__person")


def to_confirm(viewer: Viewer) -> QuerySet[SelfAssessment]:
    """Of the people whom one manages today, never one’s own; the longest waiting first."""
    if viewer.person is None:
        return SelfAssessment.objects.none()
    team = current_spells(viewer.on).filter(line_manager=viewer.person)
    rows = visible(viewer, SelfAssessment, "confirm self-assessments").filter(person__in=team.values("person"))
    rows = rows.filter(sent_at__isnull=False, confirmed_at=None).exclude(person=viewer.person)
    return rows.select_related("framework", "job_role", "person").order_by("sent_at", "pk")


def scores_of(self_assessment: SelfAssessment) -> QuerySet[Score]:
    return self_assessment.scores.select_related("capability").order_by("number")


def next_unscored(self_assessment: SelfAssessment) -> Score | None:
    return scores_of(self_assessment).filter(own=None).first()


def latest_confirmed(person: Person) -> QuerySet[SelfAssessment]:
    rows = SelfAssessment.objects.filter(person=person, confirmed_at__isnull=False)
    return rows.select_related("framework").order_by("-confirmed_at", "-pk")
