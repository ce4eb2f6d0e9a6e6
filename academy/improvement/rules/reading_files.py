"""What a row of a file of readings brings, beside what is held."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from academy.core.imports import Change, Fault, Kind
from academy.core.refusals import Refused
from academy.improvement.rules.measures import PERIODS, Frequency, ReadingState, Unit, is_period_end, refuse_value
from academy.improvement.rules.sentences import spoken


@dataclass(frozen=True)
class SaidReading:
    """A row. The value may be left out of a percentage whose two numbers are given."""

    code: str
    on: date | None
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    state: str
    source_words: str
    why: str


@dataclass(frozen=True)
class HeldReading:
    """The measure that the row names, and what is kept for its period."""

    measure_id: int | None
    title: str = ""
    unit: str = Unit.PERCENT
    sign: str = ""
    places: int = 1
    frequency: str = Frequency.MONTHLY
    is_read: bool = False
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    state: str = ReadingState.FINAL
    is_hidden: bool = False
    today: date = date.max
    fault: Fault | None = None


@dataclass(frozen=True)
class ReadingPlan:
    measure_id: int
    on: date
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    state: str
    source_words: str
    why: str


def reading_change(said: SaidReading, held: HeldReading) -> Change:
    fault = held.fault or _fault(said, held)
    if fault is not None or held.measure_id is None or said.on is None:
        return Change(Kind.BAD, faults=(fault or Fault("measure", "No measure is called that"),))
    value = worked_out(said, held)
    plan = ReadingPlan(
        held.measure_id, said.on, value, said.numerator, said.denominator, said.state, said.source_words, said.why
    )
    says = f"{_words(value, held)} for the {PERIODS[Frequency(held.frequency)]} until {said.on:%-d %B %Y}"
    if not held.is_read:
        return Change(Kind.JOINER, says=says, follows="New", plan=plan)
    if (value, said.numerator, said.denominator, said.state) == (
        held.value, held.numerator, held.denominator, held.state,
    ):  # fmt: skip
        return Change(Kind.SAME)
    before = "Too few to show" if held.is_hidden else _words(held.value, held)
    return Change(Kind.MOVER, says=says, follows=f"It was {before}, which is kept", plan=plan)


def worked_out(said: SaidReading, held: HeldReading) -> Decimal | None:
    if said.value is not None or held.unit != Unit.PERCENT or not said.denominator or said.numerator is None:
        return said.value
    return (100 * said.numerator / said.denominator).quantize(Decimal("0.0001"))


def _fault(said: SaidReading, held: HeldReading) -> Fault | None:
    if held.measure_id is None:
        return Fault("measure", f"No measure is called “{said.code}”", "Write its code or its title as the list has it")
    if said.on is None:
        return Fault("on", "The row does not say until when", "Write the last day of the period")
    if not is_period_end(said.on, held.frequency):
        period = PERIODS[Frequency(held.frequency)]
        return Fault("period", f"{said.on:%-d %B %Y} does not end a {period}", f"Write the last day of the {period}")
    if said.on > held.today:
        return Fault("to_come", "That period is not over yet", "Leave it out until it is")
    value = worked_out(said, held)
    if value is None and said.state != ReadingState.LATE:
        return Fault("value", "The row has no reading", "Write the reading, or its two numbers, or that it is late")
    if value is not None and said.state == ReadingState.LATE:
        return Fault("late", "A late reading has no number", "Leave out the number, or say final or provisional")
    try:
        refuse_value(value, said.numerator, said.denominator, is_share=held.unit == Unit.PERCENT)
    except Refused as refused:
        return Fault("refused", refused.words.rstrip("."))
    return None


def _words(value: Decimal | None, held: HeldReading) -> str:
    return "Late" if value is None else spoken(float(value), held.sign, held.places)
