"""What is asked of whom."""

from collections.abc import Collection
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet

from academy.needs.models import Requirement
from academy.people.scope import Viewer, visible


def requirements(viewer: Viewer) -> QuerySet[Requirement]:
    """All there are and were, with what their words need."""
    rows = visible(viewer, Requirement).select_related("item", "job_role", "organisation")
    return rows.order_by("item__title", "pk")


def current_requirements(viewer: Viewer, *, on: date) -> QuerySet[Requirement]:
    return requirements(viewer).filter(in_force(on))


def in_force(on: date) -> Q:
    return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))


def choices(viewer: Viewer, *, on: date) -> QuerySet[Requirement]:
    """The current ones, with no more than a list to choose from shows."""
    rows = visible(viewer, Requirement).filter(in_force(on)).select_related("item")
    return rows.only("item__title").order_by("item__title", "pk")


def titles(requirement_ids: Collection[int]) -> dict[int, str]:
    """What they ask for; whom they ask it of, when two ask for the same."""
    found = Requirement.objects.filter(pk__in=requirement_ids).select_related("item", "job_role")
    return {row.pk: f"{row.item.title}: {row.job_role or 'everyone'}" for row in found}


def changed_to(requirement: Requirement) -> Requirement | None:
    """The one that took its place when it was corrected."""
    kind = ContentType.objects.get_for_model(Requirement)
    return Requirement.objects.filter(cause_type=kind, cause_id=requirement.pk).order_by("-pk").first()


def same_requirement(**whom: object) -> Requirement | None:
    """The open requirement that asks the same people for the same item."""
    return Requirement.objects.filter(ends_on__isnull=True, **whom).select_related("item").first()
