"""Committees' recommendations, and how each stands on a day."""

from datetime import date

from django.db.models import Count, QuerySet

from academy.improvement.models import MovedDate, Recommendation
from academy.improvement.rules.recommendations import RecommendationState, state_of
from academy.people.scope import Viewer, visible

SEE = "see committee recommendations"


def recommendations(viewer: Viewer) -> QuerySet[Recommendation]:
    return visible(viewer, Recommendation).select_related("owner").annotate(moves=Count("moved"))


def unanswered(viewer: Viewer) -> QuerySet[Recommendation]:
    return recommendations(viewer).filter(answered_on__isnull=True).order_by("respond_by", "pk")


def own_unanswered(viewer: Viewer) -> QuerySet[Recommendation]:
    """Theirs to answer, also for an owner whose role does not open the list."""
    waiting = Recommendation.objects.filter(owner=viewer.person or 0, answered_on__isnull=True)
    return waiting.order_by("respond_by", "pk")


def state(recommendation: Recommendation, *, on: date) -> RecommendationState:
    return state_of(
        answer=recommendation.answer, respond_by=recommendation.respond_by, done_on=recommendation.done_on, on=on
    )


def moves_of(viewer: Viewer, recommendation: Recommendation) -> QuerySet[MovedDate]:
    return visible(viewer, MovedDate).filter(recommendation=recommendation)
