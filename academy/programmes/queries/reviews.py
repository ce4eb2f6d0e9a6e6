"""Case reviews with how far what they asked for has got."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from academy.people.scope import Viewer, visible
from academy.programmes.models import CaseReview, ReviewAction

PATH = "recommendations__actions"


def case_reviews(viewer: Viewer) -> QuerySet[CaseReview]:
    return visible(viewer, CaseReview).select_related("organisation")


def reviews_with_counts(viewer: Viewer, *, on: date) -> QuerySet[CaseReview]:
    return case_reviews(viewer).annotate(
        asked=Count("recommendations", distinct=True),
        open_actions=Count(PATH, filter=Q(**{f"{PATH}__done_on__isnull": True}), distinct=True),
        overdue=Count(PATH, filter=Q(**{f"{PATH}__done_on__isnull": True, f"{PATH}__due_on__lt": on}), distinct=True),
    )


def review_actions(viewer: Viewer) -> QuerySet[ReviewAction]:
    """Within reach, with what each is for."""
    return visible(viewer, ReviewAction).select_related("owner", "recommendation__review", "item")


def own_actions(viewer: Viewer) -> QuerySet[ReviewAction]:
    """Not done yet, the soonest first."""
    return review_actions(viewer).filter(owner=viewer.person or 0, done_on__isnull=True)
