"""Agency workers: who is at work on what terms, and how each assignment stands to the rules. A few queries for all."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from academy.core import clock
from academy.people.models import Person, Spell, Team
from academy.people.queries import person_for
from academy.people.rules import EMPLOYED, Contract, Facts, OrganisationKind, Reason
from academy.people.scope import Viewer, current_spells, visible
from academy.workforce.models import AgencyException, Assignment, EmployedCost, PriceCap
from academy.workforce.rules import agency as rules
from academy.workforce.rules import costs
from academy.workforce.rules.agency import Decided, Finding, Terms

NOT_LEAVING = (Reason.VOLUNTARY_REDUNDANCY, Reason.COMPULSORY_REDUNDANCY, Reason.MOVED_INSIDE)


@dataclass(frozen=True)
class Checked:
    """An assignment with how it stands to each rule on a day."""

    assignment: Assignment
    findings: Sequence[Finding]
    cap: Decimal | None

    @property
    def open(self) -> list[Finding]:
        return rules.open_findings(self.findings)

    @property
    def is_above_cap(self) -> bool:
        return self.cap is not None and self.assignment.capped_cost > self.cap


def assignments(viewer: Viewer) -> QuerySet[Assignment]:
    return visible(viewer, Assignment).select_related("person", "team__organisation")


def at_work(rows: QuerySet[Assignment], on: date) -> QuerySet[Assignment]:
    return between(rows, on, on)


def between(rows: QuerySet[Assignment], start: date, end: date) -> QuerySet[Assignment]:
    """That lasted on any day from the first to the last."""
    return rows.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=start), started_on__lte=end)


def checked(found: Iterable[Assignment], *, on: date) -> list[Checked]:
    """Three more queries, however many assignments."""
    listed = list(found)
    caps, left, decided = PriceCaps(), _left_here(listed), _decided(listed)
    return [_checked(one, caps, left.get(one.person_id, []), decided.get(one.pk, ()), on) for one in listed]


def price_caps() -> QuerySet[PriceCap]:
    return PriceCap.objects.order_by("job_type", "-starts_on")


def employed_costs() -> QuerySet[EmployedCost]:
    return EmployedCost.objects.order_by("job_type", "-starts_on")


class PriceCaps:
    """Every cap there is, read once."""

    def __init__(self) -> None:
        self.caps: dict[str, list[tuple[date, Decimal]]] = defaultdict(list)
        for job_type, starts_on, pounds in price_caps().values_list("job_type", "starts_on", "pounds_an_hour"):
            self.caps[job_type].append((starts_on, pounds))

    def on(self, job_type: str, on: date) -> Decimal | None:
        return next((pounds for starts_on, pounds in self.caps[job_type] if starts_on <= on), None)


class EmployedCosts:
    """What somebody employed costs, of each job type, read once."""

    def __init__(self) -> None:
        self.costs: dict[str, list[EmployedCost]] = defaultdict(list)
        for cost in employed_costs():
            self.costs[cost.job_type].append(cost)

    def on(self, job_type: str, on: date) -> costs.Employed | None:
        cost = next((cost for cost in self.costs[job_type] if cost.starts_on <= on), None)
        return costs.Employed(cost.pounds, cost.agency_hours, cost.full_week) if cost else None


def premium_on(on: date) -> costs.Premium | None:
    """Of all at work on the day whose job type has an employed cost."""
    employed = EmployedCosts()
    each = []
    names = ("job_type", "charge", "hours_a_week", "covers")
    for job_type, charge, hours, covers in at_work(Assignment.objects.order_by(), on).values_list(*names):
        if (cost := employed.on(job_type, on)) is not None:
            each.append(costs.dearer(charge, hours, cost, covers_vacancy=covers == rules.Cover.VACANCY))
    return costs.premium_of(each)


def spent_between(start: date, end: date) -> Decimal:
    """By the hours agreed of every assignment that lasted then; invoices may say otherwise."""
    rows = between(Assignment.objects.order_by(), start, end)
    names = ("charge", "hours_a_week", "started_on", "ended_on")
    return sum(
        (
            costs.spent(charge, hours, start=max(start, began), end=min(end, ended or end))
            for charge, hours, began, ended in rows.values_list(*names)
        ),
        Decimal(0),
    )


def not_yet_written(viewer: Viewer, *, on: date) -> QuerySet[Spell]:
    """Agency workers in a social work post on the day for whom no assignment is written down."""
    posts = current_spells(on).filter(
        contract=Contract.AGENCY,
        post__job_role__is_social_work=True,
        post__organisation__kind=OrganisationKind.COUNCIL,
        person__in=visible(viewer, Person).order_by().values("pk"),
    )
    written = at_work(Assignment.objects.order_by(), on).values("person")
    return posts.exclude(person__in=written).select_related("person", "post__team").order_by("started_on", "pk")


def worker_for(facts: Facts) -> Person | None:
    return person_for(facts)


def teams_to_choose(viewer: Viewer, *, on: date) -> QuerySet[Team]:
    open_then = Q(closed_on__isnull=True) | Q(closed_on__gte=on)
    teams = visible(viewer, Team).filter(open_then, organisation__kind=OrganisationKind.COUNCIL)
    return teams.order_by("name", "pk")


def exceptions_of(assignment: Assignment) -> QuerySet[AgencyException]:
    return assignment.exceptions.select_related("made_by").order_by("decided_on", "pk")


def _checked(
    one: Assignment,
    caps: PriceCaps,
    left: Sequence[tuple[date, int | None]],
    decided: Sequence[Decided],
    on: date,
) -> Checked:
    cap = caps.on(one.job_type, min(on, one.ended_on or on))
    terms = Terms(
        job_type=one.job_type,
        started_on=one.began_on,
        capped_cost=one.capped_cost,
        is_margin_said=one.margin is not None,
        cap=cap,
        months_employed=one.months_employed,
        last_left_on=_last_left(one, left),
        notice_weeks=one.notice_weeks,
        employed_notice_weeks=one.employed_notice_weeks,
        reference_on=one.reference_on,
        reference_given_on=one.reference_given_on,
        ended_on=one.ended_on,
        supply=one.supply,
        is_cost_apart=one.is_cost_apart,
        exceptions=tuple(decided),
    )
    return Checked(one, rules.findings(terms, on=on), cap)


def _last_left(one: Assignment, left: Sequence[tuple[date, int | None]]) -> date | None:
    """The last day in a post here or elsewhere in the region before it began. Redundancy does not count."""
    here = max(((day, reason) for day, reason in left if day < one.began_on), default=None, key=lambda last: last[0])
    days = [one.last_left_on] if one.last_left_on else []
    if here and here[1] not in NOT_LEAVING:
        days.append(here[0])
    return max(days, default=None)


def _left_here(listed: Sequence[Assignment]) -> dict[int, list[tuple[date, int | None]]]:
    found: dict[int, list[tuple[date, int | None]]] = defaultdict(list)
    if not listed:
        return found
    earliest = min(one.began_on for one in listed)
    most = max(rule.number for rule in rules.agency_rules().values())
    posts = Spell.objects.filter(
        person__in=[one.person_id for one in listed],
        contract__in=EMPLOYED,
        post__job_role__is_social_work=True,
        post__organisation__kind=OrganisationKind.COUNCIL,
        ended_on__gte=clock.months_after(earliest, -most),
    )
    for person, ended_on, reason in posts.order_by().values_list("person", "ended_on", "reason_for_leaving"):
        if ended_on is not None:
            found[person].append((ended_on, reason))
    return found


def _decided(listed: Sequence[Assignment]) -> dict[int, list[Decided]]:
    found: dict[int, list[Decided]] = defaultdict(list)
    rows: QuerySet[Any] = AgencyException.objects.filter(assignment__in=[one.pk for one in listed])
    for pk, rule, ground, up_to in rows.order_by().values_list("assignment", "rule", "ground", "up_to"):
        found[pk].append(Decided(rule, ground, up_to))
    return found
