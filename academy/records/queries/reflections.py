"""Reflections: one's own, and those that somebody chose to show their line manager."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from academy.frameworks import queries as frameworks
from academy.frameworks.models import Capability
from academy.people.models import Person
from academy.people.scope import Viewer, current_spells, visible
from academy.records.models import Completion, Reflection


def own_reflections(viewer: Viewer) -> QuerySet[Reflection]:
    """Their writer's, and nobody else's: whatever anybody's role, the scope ends at oneself."""
    return visible(viewer, Reflection).filter(person=viewer.person or 0).select_related("completion__item")


def reflection_on(viewer: Viewer, completion: Completion) -> Reflection | None:
    return own_reflections(viewer).filter(completion=completion).first()


def not_reflected_on(viewer: Viewer, *, since: date) -> QuerySet[Completion]:
    """What one learned in the year and has not written about, newest first."""
    held = Reflection.objects.filter(completion=OuterRef("pk"))
    learned = visible(viewer, Completion).filter(person=viewer.person or 0, completed_on__gte=since)
    return learned.filter(~Exists(held)).select_related("item")


def shown_to(viewer: Viewer) -> QuerySet[Reflection]:
    """What people chose to show this line manager, for as long as they are theirs: whoever comes next sees nothing."""
    if viewer.person is None:
        return Reflection.objects.none()
    team = current_spells(viewer.on).filter(line_manager=viewer.person)
    shown = Reflection.objects.filter(shared_with=viewer.person, finished_at__isnull=False)
    return shown.filter(person__in=team.values("person")).select_related("person")


def standards(viewer: Viewer) -> QuerySet[Capability]:
    """What a reflection may be tied to: the capabilities in force today."""
    return frameworks.capabilities(viewer, on=viewer.on)


def line_manager(person: Person, on: date) -> Person | None:
    """The one to whom a reflection may be shown."""
    held = current_spells(on).filter(person=person, line_manager__isnull=False).select_related("line_manager").first()
    return held.line_manager if held else None
