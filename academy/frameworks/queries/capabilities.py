"""The capabilities in force, by framework, and found by their words."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from academy.frameworks.models import Capability, Framework
from academy.people.scope import Viewer, visible

MOST_WORDS = 8


def frameworks(viewer: Viewer, *, on: date) -> QuerySet[Framework]:
    """In force on the day: a new version takes the place of the one that ended."""
    in_force = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    return visible(viewer, Framework).filter(in_force, starts_on__lte=on)


def capabilities(viewer: Viewer, *, on: date, search: str = "") -> QuerySet[Capability]:
    """Those of the frameworks in force whose name or description has every word that is looked for."""
    found = visible(viewer, Capability).filter(framework__in=frameworks(viewer, on=on))
    for word in search.replace("\0", " ").split()[:MOST_WORDS]:
        found = found.filter(Q(name__icontains=word) | Q(description__icontains=word))
    return found.order_by("framework__name", "framework__version", "position", "name").select_related("framework")


def by_framework(viewer: Viewer, *, on: date, search: str = "") -> QuerySet[Framework]:
    """Each framework that has something to show, with it, in two queries however many there are."""
    found = capabilities(viewer, on=on, search=search)
    shown = frameworks(viewer, on=on).filter(pk__in=found.order_by().values("framework"))
    return shown.prefetch_related(Prefetch("capabilities", queryset=found, to_attr="shown"))


def of_name(name: str) -> Framework | None:
    """The newest version of that name: the next one goes by the same code."""
    return Framework.objects.filter(name=name).order_by("-starts_on", "-pk").first()
