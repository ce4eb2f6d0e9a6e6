"""What somebody means to learn next, and what of it they have done since."""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from academy.catalogue.rules import Kind, hours_words
from academy.people.scope import Viewer, visible
from academy.records.models import Completion, PlannedItem


@dataclass(frozen=True)
class Planned:
    """A line of the plan. `done_on` is a day on which they did it after putting it there."""

    id: int
    item_id: int
    title: str
    facts: str
    added_on: date
    done_on: date | None
    is_offered: bool


def planned_items(viewer: Viewer) -> QuerySet[PlannedItem]:
    return visible(viewer, PlannedItem)


def plan(viewer: Viewer) -> list[Planned]:
    """What is still to do first, the newest on top."""
    done = Completion.objects.filter(
        person=OuterRef("person"), item=OuterRef("item"), completed_on__gte=OuterRef("added_on")
    )
    rows = planned_items(viewer).annotate(done_on=Subquery(done.order_by("completed_on").values("completed_on")[:1]))
    fields = ("pk", "item_id", "item__title", "item__kind", "item__hours", "added_on", "done_on", "item__is_published")
    lines = [
        Planned(pk, item, title, f"{Kind(kind).label}, {hours_words(hours)}.", added_on, done_on, is_offered)
        for pk, item, title, kind, hours, added_on, done_on, is_offered in rows.values_list(*fields)
    ]
    return sorted(lines, key=lambda line: line.done_on is not None)
