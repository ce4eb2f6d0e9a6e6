"""What is asked of whom."""

from collections.abc import Collection
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q, QuerySet

from academy.needs.models import Equivalent, Requirement, Setting, SettingLine
from academy.people.scope import Viewer, visible

ROLES = ("job_role", "profession", "capability", "setting")


def requirements(viewer: Viewer) -> QuerySet[Requirement]:
    """All there are and were, with what their words need."""
    rows = visible(viewer, Requirement).select_related(
        "item", "job_role", "profession", "capability", "setting", "organisation"
    )
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
    found = Requirement.objects.filter(pk__in=requirement_ids).select_related("item", *ROLES)
    return {row.pk: f"{row.item.title}: {_whom(row)}" for row in found}


def changed_to(requirement: Requirement) -> Requirement | None:
    """The one that took its place when it was corrected."""
    kind = ContentType.objects.get_for_model(Requirement)
    return Requirement.objects.filter(cause_type=kind, cause_id=requirement.pk).order_by("-pk").first()


def same_requirement(**whom: object) -> Requirement | None:
    """The open requirement that asks the same people for the same item."""
    return Requirement.objects.filter(ends_on__isnull=True, **whom).select_related("item").first()


def equivalents(viewer: Viewer) -> QuerySet[Equivalent]:
    """What counts instead, and did."""
    return visible(viewer, Equivalent).select_related("item", "counts").order_by("item__title", "starts_on", "pk")


def settings(viewer: Viewer) -> QuerySet[Setting]:
    return visible(viewer, Setting).order_by("kind", "name")


def lines_of_setting(viewer: Viewer, setting: Setting) -> QuerySet[SettingLine]:
    """Who is in it, those who no longer are last."""
    lines = visible(viewer, SettingLine).filter(setting=setting)
    lines = lines.select_related("setting", "job_role", "organisation", "team")
    return lines.order_by(F("ends_on").desc(nulls_first=True), "pk")


def _whom(requirement: Requirement) -> str:
    named = [getattr(requirement, name) for name in ROLES]
    return ", ".join(str(one) for one in named if one) or "everyone"
