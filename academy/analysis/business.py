"""What fewer people leaving would save, as a range: every input uncertain, and its source beside it.

Method: Monte Carlo on seeded draws. A year's net saving is L x (m / 12 x p + r) - C, with L leavers avoided (people
reached x the change in the share who leave), m months of agency cover for each, p what agency costs more in a year,
r recruiting and inducting, C the cost of it all, release time included.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

DRAWS = 100_000
GREEN_BOOK = 0.035  # the social time preference rate of HM Treasury's Green Book
KINDS = ("fixed", "normal", "gamma", "uniform", "triangular")
INPUTS = ("people", "fewer_leaving", "months_of_cover", "premium", "recruiting", "cost")


@dataclass(frozen=True)
class Spread:
    """What is known of one input. Of two numbers: normal is mean and sd, gamma shape and mean, uniform low and high;
    triangular has low, likeliest and high; fixed has one."""

    kind: str
    numbers: tuple[float, ...]
    source: str = ""

    def draws(self, chance: np.random.Generator, size: int) -> np.ndarray:
        """``size`` draws. ValueError for a kind or numbers that cannot be."""
        wanted = {"fixed": 1, "triangular": 3}.get(self.kind, 2)
        if self.kind not in KINDS or len(self.numbers) != wanted:
            raise ValueError(f"An input is {', '.join(KINDS)}, and {self.kind} takes {wanted} numbers.")
        if not self._can_be():
            raise ValueError(f"The numbers of a {self.kind} input cannot be {', '.join(map(str, self.numbers))}.")
        if self.kind == "fixed":
            return np.full(size, self.numbers[0])
        if self.kind == "gamma":
            shape, mean = self.numbers
            return chance.gamma(shape, mean / shape, size)
        return np.asarray(getattr(chance, self.kind)(*self.numbers, size))

    def _can_be(self) -> bool:
        """No spread below nothing, and ends in their order."""
        numbers = self.numbers
        if self.kind == "normal":
            return numbers[1] >= 0
        if self.kind == "gamma":
            return min(numbers) > 0
        return list(numbers) == sorted(numbers) and (self.kind != "triangular" or numbers[0] < numbers[2])


@dataclass(frozen=True)
class Swing:
    """How far one input alone moves the mean net saving, from its 10th to its 90th percentile, in pounds."""

    input: str
    low: float
    high: float


@dataclass(frozen=True)
class Range:
    """A sum in pounds a year that is not known for certain: its mean, sd, and the middle 95% of the draws."""

    mean: float
    sd: float
    low: float
    high: float


@dataclass(frozen=True)
class Case:
    """What is saved, and what of it is left when the cost is paid, with the chance that anything is.

    ``return_on_cost`` is the median of net saving by cost, None where it costs nothing. ``break_even`` is how many
    leavers must be avoided for it to pay for itself, None where no leaver avoided saves anything. ``swings`` has the
    input that matters most first. ``seed`` repeats the draws exactly.
    """

    saving: Range
    net: Range
    chance_above_zero: float
    return_on_cost: float | None
    break_even: float | None
    swings: tuple[Swing, ...]
    draws: int
    seed: int


def case(inputs: Mapping[str, Spread], *, seed: int = 1, draws: int = DRAWS) -> Case:
    """The business case from the six ``INPUTS``, drawn independently. ValueError when one is missing or cannot be."""
    if missing := [name for name in INPUTS if name not in inputs]:
        raise ValueError(f"Say also: {', '.join(missing)}.")
    chance = np.random.default_rng(seed)
    drawn = {name: inputs[name].draws(chance, draws) for name in INPUTS}
    middle = {name: float(values.mean()) for name, values in drawn.items()}
    net, each = _net(drawn), middle["months_of_cover"] / 12 * middle["premium"] + middle["recruiting"]
    swings = (_swing(name, drawn[name], middle) for name in INPUTS)
    return Case(
        saving=_range(net + drawn["cost"]),
        net=_range(net),
        chance_above_zero=float((net > 0).mean()),
        return_on_cost=float(np.median(net / drawn["cost"])) if (drawn["cost"] > 0).all() else None,
        break_even=middle["cost"] / each if each > 0 else None,
        swings=tuple(sorted(swings, key=lambda one: -abs(one.high - one.low))),
        draws=draws,
        seed=seed,
    )


def present_value(pounds_a_year: float, years: int, *, rate: float = GREEN_BOOK) -> float:
    """The same sum in each of `years` years, the first of them now, in today's money.

    The draw of one year is the draw of every year: those who stay are the same people, so what is uncertain stays so.
    """
    return pounds_a_year * sum((1 + rate) ** -year for year in range(years))


def _range(pounds: np.ndarray) -> Range:
    low, high = np.percentile(pounds, [2.5, 97.5])
    return Range(float(pounds.mean()), float(pounds.std(ddof=1)), float(low), float(high))


def _net(values: Mapping[str, np.ndarray] | Mapping[str, float]) -> np.ndarray:
    avoided = values["people"] * values["fewer_leaving"]
    each = values["months_of_cover"] / 12 * values["premium"] + values["recruiting"]
    return np.asarray(avoided * each - values["cost"])


def _swing(name: str, values: np.ndarray, middle: dict[str, float]) -> Swing:
    low, high = (float(_net({**middle, name: float(end)})) for end in np.percentile(values, [10, 90]))
    return Swing(name, low, high)
