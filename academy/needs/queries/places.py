"""What will be needed beside the places that are planned, and how a requirement stands on a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from academy.booking.models import Session
from academy.catalogue.models import Item
from academy.catalogue.rules import Mode
from academy.core import clock
from academy.needs.models import Requirement, SnapshotDay
from academy.needs.queries.counts import Count, Counts, gap_counts
from academy.needs.queries.demand import (
    OVERDUE,
    Demand,
    Wanted,
    count_demand,
    end_of_demand,
    looking_a_year_ahead,
    months_from,
)
from academy.needs.queries.gaps import Gaps, posts_held
from academy.needs.queries.snapshots import latest_snapshot, snapshot_gaps
from academy.needs.queries.statement import Question
from academy.people.models import Organisation
from academy.people.scope import Viewer

Planned = dict[tuple[int, str], tuple[int, int]]  # places and free places, by item and month


@dataclass(frozen=True)
class MonthOfDemand:
    """`month` is “2026-11”; overdue now when it is empty. Places are those of everybody, whoever takes them."""

    month: str
    wanted: Wanted
    places: int
    free: int


@dataclass(frozen=True)
class DemandLine:
    """An item, and what is coming: `months` begin with what is overdue now."""

    item: Item
    months: tuple[MonthOfDemand, ...]

    @property
    def people(self) -> int:
        return sum(month.wanted.people for month in self.months)

    @property
    def booked(self) -> int:
        return sum(month.wanted.booked for month in self.months)

    @property
    def open(self) -> int:
        return self.people - self.booked

    @property
    def free(self) -> int:
        return sum(month.free for month in self.months)

    @property
    def places(self) -> int:
        return sum(month.places for month in self.months)

    @property
    def is_own_time(self) -> bool:
        return self.item.mode == Mode.OWN_TIME

    @property
    def short(self) -> int:
        """Places that nobody has planned yet. What is done in one's own time never runs short."""
        return 0 if self.is_own_time else max(0, self.open - self.free)


@dataclass(frozen=True)
class Standing:
    """How one requirement stands on one day."""

    on: date
    count: Count
    exempt: int

    @property
    def up_to_date(self) -> int:
        return self.count.people - self.count.gaps

    @property
    def due(self) -> int:
        return self.count.gaps - self.count.overdue


def demand(viewer: Viewer, *, on: date, organisation: Organisation | None = None) -> Demand:
    """Of the viewer's people. Everybody's is counted once a night: whoever asks for it reads what was written down."""
    if viewer.sees_authority and organisation is None:
        day = latest_snapshot(viewer)
        if day is not None and day.demand and day.taken_on == on:
            return Demand.from_json(day.demand)
    return count_demand(Question(posts_held(viewer, on=on, organisation=organisation), on, looking_a_year_ahead(on)))


def demand_lines(counted: Demand, *, on: date, only: Collection[int] | None = None) -> list[DemandLine]:
    """The shortest of places first, then the most wanted."""
    items = Item.objects.filter(pk__in=[pk for pk in counted.items if only is None or pk in only])
    planned = _places(list(counted.items), on)
    lines = [DemandLine(item, _months(item.pk, counted, planned, on)) for item in items.select_related("organisation")]
    return sorted(lines, key=lambda line: (-line.short, -line.open, line.item.title, line.item.pk))


def standing_of(
    viewer: Viewer, requirement: Requirement, *, on: date, organisation: Organisation | None = None
) -> Standing:
    """Worked out now for any day past or to come."""
    counts = gap_counts(viewer, on=on, organisation=organisation, requirement=requirement)
    count = counts.requirements.get(requirement.pk, Count())
    held = posts_held(viewer, on=on, organisation=organisation)
    return Standing(on, count, _asked(Question(held, on, None, requirement)) - count.people)


def standing_written_down(day: SnapshotDay, requirement: Requirement) -> Count:
    return Counts.from_json(day.totals).requirements.get(requirement.pk, Count())


def people_changed_since(viewer: Viewer, day: SnapshotDay, requirement: Requirement) -> tuple[set[int], set[int]]:
    """Whose gap stood in what was written down and is none any more, and who has one that did not stand there."""
    stored = snapshot_gaps(viewer, day).filter(requirement=requirement)
    before = {(gap.person_id, gap.due_on) for gap in stored}
    question = Question(posts_held(viewer, on=day.taken_on), day.taken_on, requirement=requirement)
    now = {(person_id, due_on) for person_id, due_on in _gaps(question)}
    return {person_id for person_id, _ in before - now}, {person_id for person_id, _ in now - before}


def _months(item_id: int, counted: Demand, planned: Planned, on: date) -> tuple[MonthOfDemand, ...]:
    wanted, nothing = counted.items[item_id], (0, 0)
    return tuple(
        MonthOfDemand(month, wanted.get(month, Wanted()), *planned.get((item_id, month), nothing))
        for month in (OVERDUE, *months_from(on))
    )


def _gaps(question: Question) -> list[tuple[int, date]]:
    return [(gap.person_id, gap.due_on) for gap in Gaps(question) if gap.due_on is not None]


def _asked(question: Question) -> int:
    try:
        sql, params = question.ask("SELECT count(DISTINCT person_id) FROM asked")
    except EmptyResultSet:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return int(cursor.fetchone()[0])


def _places(item_ids: list[int], on: date) -> Planned:
    """Places and free places of the sessions to come, by item and month."""
    first = timezone.make_aware(datetime.combine(max(on, clock.today()), time.min))
    end = timezone.make_aware(datetime.combine(end_of_demand(on), time.min))
    rows = Session.objects.filter(item__in=item_ids, is_cancelled=False, starts_at__gte=first, starts_at__lt=end)
    months = rows.annotate(month=TruncMonth("starts_at")).values("item", "month").order_by()
    sums = months.annotate(all_places=Sum("places"), left=Sum(F("places") - F("taken")))
    return {(row["item"], f"{row['month']:%Y-%m}"): (row["all_places"], row["left"]) for row in sums}
