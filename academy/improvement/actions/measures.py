"""Measures: loaded, owned and given targets; readings written once, corrected without losing what they said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model

from academy.core import clock, trail
from academy.improvement.models import EarlierReading, InterimTarget, Measure, Reading
from academy.improvement.queries.measures import series_of, with_readings
from academy.improvement.rules.catalogue import Known, Origin, catalogue
from academy.improvement.rules.measures import (
    MeasureRefused,
    ReadingState,
    Unit,
    is_period_end,
    is_too_few,
    refuse_value,
)
from academy.improvement.rules.standing import Change, Direction
from academy.needs import actions as needs
from academy.needs.models import Signal
from academy.needs.rules import SignalKind
from academy.needs.rules.signals import LONGEST_SAID
from academy.people.models import Account

RISK, EVIDENCE = 2, 3  # a measure says that something is so, counted, and not how grave it is
FROM_CATALOGUE = (
    "area",
    "title",
    "plain_meaning",
    "definition",
    "numerator_words",
    "denominator_words",
    "unit",
    "unit_words",
    "direction",
    "frequency",
    "clock_words",
    "source_words",
    "owner_words",
    "suppress_under",
    "not_yet_why",
)


@dataclass(frozen=True)
class Said:
    """What is to be kept for a period. A value of None is late, or too few to keep."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    state: str = ReadingState.FINAL
    is_hidden: bool = False
    source_words: str = ""


@transaction.atomic
def load_measures(*, by: Account | None = None) -> int:
    """The measures that come with the Academy, those that are not here yet. What people changed of the others stays."""
    held = set(Measure.objects.values_list("code", flat=True))
    made = [_measure(known) for known in catalogue() if known.code not in held]
    Measure.objects.bulk_create(made)
    trail.note_each(by, "added", Measure.objects.filter(code__in=[one.code for one in made]).order_by("code"))
    return len(made)


@transaction.atomic
def change_measure(measure: Measure, *, by: Account | None, **said: Any) -> Measure:
    """Who answers for it, what it is for, how it is shown. The definition changes only with the Academy."""
    measure = Measure.objects.select_for_update().get(pk=measure.pk)
    changed = {name: value for name, value in said.items() if getattr(measure, name) != value}
    for name, value in changed.items():
        setattr(measure, name, value)
    if changed:
        measure.save(update_fields=list(changed))
        noted = {name: value.pk if isinstance(value, Model) else str(value) for name, value in changed.items()}
        trail.note(by, "changed", measure, **noted)
    return measure


@transaction.atomic
def set_target(
    measure: Measure,
    *,
    target: Decimal | None,
    by: Account | None,
    target_by: date | None = None,
    tolerance: Decimal = Decimal(0),
    interim: Mapping[date, Decimal] | None = None,
) -> Measure:
    """Where it should be in the end, and on the way. What it was before stays in the trail."""
    measure = Measure.objects.select_for_update().get(pk=measure.pk)
    steps = dict(interim or {})
    _refuse_target(measure, target, target_by, steps)
    before = _target_words(measure)
    measure.target, measure.target_by, measure.tolerance = target, target_by, tolerance
    measure.save(update_fields=["target", "target_by", "tolerance"])
    measure.interim_targets.all().delete()
    InterimTarget.objects.bulk_create(InterimTarget(measure=measure, by=day, value=steps[day]) for day in sorted(steps))
    trail.note(by, "set target", measure, before=before, now=_target_words(measure))
    return measure


@transaction.atomic
def record_reading(
    measure: Measure, on: date, said: Said, *, by: Account | None = None, why: str = ""
) -> tuple[Reading, bool]:
    """One for each period, and whether anything was written. What stood there before is kept, with why it changed."""
    said = _fit_to_keep(measure, said)
    refuse_value(said.value, said.numerator, said.denominator, is_share=measure.unit == Unit.PERCENT)
    if not is_period_end(on, measure.frequency):
        raise MeasureRefused(f"Give the last day of the {measure.period_words}.", field="on")
    if on > clock.today():
        raise MeasureRefused("That period is not over yet.", field="on")
    held = Reading.objects.select_for_update().filter(measure=measure, on=on).first()
    if held is None:
        reading = Reading.objects.create(measure=measure, on=on, read_at=clock.now(), read_by=by, **vars(said))
        trail.note(by, "read", reading, value=str(said.value))
        return reading, True
    if _is_same(held, said) or (said.state == ReadingState.LATE and held.state != ReadingState.LATE):
        return held, False
    return _correct(held, said, by=by, why=why), True


@transaction.atomic
def say_late(measure: Measure, on: date) -> bool:
    """A period whose reading should be here: written down without a number, so that nothing older looks new."""
    said = Said(state=ReadingState.LATE, source_words=measure.source_words)
    return record_reading(measure, on, said)[1]


def raise_signals(*, on: date) -> int:
    """A real change for the worse is evidence that something must be learned. Once for the reading that showed it."""
    raised = 0
    for measure in with_readings(Measure.objects.exclude(direction=Direction.CONTEXT)):
        series = series_of(measure, until=on)
        if series.change == Change.WORSE and series.showed is not None:
            raised += _raise(series.showed, series.sentence, on=on)
    return raised


@transaction.atomic
def _raise(reading: Reading, sentence: str, *, on: date) -> bool:
    kind = ContentType.objects.get_for_model(reading)
    if Signal.objects.filter(kind=SignalKind.MEASURE, cause_type=kind, cause_id=reading.pk).exists():
        return False
    words = f"{reading.measure}: {sentence}"[:LONGEST_SAID]
    needs.raise_signal(SignalKind.MEASURE, words, size=0, risk=RISK, evidence=EVIDENCE, cause=reading, on=on)
    return True


def _measure(known: Known) -> Measure:
    said = {name: getattr(known, name) for name in FROM_CATALOGUE}
    return Measure(code=known.code, is_computed=known.origin == Origin.COMPUTED, **said)


def _fit_to_keep(measure: Measure, said: Said) -> Said:
    """Small numbers are never stored, so that nothing downstream can leak one."""
    if said.state == ReadingState.LATE or said.is_hidden:
        return Said(state=said.state, is_hidden=said.is_hidden, source_words=said.source_words)
    if is_too_few(said.numerator, said.denominator, measure.suppress_under):
        return Said(state=said.state, is_hidden=True, source_words=said.source_words)
    return said


def _is_same(held: Reading, said: Said) -> bool:
    return all(getattr(held, name) == value for name, value in vars(said).items() if name != "source_words")


def _correct(held: Reading, said: Said, *, by: Account | None, why: str) -> Reading:
    """What was late was no number: nothing is kept of it."""
    if held.state != ReadingState.LATE:
        kept = ("value", "numerator", "denominator", "state", "is_hidden", "source_words", "read_at")
        before = {name: getattr(held, name) for name in kept}
        why = why.strip() or ("Now final" if held.state == ReadingState.PROVISIONAL else "Counted again")
        EarlierReading.objects.create(reading=held, corrected_at=clock.now(), corrected_by=by, why=why[:300], **before)
    before_words = str(held.value)
    for name, value in vars(said).items():
        setattr(held, name, value)
    held.read_at, held.read_by = clock.now(), by
    held.save()
    trail.note(by, "corrected", held, before=before_words, value=str(said.value))
    return held


def _refuse_target(
    measure: Measure, target: Decimal | None, target_by: date | None, steps: dict[date, Decimal]
) -> None:
    if measure.direction == Direction.CONTEXT and target is not None:
        raise MeasureRefused("Neither high nor low is better here, so it has no target.", field="target")
    if steps and (target is None or target_by is None):
        raise MeasureRefused("Say the target and its day first: interim targets lead to it.", field="target")
    if target_by is not None and any(day >= target_by for day in steps):
        raise MeasureRefused("An interim target comes before the day of the target.", field="target_by")
    for value in [*steps.values(), *([target] if target is not None else [])]:
        refuse_value(value, None, None, is_share=measure.unit == Unit.PERCENT)


def _target_words(measure: Measure) -> str:
    steps = [f"{step.value:f} by {step.by}" for step in measure.interim_targets.order_by("by")]
    final = (
        ""
        if measure.target is None
        else f"{measure.target:f}" + (f" by {measure.target_by}" if measure.target_by else "")
    )
    return "; ".join([*steps, final]).strip("; ")
