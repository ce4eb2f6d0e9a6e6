"""The partnership as a tree, as far as the viewer reaches."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from academy.people.models import Grant, Organisation, Team
from academy.people.rules import OrganisationKind, Role
from academy.people.scope import Viewer, current_spells, visible


class InScope(NamedTuple):
    people: int
    organisations: int


@dataclass
class Branch:
    """An organisation with how many people work in it and below, who leads its training, and its parts."""

    organisation: Organisation
    people: int
    leads: list[Grant] = field(default_factory=list)
    parts: list["Branch"] = field(default_factory=list)

    @property
    def organisations(self) -> int:
        """How many are in it, itself among them."""
        return 1 + sum(part.organisations for part in self.parts)


def organisations(viewer: Viewer) -> QuerySet[Organisation]:
    return visible(viewer, Organisation)


def open_organisations(viewer: Viewer) -> QuerySet[Organisation]:
    """Those that were not closed: where people may be added, and what must have training leads and an agreement."""
    return organisations(viewer).filter(Q(closed_on__isnull=True) | Q(closed_on__gte=viewer.on))


def organisations_found(viewer: Viewer, *, search: str = "", is_closed: bool = False) -> QuerySet[Organisation]:
    """By a part of the name, the short name, or the beginning of a number that others know it by."""
    shown = organisations(viewer).filter(closed_on__lt=viewer.on) if is_closed else organisations(viewer)
    words = search.replace("\x00", "").strip()
    if words:
        number = "".join(words.split())
        numbered = Q(identifiers__value__istartswith=number) | Q(local_identifier__istartswith=words)
        shown = shown.filter(Q(name__icontains=words) | Q(code__istartswith=words) | numbered).distinct()
    return shown.prefetch_related("identifiers").order_by("name", "pk")


def tree(viewer: Viewer, *, under: Organisation | None = None) -> list[Branch]:
    """Three queries, whatever grows. What stands at the top is what has no parent within reach."""
    shown = open_organisations(viewer)
    if under is not None:
        parts = shown.filter(path__startswith=under.path).values("pk")
        shown = organisations(viewer).filter(Q(pk__in=parts) | Q(pk=under.pk))
    people = people_in(viewer, under)
    branches = {row.pk: Branch(row, people[row.path]) for row in shown}
    for grant in training_leads(viewer, branches):
        branches[grant.organisation_id].leads.append(grant)
    tops: list[Branch] = []
    for branch in sorted(branches.values(), key=_among_its_kind):
        above = branches.get(branch.organisation.parent_id or 0)
        (above.parts if above else tops).append(branch)
    return tops


def in_scope(viewer: Viewer, under: Organisation | None = None, *, has_parts: bool = True) -> InScope:
    """C2: how many people and organisations a page at this place of the tree counts, all that is below it included."""
    places = open_organisations(viewer)
    if under is not None:
        places = places.filter(path__startswith=under.path) if has_parts else places.filter(pk=under.pk)
    held = current_spells(viewer.on).filter(post__organisation__in=places.order_by().values("pk"))
    return InScope(held.aggregate(number=Count("person", distinct=True))["number"], places.count())


def _among_its_kind(branch: Branch) -> tuple[int, str]:
    return list(OrganisationKind).index(OrganisationKind(branch.organisation.kind)), branch.organisation.name


def people_in(viewer: Viewer, under: Organisation | None = None) -> Counter[str]:
    """How many hold a post in each organisation or below it today, by path. Who holds two is one person.

    One query for all: counted in the database it would be one for each organisation.
    """
    held = current_spells(viewer.on).filter(post__organisation__in=organisations(viewer))
    if under is not None:
        held = held.filter(post__organisation__path__startswith=under.path)
    seen: dict[str, set[int]] = {}
    for path, person in held.order_by().values_list("post__organisation__path", "person").distinct():
        seen.setdefault(path, set()).add(person)
    counted: dict[str, set[int]] = {}
    for path, persons in seen.items():
        for above in ways_up(path):
            counted.setdefault(above, set()).update(persons)
    return Counter({path: len(persons) for path, persons in counted.items()})


def top_organisation() -> Organisation:
    """The authority itself: what every other one is under, and the council where several stand at the top."""
    tops = Organisation.objects.filter(parent__isnull=True).order_by("path")
    return tops.filter(kind=OrganisationKind.COUNCIL).first() or tops.earliest("path")


def teams(viewer: Viewer, organisation: Organisation) -> QuerySet[Team]:
    """Each with `people`: how many hold a post in it today."""
    still = Q(posts__spells__ended_on__isnull=True) | Q(posts__spells__ended_on__gte=viewer.on)
    today = still & Q(posts__spells__started_on__lte=viewer.on)
    rows = visible(viewer, Team).filter(organisation=organisation)
    rows = rows.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=viewer.on))
    return rows.annotate(people=Count("posts__spells__person", filter=today, distinct=True)).order_by("name")


def leads_for(viewer: Viewer, organisation: Organisation) -> list[Grant]:
    """Who leads training here: those of the organisation itself, else of what it is part of."""
    way_up = Organisation.objects.filter(path__in=ways_up(organisation.path)).values_list("pk", flat=True)
    leads = training_leads(viewer, way_up)
    nearest = max((len(grant.organisation.path) for grant in leads), default=0)
    return [grant for grant in leads if len(grant.organisation.path) == nearest]


def ways_up(path: str) -> list[str]:
    """a.b.c. is in a., in a.b. and in itself."""
    codes = path.rstrip(".").split(".")
    return [".".join(codes[: depth + 1]) + "." for depth in range(len(codes))]


def training_leads(viewer: Viewer, organisations: Iterable[int]) -> list[Grant]:
    """Who leads training in these organisations today, with their names."""
    current = Q(ends_on__isnull=True) | Q(ends_on__gte=viewer.on)
    held = Grant.objects.filter(current, role=Role.TRAINING_LEAD, starts_on__lte=viewer.on)
    held = held.filter(organisation__in=list(organisations), account__is_active=True)
    return list(held.select_related("account__person", "organisation").order_by("account__person__family_name", "pk"))
