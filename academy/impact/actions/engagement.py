"""A line manager says what they heard, and the quarters are counted."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from academy.core import clock, trail
from academy.impact import queries
from academy.impact.models import AcceptedReflection, EngagementSnapshot
from academy.impact.queries.engagement import Where
from academy.impact.rules import barometer as rules
from academy.impact.rules.barometer import Act, Engaged, Group, Quarter, Stay
from academy.people.models import Account
from academy.people.rules import OrganisationKind
from academy.records.models import Reflection


@transaction.atomic
def accept_reflection(reflection: Reflection, *, by: Account | None) -> AcceptedReflection:
    """The two have talked about it. Said twice, it is the same."""
    accepted, is_new = AcceptedReflection.objects.get_or_create(
        reflection=reflection, defaults={"accepted_on": clock.today(), "accepted_by": by}
    )
    if is_new:
        trail.note(by, "talked about", accepted)
    return accepted


def count_engagement(*, on: date) -> list[Quarter]:
    """The last eight whole quarters. One that was counted a month after it ended stays as it is."""
    counted = []
    last = rules.last_whole_quarter(on)
    for quarter in rules.quarters_until(last, rules.QUARTERS_SHOWN):
        if not queries.is_final(quarter):
            count_quarter(quarter, on=on)
            counted.append(quarter)
    return counted


@transaction.atomic
def count_quarter(quarter: Quarter, *, on: date) -> None:
    """In the place of what was counted before."""
    from_on = rules.quarters_until(quarter, rules.OF_QUARTERS)[0].first_on
    stays, acts = queries.stays(from_on, quarter.last_on), queries.acts(from_on, quarter.last_on)
    rows = snapshots(quarter, stays, acts, queries.where(quarter.last_on), on=on)
    EngagementSnapshot.objects.filter(quarter_on=quarter.last_on).delete()
    EngagementSnapshot.objects.bulk_create(rows)


def snapshots(
    quarter: Quarter, stays: list[Stay], acts: list[tuple[int, date, Act]], where: Where, *, on: date
) -> list[EngagementSnapshot]:
    """A row for each group."""
    found = rules.engaged(stays, acts, quarter)
    council = {person for person, kind in where.kind.items() if kind == OrganisationKind.COUNCIL}
    teams = _gathered(where.team, found.eligible)
    rows = [
        _row(quarter, Group.EVERYBODY, found, None, on, teams=rules.bands(teams, found.evidenced)),
        _row(quarter, Group.STAFF, found, council - where.managers, on),
        _row(quarter, Group.MANAGERS, found, council & where.managers, on),
        _partners(quarter, found, where, council, on),
    ]
    for kind in sorted(set(where.kind.values()) - {OrganisationKind.COUNCIL}):
        people = {person for person, one in where.kind.items() if one == kind}
        rows.append(_row(quarter, Group.AGENCY, found, people, on, kind=kind))
    return rows


def _row(
    quarter: Quarter, group: Group, found: Engaged, among: set[int] | None, on: date, *, kind: str = "",
    teams: Iterable[int] = (),
) -> EngagementSnapshot:  # fmt: skip
    sets = (found.eligible, found.evidenced, found.eligible_all_year, found.sustained)
    eligible, evidenced, all_year, sustained = (len(one if among is None else one & among) for one in sets)
    return EngagementSnapshot(
        quarter_on=quarter.last_on, group=group, kind=kind, eligible=eligible, evidenced=evidenced,
        eligible_all_year=all_year, sustained=sustained, teams=list(teams), counted_on=on,
    )  # fmt: skip


def _partners(quarter: Quarter, found: Engaged, where: Where, council: set[int], on: date) -> EngagementSnapshot:
    """Organisations, not people: those of which at least a quarter of the people take part, and have kept it up."""
    outside = {person: pk for person, pk in where.organisation.items() if person not in council}
    now, all_year = _gathered(outside, found.eligible), _gathered(outside, found.eligible_all_year)
    return EngagementSnapshot(
        quarter_on=quarter.last_on,
        group=Group.PARTNERS,
        eligible=len(now),
        evidenced=sum(rules.is_taking_part(people, found.evidenced) for people in now.values()),
        eligible_all_year=len(all_year),
        sustained=sum(rules.is_taking_part(people, found.sustained) for people in all_year.values()),
        counted_on=on,
    )


def _gathered(places: dict[int, int], people: frozenset[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for person in people:
        if person in places:
            found.setdefault(places[person], set()).add(person)
    return found
