"""Writing down everybody's gaps: each day for the pages, and for good when a month is over."""

from collections import Counter
from collections.abc import Callable
from datetime import date

from django.db import transaction

from academy.core import clock
from academy.core.clock import months_after
from academy.needs import queries, rules
from academy.needs.actions.exemptions import erase_exemptions
from academy.needs.models import Exemption, GapSnapshot, SnapshotDay
from academy.needs.queries import snapshots
from academy.needs.rules.exemptions import ExemptionState
from academy.people.actions import Moving
from academy.people.models import Person

PEOPLE_AT_A_TIME = 5_000


def take_snapshot(
    on: date,
    *,
    people_at_a_time: int = PEOPLE_AT_A_TIME,
    at_step: Callable[[str], None] = lambda step: None,
) -> SnapshotDay:
    """Stopped anywhere, it goes on from there when it is called again; when it is whole, nothing more happens."""
    day, _ = SnapshotDay.objects.get_or_create(taken_on=on)
    while day.finished_at is None:
        day = _take_part(on, people=people_at_a_time)
        at_step("part taken")
    return day


def keep_month_end(on: date) -> SnapshotDay:
    """The last day of a month as it stood when it was over: taken anew, since that day had hours to come before."""
    with transaction.atomic():
        day, _ = SnapshotDay.objects.select_for_update().get_or_create(taken_on=on)
        if not day.is_kept:
            GapSnapshot.objects.filter(taken_on=on).delete()
            SnapshotDay.objects.filter(pk=day.pk).update(
                is_kept=True, reached=0, finished_at=None, people=0, totals={}, demand={}
            )
    return take_snapshot(on)


def move_person(moving: Moving) -> None:
    """Two records become one: what was written down of both on a day stays once; tonight it is worked out anew."""
    gaps, kept_days = GapSnapshot.objects.all(), SnapshotDay.objects.filter(is_kept=True).values("taken_on")
    moving.take_away(gaps.filter(person=moving.merged).exclude(taken_on__in=kept_days))
    moving.repoint(
        gaps.filter(person=moving.merged),
        held=gaps.filter(person=moving.kept),
        same=("taken_on", "requirement_id"),
    )
    _move_exemptions(moving)


def erase_person(person: Person) -> Counter[str]:
    gone, _ = GapSnapshot.objects.filter(person=person).delete()
    return Counter(gaps=gone) + erase_exemptions(person)


@transaction.atomic
def _take_part(on: date, *, people: int) -> SnapshotDay:
    day = SnapshotDay.objects.select_for_update().get(taken_on=on)
    last = snapshots.next_part(on, after=day.reached, people=people)
    if last is None:
        return _finish(day)
    counts = queries.Counts.from_json(day.totals) + snapshots.keep_part(on, after=day.reached, last=last)
    day.totals, day.people = counts.as_json(), counts.everybody.people
    if on >= clock.today():  # nobody plans for a year that is past
        demand = queries.Demand.from_json(day.demand) + snapshots.demand_of_part(on, after=day.reached, last=last)
        day.demand = demand.as_json()
    day.reached = last
    day.save()
    return day


def _finish(day: SnapshotDay) -> SnapshotDay:
    """The rows of earlier days go, apart from the ends of the last months. Their totals stay, as a series."""
    if day.finished_at is None:
        kept = SnapshotDay.objects.filter(is_kept=True, taken_on__gt=months_after(day.taken_on, -rules.KEPT_MONTHS))
        earlier = GapSnapshot.objects.filter(taken_on__lt=day.taken_on)
        earlier.exclude(taken_on__in=kept.values("taken_on")).delete()
        day.finished_at = clock.now()
        day.save(update_fields=["finished_at"])
    return day


def _move_exemptions(moving: Moving) -> None:
    waiting = Exemption.objects.filter(state=ExemptionState.WAITING)
    again = waiting.filter(person=moving.kept).values("item")
    twice = waiting.filter(person=moving.merged, item__in=again)
    moving.change(twice, state=ExemptionState.TAKEN_BACK.value)
    moving.repoint(Exemption.objects.filter(person=moving.merged))
