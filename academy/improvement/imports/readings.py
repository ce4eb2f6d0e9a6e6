"""A file of readings: one row for each measure and period, as CSV or Excel."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from academy.core import clock
from academy.core.imports import Asked, Column, Fault, ImportSpec, Row, Say, Wrong
from academy.core.models import ImportRun
from academy.improvement.actions.reading_files import apply_readings
from academy.improvement.models import Measure, Reading
from academy.improvement.rules.measures import ReadingState
from academy.improvement.rules.reading_files import HeldReading, SaidReading, reading_change

NAME = "readings"
STATES = {word.casefold(): state for state in ReadingState for word in (state.value, str(state.label))}
MOST = Decimal(10) ** 9


def number(cell: str) -> Decimal:
    """ "61.5", "61.5%", "£2,430"."""
    try:
        found = Decimal(cell.strip().removesuffix("%").removeprefix("£").replace(",", "").strip())
    except InvalidOperation:
        raise Wrong("not a number", code="number") from None
    if not found.is_finite() or not 0 <= found <= MOST:
        raise Wrong("not a number that a measure can have", code="number")
    return found.quantize(Decimal("0.0001"))


COLUMNS = [
    Column("code", "Measure", synonyms=("code", "indicator", "kpi", "title"), limit=120),
    Column("on", "Until", kind=date, synonyms=("period end", "period ending", "month end", "date", "as at")),
    Column("value", "Reading", synonyms=("value", "result", "performance", "actual", "percentage"), read=number),
    Column("numerator", "Numerator", synonyms=("count", "part"), read=number),
    Column("denominator", "Denominator", synonyms=("of", "out of", "whole", "cohort"), read=number),
    Column("state", "State", synonyms=("status",), words=STATES),
    Column("source_words", "From", synonyms=("source", "data source"), limit=200),
    Column("why", "Why it is corrected", synonyms=("why", "reason", "note"), limit=300),
]
NEEDS = [("code",), ("on",), ("value", "numerator")]


def held(run: ImportRun, rows: Sequence[Row], say: Say) -> Iterator[Asked]:
    """The same measure and period twice in one file is once too often."""
    measures = _measures()
    kept = {(one.measure_id, one.on): one for one in Reading.objects.all()}
    seen: dict[tuple[int, date | None], int] = {}
    for row in rows:
        said = _said(row)
        measure = measures.get(said.code.casefold())
        fault = row.faults[0] if row.faults else None
        if fault is None and measure is not None:
            key = (measure.pk, said.on)
            if key in seen:
                fault = Fault("twice", f"Row {seen[key]:,} says the same period already", "Leave one of them out")
            seen.setdefault(key, row.number)
        found = kept.get((measure.pk, said.on)) if measure and said.on else None
        yield Asked(row, (measure.title if measure else said.code)[:200], said, _held(measure, found, fault))


SPEC = ImportSpec(
    name=NAME,
    format=NAME,
    label="Readings",
    key=("code", "on"),
    columns=COLUMNS,
    needs=NEEDS,
    held=held,
    change=reading_change,
    apply=apply_readings,
)


def _said(row: Row) -> SaidReading:
    values = row.values
    return SaidReading(
        code=(values.get("code") or "").strip(),
        on=values.get("on"),
        value=values.get("value"),
        numerator=_whole(values.get("numerator")),
        denominator=_whole(values.get("denominator")),
        state=values.get("state") or ReadingState.FINAL,
        source_words=values.get("source_words") or "",
        why=values.get("why") or "",
    )


def _whole(found: Decimal | None) -> Decimal | None:
    return None if found is None else found.quantize(Decimal("0.01"))


def _held(measure: Measure | None, found: Reading | None, fault: Fault | None) -> HeldReading:
    if measure is None:
        return HeldReading(None, fault=fault)
    of = HeldReading(
        measure.pk, measure.title, measure.unit, measure.sign, measure.places, measure.frequency,
        today=clock.today(), fault=fault,
    )  # fmt: skip
    if found is None:
        return of
    there = {name: getattr(found, name) for name in ("value", "numerator", "denominator", "state", "is_hidden")}
    return HeldReading(**{**vars(of), **there, "is_read": True})


def _measures() -> dict[str, Measure]:
    """By code and by title."""
    return {word.casefold(): one for one in Measure.objects.all() for word in (one.title, one.code)}
