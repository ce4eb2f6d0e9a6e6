"""What became of teams and organisations, and whom it moves."""

from collections.abc import Iterable
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet

from academy.people.models import Grant, Organisation, Restructure, Spell, Team
from academy.people.scope import Viewer, visible


def restructures(viewer: Viewer) -> QuerySet[Restructure]:
    return visible(viewer, Restructure).select_related("organisation", "merged")


def restructures_of(viewer: Viewer, organisation: Organisation) -> QuerySet[Restructure]:
    """What happened in it, to it, and what was merged into it, the newest first."""
    return restructures(viewer).filter(Q(organisation=organisation) | Q(merged=organisation))


def open_teams(viewer: Viewer, organisation: Organisation) -> QuerySet[Team]:
    still = Q(closed_on__isnull=True) | Q(closed_on__gte=viewer.on)
    return visible(viewer, Team).filter(still, organisation=organisation)


def lasting_in_teams(teams: Iterable[Team], on: date) -> QuerySet[Spell]:
    """Posts in these teams that are held on the day, or begin later: whom it would move."""
    return _lasting(on).filter(post__team__in=list(teams))


def lasting_in(organisation: Organisation, on: date) -> QuerySet[Spell]:
    return _lasting(on).filter(post__organisation=organisation)


def _lasting(on: date) -> QuerySet[Spell]:
    lasting = Spell.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on))
    related = ("person", "post__team", "post__job_role", "post__organisation", "line_manager")
    return lasting.select_related(*related).order_by(
        "post__team__name", "person__family_name", "person__given_name", "pk"
    )


def lasting_grants(on: date) -> QuerySet[Grant]:
    """Roles held on the day, or that begin later."""
    return Grant.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))


def roles_that_end(organisation: Organisation, on: date) -> QuerySet[Grant]:
    held = lasting_grants(on).filter(organisation=organisation)
    return held.select_related("account__person", "organisation").order_by("role", "pk")


def moved_by(viewer: Viewer, restructure: Restructure) -> QuerySet[Spell]:
    """The posts that began because of it, of people within reach."""
    kind = ContentType.objects.get_for_model(Restructure)
    began = visible(viewer, Spell).filter(cause_type=kind, cause_id=restructure.pk)
    related = ("person", "post__team", "post__organisation", "line_manager")
    return began.select_related(*related).order_by("post__team__name", "person__family_name", "pk")
