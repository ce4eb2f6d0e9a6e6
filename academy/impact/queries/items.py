"""What is known of one item, of several that belong together, or of everything: who was reached, and what they said."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from django.db.models import Count, F, FloatField, Q, QuerySet, Sum
from django.db.models.functions import Cast

from academy.analysis.response import Answered, answered
from academy.catalogue.models import Collection, Item
from academy.core.clock import months_after
from academy.impact.queries.use import sees_counts_only
from academy.needs import queries as needs
from academy.needs.queries import Cut
from academy.people.scope import TheAuthority, Viewer, visible
from academy.plan import queries as plan
from academy.plan.models import PlanItem
from academy.records.models import Completion
from academy.surveys.models import FollowUp
from academy.surveys.rules import APPLIED, Worth

KNOWN = ("completion__door", "completion__item__kind", "completion__item__mode")


@dataclass(frozen=True)
class Reached:
    """People who finished in the last year; of those of whom it is asked today, how many still lack it."""

    people: int
    completions: int
    lacking: int | None = None


@dataclass(frozen=True)
class Feeling:
    """What those said who went on after the two questions."""

    said: int = 0
    worth: int = 0
    mean: float | None = None
    deviation: float | None = None


@dataclass(frozen=True)
class Cost:
    spent: float
    completions: int


def items_of(item: Item) -> list[int]:
    """A pathway is the items that it leads through, and itself."""
    return [item.pk, *item.steps.values_list("item", flat=True)]


def items_in(collection: Collection) -> list[int]:
    return list(collection.entries.values_list("item", flat=True))


def collections_shown(viewer: Viewer) -> QuerySet[Collection]:
    return visible(viewer, Collection).filter(is_published=True)


def asked_about(asked: QuerySet[FollowUp], items: Sequence[int] | None) -> QuerySet[FollowUp]:
    return asked if items is None else asked.filter(completion__item__in=items)


def reached(viewer: Viewer, items: Sequence[int] | None) -> Reached:
    rows = Completion.objects.all() if sees_counts_only(viewer) else visible(viewer, Completion)
    rows = rows.filter(person__merged_into__isnull=True)
    rows = rows.filter(completed_on__gt=months_after(viewer.on, -12), completed_on__lte=viewer.on).order_by()
    rows = rows if items is None else rows.filter(item__in=items)
    counted = rows.aggregate(people=Count("person", distinct=True), completions=Count("pk"))
    return Reached(counted["people"], counted["completions"], _lacking(viewer, items))


def feeling(asked: QuerySet[FollowUp]) -> Feeling:
    """Counted by the database in one query."""
    moved = Cast(F("sure_now") - F("sure_before"), FloatField())
    found = (
        asked.exclude(worth="")
        .order_by()
        .aggregate(
            said=Count("pk"),
            yes=Count("pk", filter=Q(worth=Worth.YES)),
            moved=Count(moved),
            total=Sum(moved),
            squares=Sum(moved * moved),
        )
    )
    return Feeling(found["said"], found["yes"], *_mean_and_deviation(found["moved"], found["total"], found["squares"]))


def _mean_and_deviation(number: int, total: float, squares: float) -> tuple[float | None, float | None]:
    """Of a sample. From sums, since SQLite's own deviation stops at a single answer and at one that is missing."""
    mean = total / number if number else None
    deviation = sqrt(max(0.0, squares - total * total / number) / (number - 1)) if number > 1 else None
    return mean, deviation


def weighted(asked: QuerySet[FollowUp]) -> Answered | None:
    """Everybody who was asked, by what is known of them whether they answered or not; none when nobody has.

    Grouped by the database, so that it costs the same however many there are.
    """
    groups = asked.order_by().values(*KNOWN, is_managed=Q(manager__isnull=False)).annotate(
        asked=Count("pk"),
        replied=Count("pk", filter=Q(answered_at__isnull=False)),
        used=Count("pk", filter=Q(answered_at__isnull=False, used__in=APPLIED)),
    )  # fmt: skip
    rows = list(groups)
    if not any(row["replied"] for row in rows):
        return None
    known = _columns([tuple(row[name] for name in (*KNOWN, "is_managed")) for row in rows])
    replied, said, which = [], [], []
    for place, row in enumerate(rows):
        silent, no = row["asked"] - row["replied"], row["replied"] - row["used"]
        replied += [1] * row["replied"] + [0] * silent
        said += [1] * row["used"] + [0] * (no + silent)
        which += [place] * row["asked"]
    return answered(np.array(replied), np.array(said), known[which])


def cost(viewer: Viewer, items: Sequence[int] | None) -> Cost | None:
    """Of the items of the year’s plan that ordered them; none without one, or where money is not shown."""
    current = plan.current_plan(viewer) if viewer.may(plan.MONEY) else None
    if current is None:
        return None
    rows = PlanItem.objects.filter(plan=current)
    rows = rows if items is None else rows.filter(commissions__item__in=items).distinct()
    ordered = list(rows)
    if not ordered:
        return None
    money, far = plan.money_by_item(ordered), plan.progress(ordered)
    spent = sum(float(money[one.pk].spent) for one in ordered if one.pk in money)
    return Cost(spent, sum(far[one.pk].completions for one in ordered))


def _lacking(viewer: Viewer, items: Sequence[int] | None) -> int | None:
    """As counted in the last analysis of the whole authority; nobody’s part of it is told from this."""
    if items is None or len(items) > 1 or not (viewer.sees_authority or sees_counts_only(viewer)):
        return None
    everybody = TheAuthority(viewer.on)
    day = needs.analysis_day(everybody)
    item = Item.objects.filter(pk__in=items[:1]).first()
    return needs.whole(everybody, day, Cut(item=item)).lacking if day and item else None


def _columns(rows: Sequence[tuple[object, ...]]) -> np.ndarray:
    """A column for each value but the first of each thing known."""
    columns = []
    for place in range(len(rows[0])):
        values = sorted({row[place] for row in rows}, key=str)
        columns += [[float(row[place] == value) for row in rows] for value in values[1:]]
    return np.array(columns).T if columns else np.empty((len(rows), 0))
