"""Findings and what came of them."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from academy.audits.models import Audit, AuditAction, Concern, ConcernContact, ConcernTold, Feedback, Finding, ReAudit
from academy.audits.queries.auditing import hidden_from
from academy.people import queries as people
from academy.people.models import Organisation, Person
from academy.people.queries.organisations import ways_up
from academy.people.scope import Viewer, visible


def findings(viewer: Viewer) -> QuerySet[Finding]:
    rows = visible(viewer, Finding).select_related("theme", "capability", "organisation", "team", "sample__round")
    return rows.annotate(
        open_actions=Count("actions", filter=Q(actions__done_on__isnull=True), distinct=True),
        all_actions=Count("actions", distinct=True),
    ).order_by("-found_on", "-pk")


def actions_of(viewer: Viewer) -> QuerySet[AuditAction]:
    return visible(viewer, AuditAction).select_related("finding", "audit__sampled_case", "owner")


def own_actions(viewer: Viewer) -> QuerySet[AuditAction]:
    """What the viewer is to do themselves, the first due first."""
    if viewer.person is None:
        return AuditAction.objects.none()
    return actions_of(viewer).filter(owner=viewer.person, done_on__isnull=True).order_by("due_on", "pk")


def re_audits_due(viewer: Viewer, *, by: date) -> QuerySet[ReAudit]:
    """Not looked at yet, and due by the day."""
    rows = visible(viewer, ReAudit).filter(done_on__isnull=True, due_on__lte=by)
    rows = rows.exclude(audit__in=hidden_from(viewer))  # that it is due says how it was graded
    return rows.select_related("finding", "audit__sampled_case__sample__tool_version__tool").order_by("due_on", "pk")


def re_audits_opened(viewer: Viewer) -> QuerySet[ReAudit]:
    """Those whose page opens: a finding’s for whoever sees it, a single audit’s for whoever sees that."""
    of_audit = Q(finding__isnull=True, audit__in=visible(viewer, Audit).values("pk"))
    return visible(viewer, ReAudit).filter(Q(finding__isnull=False) | of_audit)


def feedback(viewer: Viewer) -> QuerySet[Feedback]:
    return visible(viewer, Feedback).select_related("audit__sampled_case__sample__tool_version__tool", "worker")


def concerns(viewer: Viewer) -> QuerySet[Concern]:
    rows = visible(viewer, Concern).select_related("audit__sampled_case", "organisation", "raised_by__person")
    return rows.order_by("answered_at", "-raised_at", "-pk")


def told_of(viewer: Viewer) -> QuerySet[ConcernTold]:
    """The concerns that the viewer was told of, by name."""
    if viewer.person is None:
        return ConcernTold.objects.none()
    rows = visible(viewer, ConcernTold).filter(person=viewer.person)
    return rows.select_related("concern__audit__sampled_case", "concern__organisation", "concern__raised_by__person")


def concerns_waiting(viewer: Viewer) -> QuerySet[ConcernTold]:
    """Told, and nobody has answered yet: it waits for each of those who were told."""
    return told_of(viewer).filter(answered_at__isnull=True, concern__answered_at__isnull=True).order_by("told_at")


def contacts(viewer: Viewer) -> QuerySet[ConcernContact]:
    rows = visible(viewer, ConcernContact).select_related("organisation", "person")
    return rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=viewer.on))


def whom_to_tell(organisation: Organisation, *, on: date) -> list[Person]:
    """Those named for the organisation, or else for the nearest above it that has anybody."""
    named = ConcernContact.objects.filter(organisation__path__in=ways_up(organisation.path), starts_on__lte=on)
    named = named.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on)).select_related("organisation", "person")
    shut = set(people.shut_out(on).filter(pk__in=[one.person_id for one in named]).values_list("pk", flat=True))
    here = [one for one in named if one.person_id not in shut]
    if not here:
        return []
    nearest = max(len(one.organisation.path) for one in here)
    return [one.person for one in here if len(one.organisation.path) == nearest]
