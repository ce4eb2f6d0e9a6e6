"""The follow-ups behind a figure, and how they are grouped for those who see numbers only."""

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from academy.core.clock import months_after
from academy.people.rules import OrganisationKind, Reach
from academy.people.scope import Viewer, current_spells, visible
from academy.surveys import queries as surveys
from academy.surveys.models import FollowUp
from academy.surveys.rules import APPLIED, Used


def sees_counts_only(viewer: Viewer) -> bool:
    return Reach.COUNTS in viewer.reach("see impact")


def follow_ups(viewer: Viewer, *, item: int | None = None, months: int = 12) -> QuerySet[FollowUp]:
    """What was asked in the last months, to be counted: within reach, or of the whole authority for numbers only."""
    asked = FollowUp.objects.all() if sees_counts_only(viewer) else visible(viewer, FollowUp)
    asked = asked.filter(person__merged_into__isnull=True)  # what both records of one person said counts once
    asked = asked.filter(due_on__gt=months_after(viewer.on, -months), due_on__lte=viewer.on)
    return asked.filter(completion__item=item) if item else asked


def asked_in_team(viewer: Viewer, *, months: int = 12) -> QuerySet[FollowUp]:
    """What the viewer's own people were asked while the viewer managed them."""
    return follow_ups(viewer, months=months).filter(manager=viewer.person)


def items(asked: QuerySet[FollowUp]) -> list[dict[str, Any]]:
    """One row an item: how many were asked, answered and applied it. One query."""
    answered = Q(answered_at__isnull=False)
    rows = asked.values("completion__item", "completion__item__title").annotate(
        asked=Count("pk"),
        answered=Count("pk", filter=answered),
        applied=Count("pk", filter=answered & Q(used__in=APPLIED)),
    )
    return [dict(row) for row in rows.order_by("-answered", "completion__item__title")]


def answers_by_kind(asked: QuerySet[FollowUp], *, on: date) -> dict[str, dict[str, int]]:
    """How each kind of agency answered: agency kind, then answer, then how many."""
    kinds = dict(current_spells(on).values_list("person", "post__organisation__kind"))
    table: dict[str, dict[str, int]] = {}
    for person, used in asked.filter(answered_at__isnull=False).values_list("person", "used"):
        kind = OrganisationKind(kinds[person]).label if person in kinds else "Left since"
        row = table.setdefault(kind, dict.fromkeys(Used.labels, 0))
        row[Used(used).label] += 1
    return dict(sorted(table.items()))


def stories(asked: QuerySet[FollowUp]) -> list[str]:
    return list(surveys.stories(asked).values_list("story", flat=True)[:4])
