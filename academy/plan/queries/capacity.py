"""Rooms and trainers, month by month, against what is planned and what is on the calendar."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max
from django.db.models.functions import TruncMonth

from academy.booking.models import Leading, Room, SessionDay, Trainer
from academy.catalogue.models import Item
from academy.catalogue.rules import HOURS_IN_A_DAY, Mode
from academy.core.working_days import is_working_day
from academy.plan import rules
from academy.plan.models import Commission, LearningPlan, PlanItem
from academy.plan.queries.summary import Line
from academy.plan.rules import Month


@dataclass(frozen=True)
class Want:
    """What a plan item still asks of rooms and trainers, and what stands in its way."""

    plan_item: PlanItem
    sessions: int  # still to be put on the calendar
    days: int
    leaders: int
    words: str


def months(plan: LearningPlan, wants: Collection[Want], *, on: date) -> list[Month]:
    """From this month on for what is still to place: nothing is held in a month that is over."""
    year = plan.year
    rooms = Room.objects.filter(is_in_use=True, venue__is_in_use=True).count()
    trainers = Trainer.objects.filter(is_available=True).count()
    days = SessionDay.objects.filter(
        starts_at__date__range=(rules.first_day(year), rules.last_day(year)), session__is_cancelled=False
    )
    taken = _by_month(days.filter(room__isnull=False).values("room", "starts_at__date"))
    led = _led_by_month(year)
    placed, ours = _to_place(year, wants, on)
    return [
        Month(
            first=first,
            working_days=_working_days(first),
            rooms=rooms,
            trainers=trainers,
            days_a_trainer=plan.days_a_trainer,
            days_in_rooms=taken[first],
            days_led=led[first],
            days_to_place=placed[first],
            trainer_days_to_place=ours[first],
        )
        for first in rules.months_of(year)
    ]


def wants(lines: Collection[Line]) -> list[Want]:
    """Three questions for the whole plan."""
    waiting = [line for line in lines if not line.item.is_dropped and not line.item.is_own_time]
    ordered: dict[int, Item] = {}
    commissions = Commission.objects.filter(plan_item__in=[line.item.pk for line in waiting])
    for one in commissions.select_related("item").order_by("-pk"):
        ordered[one.plan_item_id] = one.item
    leaders = _leaders({item.pk for item in ordered.values()})
    largest = Room.objects.filter(is_in_use=True, venue__is_in_use=True).aggregate(most=Max("capacity"))["most"] or 0
    return [_want(line, ordered.get(line.item.pk), leaders, largest) for line in waiting]


def _want(line: Line, item: Item | None, leaders: Counter[int], largest: int) -> Want:
    left = max(0, line.item.sessions - line.progress.sessions)
    each = -(-line.item.places // line.item.sessions) if line.item.sessions else 0
    days = max(1, round(float(item.hours) / HOURS_IN_A_DAY)) if item else 1
    may_lead = leaders[item.pk] if item else 0
    is_online = bool(item and item.mode == Mode.ONLINE)
    words = rules.item_words(leaders=may_lead, largest_room=largest, places_each=each, is_online=is_online)
    return Want(line.item, left, left * days, may_lead, words if item and left else "")


def _leaders(items: Collection[int]) -> Counter[int]:
    may = Trainer.may_lead.through.objects.filter(item__in=items, trainer__is_available=True)
    rows = may.order_by().values("item").annotate(number=Count("trainer", distinct=True))
    return Counter({row["item"]: row["number"] for row in rows})


def _by_month(rows: object) -> Counter[date]:
    """A room that has two things on one day is taken for one day."""
    return Counter(day.replace(day=1) for _, day in set(rows.values_list("room", "starts_at__date")))  # type: ignore[attr-defined]


def _led_by_month(year: int) -> Counter[date]:
    led = Leading.objects.filter(
        day__starts_at__date__range=(rules.first_day(year), rules.last_day(year)), day__session__is_cancelled=False
    )
    rows = led.order_by().annotate(month=TruncMonth("day__starts_at")).values("month").annotate(number=Count("pk"))
    return Counter({row["month"].date(): row["number"] for row in rows})


def _to_place(year: int, wanted: Collection[Want], on: date) -> tuple[Counter[date], Counter[date]]:
    placed: Counter[date] = Counter()
    ours: Counter[date] = Counter()
    for want in wanted:
        phase = rules.months_of_phase(year, want.plan_item.phase)
        coming = [month for month in phase if month >= on.replace(day=1)]
        coming = coming or [month for month in rules.months_of(year) if month >= on.replace(day=1)] or phase[-1:]
        for month, days in zip(coming, rules.spread(want.days, len(coming)), strict=True):
            placed[month] += days
            ours[month] += days
    return placed, ours


def _working_days(first: date) -> int:
    following = (first + timedelta(days=32)).replace(day=1)
    return sum(is_working_day(first + timedelta(days=day)) for day in range((following - first).days))
