"""A file of readings, saved through the same action as those counted here, and taken back whole."""

from collections.abc import Sequence

from academy.core.imports import Judged, Ledger, Say, tables
from academy.core.models import ImportRun
from academy.improvement.actions.measures import Said, record_reading
from academy.improvement.models import EarlierReading, Measure, Reading
from academy.improvement.rules.reading_files import ReadingPlan
from academy.people.models import Account

CHANGED = (
    "value", "numerator", "denominator", "state", "is_hidden", "source_words", "read_at", "read_by",
)  # fmt: skip


def apply_readings(run: ImportRun, judged: Sequence[Judged], ledger: Ledger, say: Say) -> None:
    by = Account.objects.filter(pk=run.options.get("saved_by")).first()
    measures = Measure.objects.in_bulk([found.change.plan.measure_id for found in judged])
    for done, found in enumerate(judged):
        say("Saving", done, len(judged))
        _apply(found.change.plan, measures[found.change.plan.measure_id], ledger, by=by)


def _apply(plan: ReadingPlan, measure: Measure, ledger: Ledger, *, by: Account | None) -> None:
    """What stood there before is noted first, so that undoing the file brings it back."""
    before = Reading.objects.filter(measure=measure, on=plan.on).values_list("pk", flat=True).first()
    noted = tables.before(Reading, [before], CHANGED) if before else {}
    kept = set(EarlierReading.objects.filter(reading=before).values_list("pk", flat=True)) if before else set()
    said = Said(plan.value, plan.numerator, plan.denominator, plan.state, source_words=plan.source_words)
    reading, is_written = record_reading(measure, plan.on, said, by=by, why=plan.why)
    if not is_written:
        return
    if before is None:
        ledger.inserted.setdefault(Reading, []).append(reading.pk)
        return
    values = dict(zip(CHANGED, noted[before], strict=True))
    ledger.changed.setdefault(Reading, {}).setdefault(before, values)
    new = EarlierReading.objects.filter(reading=before).exclude(pk__in=kept).values_list("pk", flat=True)
    ledger.inserted.setdefault(EarlierReading, []).extend(new)
