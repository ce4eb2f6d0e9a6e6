"""Who holds which post, and who manages whom."""

from datetime import date

from django.db.models import Q, QuerySet

from academy.people.models import Organisation, Person, Spell
from academy.people.scope import Viewer, current_spells, visible

WITH_POST = ("post__job_role", "post__team", "post__organisation", "line_manager")


def current_spell(person: Person, on: date) -> Spell | None:
    """Of the posts they hold on the day, the one they have held longest."""
    return current_spells(on).filter(person=person).select_related(*WITH_POST).first()


def manager_of(person: Person, on: date) -> Person | None:
    managed = current_spells(on).filter(person=person, line_manager__isnull=False)
    spell = managed.select_related("line_manager").first()
    return spell.line_manager if spell else None


def team(viewer: Viewer) -> QuerySet[Spell]:
    """The posts, held today, of the people the viewer manages."""
    managed = _on(viewer.on, visible(viewer, Spell)).filter(line_manager=viewer.person or 0)
    return managed.select_related("person", *WITH_POST).order_by("person__family_name", "person__given_name", "pk")


def managed_by(person: Person, on: date) -> QuerySet[Spell]:
    """The posts, held on the day, whose line manager this person is."""
    return current_spells(on).filter(line_manager=person)


def posts_of(viewer: Viewer, person: Person) -> QuerySet[Spell]:
    """Where they have worked, newest first: all of it for themselves and the Academy, else what was here."""
    spells = visible(viewer, Spell).filter(person=person).filter(in_reach(viewer, person))
    return spells.select_related(*WITH_POST).order_by("-started_on", "-pk")


def posts_in_charge(viewer: Viewer) -> QuerySet[Spell]:
    """Posts held today or to come that the viewer may end: in their branch, or anywhere for the Academy."""
    branches = visible(viewer, Organisation).values("pk")
    lasting = Q(ended_on__isnull=True) | Q(ended_on__gte=viewer.on)
    return visible(viewer, Spell).filter(lasting, post__organisation__in=branches)


def in_reach(viewer: Viewer, person: Person | None = None) -> Q:
    """Which posts of a person who is seen are seen too: another employer's record of them stays with that employer."""
    if viewer.sees_authority or (person is not None and person == viewer.person):
        return Q()
    reach = Q(person=viewer.person) if viewer.person else Q(pk__in=[])
    for branch in viewer.branches:
        reach |= Q(post__organisation__path__startswith=branch)
    if viewer.manages and viewer.person:
        managed = current_spells(viewer.on).filter(line_manager=viewer.person)
        managed = managed.filter(person=person) if person is not None else managed
        reach |= Q(line_manager=viewer.person) | Q(post__organisation__in=managed.values("post__organisation"))
    return reach


def _on(day: date, spells: QuerySet[Spell]) -> QuerySet[Spell]:
    return spells.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=day), started_on__lte=day)
