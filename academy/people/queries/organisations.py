"""The partnership as a tree, as far as the viewer reaches."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from academy.people.models import Grant, Organisation, Team
from academy.people.rules import OrganisationKind, Role
from academy.people.scope import Viewer, current_spells, visible


@dataclass
class Branch:
    """An organisation with how many people work in it and below, who leads its training, and its parts."""

    organisation: Organisation
    people: int
    leads: list[Grant] = field(default_factory=list)
    parts: list["Branch"] = field(default_factory=list)


def organisations(viewer: Viewer) -> QuerySet[Organisation]:
    return visible(viewer, Organisation)


def tree(viewer: Viewer, *, under: Organisation | None = None) -> list[Branch]:
    """Two queries, whatever grows. What stands at the top is what has no parent within reach."""
    shown = with_people(viewer, organisations(viewer))
    if under is not None:
        shown = shown.filter(path__startswith=under.path)
    branches = {row.pk: Branch(row, row.people) for row in shown}  # type: ignore[attr-defined]
    for grant in training_leads(viewer, branches):
        branches[grant.organisation_id].leads.append(grant)
    tops: list[Branch] = []
    for branch in sorted(branches.values(), key=_among_its_kind):
        above = branches.get(branch.organisation.parent_id or 0)
        (above.parts if above else tops).append(branch)
    return tops


def _among_its_kind(branch: Branch) -> tuple[int, str]:
    return list(OrganisationKind).index(OrganisationKind(branch.organisation.kind)), branch.organisation.name


def with_people(viewer: Viewer, rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """Each with `people`: how many hold a post there or below today. Who holds two is one person."""
    held = current_spells(viewer.on).filter(post__organisation__path__startswith=OuterRef("path")).order_by()
    counted = held.values(all=Value(1)).annotate(people=Count("person", distinct=True)).values("people")
    return rows.annotate(people=Coalesce(Subquery(counted), 0))


def teams(viewer: Viewer, organisation: Organisation) -> QuerySet[Team]:
    """Each with `people`: how many hold a post in it today."""
    still = Q(posts__spells__ended_on__isnull=True) | Q(posts__spells__ended_on__gte=viewer.on)
    today = still & Q(posts__spells__started_on__lte=viewer.on)
    rows = visible(viewer, Team).filter(organisation=organisation)
    return rows.annotate(people=Count("posts__spells__person", filter=today, distinct=True)).order_by("name")


def without_lead(tops: Iterable[Branch], *, is_led: bool = False) -> list[Organisation]:
    """Organisations without parts for which nobody leads training, neither there nor above."""
    found = []
    for branch in tops:
        is_led_here = is_led or bool(branch.leads)
        if branch.parts:
            found += without_lead(branch.parts, is_led=is_led_here)
        elif not is_led_here:
            found.append(branch.organisation)
    return found


def leads_for(viewer: Viewer, organisation: Organisation) -> list[Grant]:
    """Who leads training here: those of the organisation itself, else of what it is part of."""
    way_up = Organisation.objects.filter(path__in=ways_up(organisation)).values_list("pk", flat=True)
    leads = training_leads(viewer, way_up)
    nearest = max((len(grant.organisation.path) for grant in leads), default=0)
    return [grant for grant in leads if len(grant.organisation.path) == nearest]


def ways_up(organisation: Organisation) -> list[str]:
    """a.b.c. is in a., in a.b. and in itself."""
    codes = organisation.path.rstrip(".").split(".")
    return [".".join(codes[: depth + 1]) + "." for depth in range(len(codes))]


def training_leads(viewer: Viewer, organisations: Iterable[int]) -> list[Grant]:
    """Who leads training in these organisations today, with their names."""
    current = Q(ends_on__isnull=True) | Q(ends_on__gte=viewer.on)
    held = Grant.objects.filter(current, role=Role.TRAINING_LEAD, starts_on__lte=viewer.on)
    held = held.filter(organisation__in=list(organisations), account__is_active=True)
    return list(held.select_related("account__person", "organisation").order_by("account__person__family_name", "pk"))
