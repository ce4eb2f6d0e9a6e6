"""Exemptions: which there are, whose name each waits for, and which are in force."""

from datetime import date

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet

from academy.needs.models import Exemption, Requirement
from academy.needs.queries.gaps import posts_held
from academy.needs.queries.statement import Question
from academy.needs.rules.exemptions import ExemptionState, Signer
from academy.people import queries as people
from academy.people.models import Person
from academy.people.rules import Reach
from academy.people.scope import TheAuthority, Viewer, current_spells, visible

SIGN = "sign exemptions"
ANYTHING = "SELECT 1 FROM asked LIMIT 1"


def exemptions(viewer: Viewer) -> QuerySet[Exemption]:
    rows = visible(viewer, Exemption)
    return rows.select_related("person", "item", "requirement", "organisation").order_by("-asked_at", "-pk")


def exemptions_to_sign(viewer: Viewer) -> QuerySet[Exemption]:
    """What waits for this viewer's name, the longest first."""
    waiting = visible(viewer, Exemption, SIGN).filter(state=ExemptionState.WAITING).exclude(person=viewer.person)
    waiting = waiting.exclude(manager_signed_by=viewer.account or 0).exclude(lead_signed_by=viewer.account or 0)
    waiting = waiting.filter(_as_manager(viewer) | _as_lead(viewer))
    return waiting.select_related("person", "item", "organisation").order_by("asked_at", "pk")


def turn_to_sign(viewer: Viewer, exemption: Exemption) -> Signer | None:
    """As what they may sign; a training lead also stands in for a line manager who is not there."""
    if not exemption.is_waiting or not exemptions_to_sign(viewer).filter(pk=exemption.pk).exists():
        return None
    missing = exemption.missing
    manages = current_spells(viewer.on).filter(line_manager=viewer.person or 0, person=exemption.person_id).exists()
    if manages and Signer.LINE_MANAGER in missing:
        return Signer.LINE_MANAGER
    return Signer.TRAINING_LEAD if Signer.TRAINING_LEAD in missing else Signer.LINE_MANAGER


def may_sign(viewer: Viewer, exemption: Exemption) -> bool:
    """Whoever manages them, and their training leads: who may put a name to it may end it."""
    if not visible(viewer, Exemption, SIGN).filter(pk=exemption.pk).exists():
        return False
    leads = any(exemption.organisation.path.startswith(branch) for branch in viewer.branches_for(SIGN))
    team = current_spells(viewer.on).filter(line_manager=viewer.person or 0, person=exemption.person_id)
    return leads or Reach.AUTHORITY in viewer.reach(SIGN) or team.exists()


def exemption_in_force(person: Person, item_id: int, *, on: date) -> Exemption | None:
    held = Exemption.objects.filter(person=person, item=item_id, counts_from__lte=on, until_on__gte=on)
    return held.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on)).first()


def is_asked_of(person: Person, requirement: Requirement, *, on: date) -> bool:
    """By the posts they hold that day."""
    held = posts_held(TheAuthority(on), on=on, person=person)
    try:
        sql, params = Question(held, on, None, requirement).ask(ANYTHING)
    except EmptyResultSet:
        return False
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone() is not None


def addresses_to_sign(exemption: Exemption, *, on: date) -> list[str]:
    """Of the line manager, and of the training leads of the nearest organisation that has any."""
    found: set[str] = set()
    manager = people.manager_of(exemption.person, on)
    if Signer.LINE_MANAGER in exemption.missing and manager and manager.email:
        found.add(manager.email)
    if Signer.TRAINING_LEAD in exemption.missing:
        grants = people.leads_and_above(Viewer(None), exemption.organisation)
        grants = [grant for grant in grants if grant.account.person_id != exemption.person_id]
        nearest = max((len(grant.organisation.path) for grant in grants), default=0)
        leads = [grant.account for grant in grants if len(grant.organisation.path) == nearest]
        found |= {account.email for account in leads if account.email}
    return sorted(found)


def _as_manager(viewer: Viewer) -> Q:
    team = current_spells(viewer.on).filter(line_manager=viewer.person or 0)
    return Q(manager_signed_by__isnull=True, person__in=team.values("person"))


def _as_lead(viewer: Viewer) -> Q:
    if Reach.AUTHORITY in viewer.reach(SIGN):
        within = Q()
    else:
        within = Q(pk__in=[])
        for branch in viewer.branches_for(SIGN):
            within |= Q(organisation__path__startswith=branch)
    managed = current_spells(viewer.on).filter(line_manager__isnull=False)
    managed = managed.exclude(line_manager__in=people.shut_out(viewer.on).values("pk"))
    has_no_manager = Q(manager_signed_by__isnull=True) & ~Q(person__in=managed.values("person"))
    return within & (Q(lead_signed_by__isnull=True) | has_no_manager)
