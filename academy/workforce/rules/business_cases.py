"""The business case in words: its inputs, what each takes, and what may be said of its answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Any

from django.db.models import TextChoices

from academy.core.clock import months_after
from academy.core.figures import rounded
from academy.core.refusals import Refused

A_YEAR = 12  # months before what happened is set beside what was expected
CLOSE = 0.05


class InputName(TextChoices):
    """The names that `analysis.business.INPUTS` has, in the order people ask."""

    PEOPLE = "people", "People it reaches"
    FEWER = "fewer_leaving", "Share of them who would stay and now leave"
    COVER = "months_of_cover", "Months an agency worker covers for somebody who left"
    PREMIUM = "premium", "What an agency worker costs more in a year"
    RECRUITING = "recruiting", "Recruiting and inducting somebody new"
    COST = "cost", "What the programme costs in a year, people’s time included"


class CaseKind(TextChoices):
    """What is known of an input. People say a lowest, a likeliest and a highest."""

    FIXED = "fixed", "Known exactly"
    TRIANGULAR = "triangular", "Lowest, likeliest and highest"
    UNIFORM = "uniform", "Anywhere between two"
    NORMAL = "normal", "A mean with its spread"
    GAMMA = "gamma", "A mean with its shape"


class CaseRefused(Refused):
    """An input that cannot be."""


PERCENT = frozenset({InputName.FEWER})
POUNDS = frozenset({InputName.PREMIUM, InputName.RECRUITING, InputName.COST})
MONTHS = frozenset({InputName.COVER})
MOST = {InputName.PEOPLE: 100_000, InputName.FEWER: 1, InputName.COVER: 60}
MOST_POUNDS = 100_000_000


@dataclass(frozen=True)
class Stated:
    """One input as somebody states it: a lowest, a likeliest and a highest; the same thrice is known exactly."""

    name: InputName
    low: float
    likeliest: float
    high: float
    source: str
    source_on: date

    @property
    def kind(self) -> CaseKind:
        return CaseKind.FIXED if self.low == self.high else CaseKind.TRIANGULAR

    @property
    def numbers(self) -> tuple[float, ...]:
        return (self.likeliest,) if self.kind == CaseKind.FIXED else (self.low, self.likeliest, self.high)


def refuse_what_cannot_be(stated: Sequence[Stated]) -> None:
    """Each of the six, once, in its order, within what can be. Refused with the field that it is about."""
    if missing := [name for name in InputName if name not in {one.name for one in stated}]:
        raise CaseRefused(f"Say also: {', '.join(InputName(name).label.lower() for name in missing)}.")
    for one in stated:
        numbers = (one.low, one.likeliest, one.high)
        if not all(isfinite(number) for number in numbers) or not one.low <= one.likeliest <= one.high:
            raise CaseRefused("The lowest comes first, then the likeliest, then the highest.", field=f"{one.name}_low")
        if one.low < 0 or one.high > MOST.get(one.name, MOST_POUNDS):
            raise CaseRefused("This is less than nothing, or more than can be.", field=f"{one.name}_high")
        if not one.source.strip():
            raise CaseRefused("Say where this comes from.", field=f"{one.name}_source")


def range_words(name: str, kind: str, numbers: Sequence[float]) -> str:
    """ "Between 4 and 9 months, most likely 6"; "300"."""
    said = [amount_words(name, number) for number in numbers]
    if kind == CaseKind.FIXED:
        return said[0]
    if kind == CaseKind.TRIANGULAR:
        return f"Between {said[0]} and {said[2]}, most likely {said[1]}"
    if kind == CaseKind.UNIFORM:
        return f"Anywhere between {said[0]} and {said[1]}"
    return f"About {said[0]}, give or take {said[1]}" if kind == CaseKind.NORMAL else f"About {said[1]}"


def amount_words(name: str, number: float) -> str:
    if name in POUNDS:
        return pounds_words(number)
    if name in PERCENT:
        return f"{rounded(number * 100, 0 if abs(number * 100 - round(number * 100)) < CLOSE else 1)} in 100"
    words = rounded(number, 0 if float(number).is_integer() else 1)
    return f"{words} months" if name in MONTHS else words


def pounds_words(number: float) -> str:
    """Rounded to thousands once it is many: no sum of such inputs is known to the pound."""
    words = rounded(abs(number) if abs(number) < 10_000 else round(abs(number), -3))
    return f"{'−' if number < 0 and words != '0' else ''}£{words}"


def sentence(answer: Mapping[str, Any], inputs: Mapping[str, tuple[str, Sequence[float]]]) -> str:
    """The plain answer: an if, a range and a chance. A single sum is never said alone."""
    net, chance = answer["net"], round(100 * answer["chance_above_zero"])
    return (
        f"If {_more_words(*inputs[InputName.FEWER])} of those it reaches stayed, a year would end between "
        f"{loss_or_saving(net['low'])} and {loss_or_saving(net['high'])}, once it is paid for. "
        f"In {chance} of 100 draws it saves more than it costs."
    )


def loss_or_saving(pounds: float) -> str:
    return f"a {'loss' if pounds < 0 else 'saving'} of {pounds_words(abs(pounds))}"


def _more_words(kind: str, numbers: Sequence[float]) -> str:
    """ "1 to 9 in 100 more": the ends of what was stated."""
    low, high = (amount_words(InputName.FEWER, end).removesuffix(" in 100") for end in (numbers[0], numbers[-1]))
    if kind not in (CaseKind.TRIANGULAR, CaseKind.UNIFORM):
        return f"about {low} in 100 more"
    return f"{low} to {high} in 100 more"


def break_even_words(leavers: float | None) -> str:
    if leavers is None:
        return "Nothing is saved for each person who stays, so it cannot pay for itself."
    return (
        f"It pays for itself when {rounded(leavers, 1 if leavers < 10 else 0)} people a year stay who would have left."
    )


def compared_from(begins_on: date) -> date:
    """A whole year must have passed: half a year has other seasons."""
    return months_after(begins_on, A_YEAR)


def may_be_compared(begins_on: date, *, on: date) -> bool:
    return compared_from(begins_on) <= on
