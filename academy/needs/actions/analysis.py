"""Writing a day's training needs analysis down."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import transaction

from academy.core import clock
from academy.needs import queries, rules
from academy.needs.actions.snapshots import take_snapshot
from academy.needs.models import AnalysisDay, GapSnapshot, SnapshotDay
from academy.needs.queries import analysis


@transaction.atomic
def take_analysis(gaps_of: SnapshotDay) -> AnalysisDay:
    """Counted afresh each time it is asked for, from the gaps of that day. The days before it go."""
    AnalysisDay.objects.get_or_create(taken_on=gaps_of.taken_on)
    day = AnalysisDay.objects.select_for_update().get(taken_on=gaps_of.taken_on)
    analysis.write_cells(day)
    day.offers, day.alike = queries.offer_on(day.taken_on), queries.alike_on()
    day.finished_at = clock.now()
    day.save()
    AnalysisDay.objects.filter(taken_on__lt=day.taken_on).delete()
    return day


@contextmanager
def counted_on(on: date) -> Iterator[AnalysisDay]:
    """The analysis as on any day, counted to be looked at and then forgotten; the night’s own is taken as it is."""
    rules.refuse_day(on)
    with transaction.atomic():
        held = AnalysisDay.objects.filter(taken_on=on, finished_at__isnull=False).first()
        yield held or take_analysis(_gaps_of(on))
        transaction.set_rollback(True)


def _gaps_of(on: date) -> SnapshotDay:
    """Of an earlier day only the totals may be left: then its gaps are written down again."""
    day = SnapshotDay.objects.filter(taken_on=on, finished_at__isnull=False).first()
    if day is not None and GapSnapshot.objects.filter(taken_on=on).exists():
        return day
    SnapshotDay.objects.filter(taken_on=on).delete()
    return take_snapshot(on)
