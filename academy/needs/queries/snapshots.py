"""Everybody's gaps on the last day they were all written down, for pages about the whole authority."""

from datetime import date

from django.db import connection
from django.db.models import Max, QuerySet

from academy.needs.models import GapSnapshot, SnapshotDay
from academy.needs.queries.counts import Count, Counts, count
from academy.needs.queries.demand import Demand, count_demand, looking_a_year_ahead
from academy.needs.queries.gaps import posts_held
from academy.needs.queries.statement import BOOKED, Question, adapted
from academy.people.models import Organisation
from academy.people.scope import TheAuthority, Viewer, visible

KEEP = (
    "INSERT INTO needs_gapsnapshot (taken_on, person_id, organisation_id, requirement_id, due_on, is_booked)",
    f"SELECT %s, person_id, organisation_id, requirement_id, due_on, {BOOKED} IS NOT NULL FROM gap WHERE place = 1",
)


def latest_snapshot(viewer: Viewer) -> SnapshotDay | None:
    """The last whole one. Its totals are for those who may see the whole authority counted."""
    return visible(viewer, SnapshotDay).filter(finished_at__isnull=False).order_by("-taken_on").first()


def lately(viewer: Viewer) -> Count | None:
    """How a training lead's own organisations stood when everybody was last counted; None before the first time.

    Somebody with two employers in the branch counts with each."""
    day = latest_snapshot(viewer)
    if day is None:
        return None
    counts = Counts.from_json(day.totals).organisations
    own = visible(viewer, Organisation).values_list("pk", flat=True)
    return sum((counts[pk] for pk in own if pk in counts), start=Count())


def kept_days(viewer: Viewer) -> QuerySet[SnapshotDay]:
    """The ends of months as they were written down, the latest first."""
    return visible(viewer, SnapshotDay).filter(is_kept=True, finished_at__isnull=False).order_by("-taken_on")


def written_down(viewer: Viewer, on: date) -> SnapshotDay | None:
    """What was kept of that day, when it was over."""
    return kept_days(viewer).filter(taken_on=on).first()


def snapshot_gaps(viewer: Viewer, day: SnapshotDay) -> QuerySet[GapSnapshot]:
    rows = visible(viewer, GapSnapshot).filter(taken_on=day.taken_on)
    rows = rows.select_related("person", "organisation", "requirement__item")
    return rows.order_by("due_on", "person__family_name", "person__given_name", "pk")


def next_part(on: date, *, after: int, people: int) -> int | None:
    """The last of the next so many people who are in a post that day; None when there are no more."""
    in_post = posts_held(TheAuthority(on), on=on).filter(person_id__gt=after)
    ids = in_post.order_by("person_id").values("person_id").distinct()[:people]
    return ids.aggregate(last=Max("person_id"))["last"]


def keep_part(on: date, *, after: int, last: int) -> Counts:
    """Write down the gaps of these people, by the statement that finds them, and count them."""
    held = posts_held(TheAuthority(on), on=on).filter(person_id__gt=after, person_id__lte=last)
    question = Question(held, on)
    insert, select = KEEP
    sql, params = question.ask(select, adapted(on), *question.booked)
    with connection.cursor() as cursor:
        cursor.execute(insert + sql, params)
    return count(question)


def demand_of_part(on: date, *, after: int, last: int) -> Demand:
    """What these people will need in the year to come."""
    held = posts_held(TheAuthority(on), on=on).filter(person_id__gt=after, person_id__lte=last)
    return count_demand(Question(held, on, looking_a_year_ahead(on)))
