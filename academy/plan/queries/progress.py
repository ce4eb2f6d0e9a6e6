"""How far a plan has come: its sessions, who came, and who has learned it. Counted by the database, in sets."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum

from academy.booking.models import Booking, Session
from academy.booking.rules import Status
from academy.catalogue.models import Item
from academy.catalogue.rules import Mode
from academy.core import clock
from academy.plan import rules
from academy.plan.models import Commission, PlanItem
from academy.plan.rules import Progress
from academy.records.models import Completion


def progress(plan_items: Iterable[PlanItem], *, now: datetime | None = None) -> dict[int, Progress]:
    """By the number of the plan item: four questions, however many there are."""
    items = {item.pk: item for item in plan_items}
    ordered = list(Commission.objects.filter(plan_item__in=items).select_related("item"))
    found: dict[int, dict[str, int]] = {pk: defaultdict(int) for pk in items}
    for one in ordered:
        found[one.plan_item_id]["commissions"] += 1
    if ordered:
        _add_sessions(found, ordered, now or clock.now())
        _add_attended(found, ordered)
        _add_learned(found, learned_in_sessions(ordered))
        _add_own_time(found, ordered, items)
    return {pk: Progress(**counts) for pk, counts in found.items()}


def sessions_because_of(ordered: Iterable[Commission]) -> QuerySet[Session]:
    """Also those that were called off."""
    kind = ContentType.objects.get_for_model(Commission)
    return Session.objects.filter(cause_type=kind, cause_id__in=[one.pk for one in ordered])


def sessions_of(plan_item: PlanItem) -> QuerySet[Session]:
    return sessions_because_of(plan_item.commissions.all())


def uncounted_sessions(ordered: Commission) -> QuerySet[Session]:
    """Of the same item, in the year of the plan, planned for no reason that was given."""
    year = ordered.plan_item.plan.year
    days = (rules.first_day(year), rules.last_day(year))
    of_item = Session.objects.filter(item=ordered.item_id, is_cancelled=False, cause_id__isnull=True)
    return of_item.filter(starts_at__date__range=days).select_related("item").order_by("starts_at", "pk")


def learned_in_sessions(ordered: Iterable[Commission]) -> QuerySet[Any]:
    """What was learned on the sessions of these, each with the plan item it is for."""
    theirs = Booking.objects.filter(session__in=sessions_because_of(ordered).values("pk"))
    own = Booking.objects.filter(pk=OuterRef(OuterRef("cause_id"))).values("session__cause_id")[:1]
    plan_item = Commission.objects.filter(pk=Subquery(own)).values("plan_item")[:1]
    kind = ContentType.objects.get_for_model(Booking)
    found = Completion.objects.filter(cause_type=kind, cause_id__in=theirs.values("pk"))
    return found.annotate(plan_item=Subquery(plan_item)).order_by()


def learned_in_own_time(items: Iterable[Item], *, year: int) -> QuerySet[Completion]:
    """Of what has no sessions: whatever of it was completed in the year."""
    alone = [item.pk for item in items if item.mode == Mode.OWN_TIME]
    days = (rules.first_day(year), rules.last_day(year))
    return Completion.objects.filter(item__in=alone, completed_on__range=days).order_by()


def _add_sessions(found: dict[int, dict[str, int]], ordered: list[Commission], now: datetime) -> None:
    plan_item: dict[int | None, int] = {one.pk: one.plan_item_id for one in ordered}
    rows = sessions_because_of(ordered).filter(is_cancelled=False).order_by().values("cause_id")
    for row in rows.annotate(
        number=Count("pk"), past=Count("pk", filter=Q(ends_at__lte=now)), seats=Sum("places"), had=Sum("taken")
    ):
        counts = found[plan_item[row["cause_id"]]]
        counts["sessions"] += row["number"]
        counts["held"] += row["past"]
        counts["places"] += row["seats"]
        counts["taken"] += row["had"]


def _add_attended(found: dict[int, dict[str, int]], ordered: list[Commission]) -> None:
    plan_item: dict[int | None, int] = {one.pk: one.plan_item_id for one in ordered}
    came = Booking.objects.filter(session__in=sessions_because_of(ordered).values("pk"), status=Status.ATTENDED)
    for row in came.order_by().values("session__cause_id").annotate(number=Count("pk")):
        found[plan_item[row["session__cause_id"]]]["attended"] += row["number"]


def _add_learned(found: dict[int, dict[str, int]], completions: QuerySet[Any]) -> None:
    for row in completions.values("plan_item").annotate(number=Count("pk"), people=Count("person", distinct=True)):
        if row["plan_item"] in found:
            found[row["plan_item"]]["completions"] += row["number"]
            found[row["plan_item"]]["learned"] += row["people"]


def _add_own_time(found: dict[int, dict[str, int]], ordered: list[Commission], items: dict[int, PlanItem]) -> None:
    alone: dict[int, list[Commission]] = defaultdict(list)
    for one in ordered:
        if one.item.mode == Mode.OWN_TIME:
            alone[items[one.plan_item_id].plan.year].append(one)
    for year, some in alone.items():
        rows: Any = learned_in_own_time([one.item for one in some], year=year).values("item")
        counted = {row["item"]: row for row in rows.annotate(number=Count("pk"), people=Count("person", distinct=True))}
        for one in some:
            row = counted.get(one.item_id, {"number": 0, "people": 0})
            found[one.plan_item_id]["completions"] += row["number"]
            found[one.plan_item_id]["learned"] += row["people"]
