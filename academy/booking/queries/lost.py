"""Places that people gave back, by why and by service: places lost to workload are a finding of their own (C24)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from academy.analysis.disclosure import Shown, disclose
from academy.booking.models import Booking
from academy.booking.queries.sessions import start_of
from academy.booking.rules import CHOICES_OF_REASON, CancelReason, Status
from academy.people.models import Organisation, Spell
from academy.people.rules import OrganisationKind, Reach
from academy.people.scope import Viewer, visible

WHAT = "see places lost"
REASONS = tuple(CHOICES_OF_REASON)  # what somebody taps; the rest nobody gave back
NOWHERE = "No agency known"
NO_TEAM = "No team"


@dataclass(frozen=True)
class Lost:
    """One service: how many places its people gave back, for each reason, fit to show; and the way further in."""

    service: str
    inside: Mapping[str, str]
    counts: Mapping[str, Shown]
    total: Shown


@dataclass(frozen=True)
class LostPlaces:
    """Of one period: every service, and all of them together. `is_exact` for whoever may open each booking anyway."""

    rows: tuple[Lost, ...]
    counts: Mapping[str, Shown]
    total: Shown
    is_exact: bool

    @property
    def to_workload(self) -> Shown:
        return self.counts[CancelReason.WORKLOAD]


@dataclass(frozen=True)
class Service:
    """A row: what it is called, and what the address says to look inside."""

    name: str
    parameter: str = ""
    value: str = ""


def places_lost(
    viewer: Viewer, *, since: date, until: date, organisation: Organisation | None = None, kind: str = ""
) -> LostPlaces:
    """By kind of agency, of one kind by agency, inside one by its parts and teams: as they worked at the time."""
    is_exact = not viewer.reach(WHAT) & {Reach.AUTHORITY, Reach.COUNTS}
    found = _given_back(viewer, since, until)
    if organisation is not None:
        found = found.filter(organisation__path__startswith=organisation.path)
    if kind:
        found = found.filter(organisation__kind=kind)
    named = {one.pk: one for one in Organisation.objects.only("pk", "name", "path", "kind")}
    grouped = found.annotate(team=_team()).values_list("organisation", "team", "cancel_reason").annotate(Count("pk"))
    counted: dict[Service, dict[str, int]] = defaultdict(lambda: dict.fromkeys(REASONS, 0))
    for at, team, reason, number in grouped:
        service = _service(named.get(at), team, organisation, named, by_kind=not (kind or is_exact))
        counted[service][reason] += number
    return _exact(counted) if is_exact else _disclosed(counted)


def _service(
    at: Organisation | None,
    team: str | None,
    inside: Organisation | None,
    named: Mapping[int, Organisation],
    *,
    by_kind: bool,
) -> Service:
    if at is None:
        return Service(NOWHERE)
    if inside is None:
        label = str(OrganisationKind(at.kind).label)
        return Service(label, "kind", at.kind) if by_kind else Service(at.name, "organisation", str(at.pk))
    if at.path == inside.path:
        return Service(team or NO_TEAM)
    part = inside.path + at.path.removeprefix(inside.path).partition(".")[0] + "."
    branch = next((one for one in named.values() if one.path == part), at)
    return Service(branch.name, "organisation", str(branch.pk))


def lost_to_workload(viewer: Viewer, *, days: int) -> int:
    """For the home page of whoever may open each of these bookings."""
    until = viewer.on
    found = _given_back(viewer, until - timedelta(days=days), until)
    return found.filter(cancel_reason=CancelReason.WORKLOAD).count()


def _given_back(viewer: Viewer, since: date, until: date) -> QuerySet[Booking]:
    """Of sessions within the period; a place, not a turn on the list."""
    reach = viewer.reach(WHAT)
    sees_numbers = Reach.COUNTS in reach
    rows = Booking.objects.all() if sees_numbers else visible(viewer, Booking, WHAT)
    period = (start_of(since), start_of(until + timedelta(days=1)))
    kept = rows.filter(status=Status.CANCELLED, placed_at__isnull=False, cancel_reason__in=REASONS)
    kept = kept.filter(Q(session__starts_at__gte=period[0]), Q(session__starts_at__lt=period[1])).order_by()
    return kept if sees_numbers or viewer.person is None else kept.exclude(_own_only(viewer))


def _own_only(viewer: Viewer) -> Q:
    """A manager reads of their team, not of themself."""
    return Q(person=viewer.person) if viewer.reach(WHAT) == {Reach.TEAM} else Q(pk__in=[])


def _team() -> Subquery:
    on = OuterRef("session__starts_at")
    held = Spell.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gte=on),
        person=OuterRef("person"),
        post__organisation=OuterRef("organisation"),
        started_on__lte=on,
    )
    return Subquery(held.order_by("-started_on", "-pk").values("post__team__name")[:1])


def _exact(counted: Mapping[Service, Mapping[str, int]]) -> LostPlaces:
    rows = [_row(service, counted[service], sum(counted[service].values())) for service in _in_order(counted)]
    together: dict[str, Shown] = {reason: sum(counts[reason] for counts in counted.values()) for reason in REASONS}
    whole = sum(sum(counts.values()) for counts in counted.values())
    return LostPlaces(tuple(rows), together, whole, is_exact=True)


def _disclosed(counted: Mapping[Service, Mapping[str, int]]) -> LostPlaces:
    if not counted:
        return LostPlaces((), dict.fromkeys(REASONS, 0), 0, is_exact=False)
    services = _in_order(counted)
    grid = disclose([[counted[service][reason] for reason in REASONS] for service in services])
    assert grid.row_totals is not None
    assert grid.column_totals is not None
    assert grid.total is not None
    rows = [
        _row(service, dict(zip(REASONS, cells, strict=True)), total)
        for service, cells, total in zip(services, grid.cells, grid.row_totals, strict=True)
    ]
    return LostPlaces(tuple(rows), dict(zip(REASONS, grid.column_totals, strict=True)), grid.total, is_exact=False)


def _row(service: Service, counts: Mapping[str, Shown], total: Shown) -> Lost:
    inside = {service.parameter: service.value} if service.parameter else {}
    return Lost(service.name, inside, dict(counts), total)


def _in_order(counted: Mapping[Service, object]) -> list[Service]:
    return sorted(counted, key=lambda service: (service.name.casefold(), service.value))
