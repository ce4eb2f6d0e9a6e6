"""Two intakes side by side, only as far as both could be followed."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from academy.analysis.rates import FEWEST, wilson_interval
from academy.analysis.retention import Spell as Stay
from academy.analysis.retention import retained, shared_horizon
from academy.core.figures import rounded
from academy.ui.charts import Chart, Line, survival_chart
from academy.workforce.shown.retention import (
    DAYS_A_MONTH,
    DOES_NOT_SHOW,
    HOW_TO_READ,
    MONTHS,
    is_small,
    line_of,
)

LONGEST = 1461  # four years: beyond them too little of the first question is left


@dataclass(frozen=True)
class Compared:
    """What may be said of two intakes: a sentence, with a chart where there is enough for one."""

    sentence: str
    chart: Chart | None = None


def compared(first: int, one: Sequence[Stay], second: int, other: Sequence[Stay], *, numbers_only: bool) -> Compared:
    """At the furthest day to which everybody in both was followed, or what stands in the way of comparing."""
    horizon = min(shared_horizon(one, other) or 0, LONGEST)
    if min(len(one), len(other)) < FEWEST:
        few = f"{len(one)} started in {first} and {len(other)} in {second}"
        return Compared(f"{few}: a comparison needs {FEWEST} in each. Choose another, or wait for the next intake.")
    if horizon < 365:
        return Compared("The later of the two has not been followed for a year yet. Compare them when it has.")
    shares = [retained(stays, by=horizon) for stays in (one, other)]
    if any(share.interval != "exact" for share in shares):
        words = f"Not everybody in the two was followed from the first day to {_months(horizon)} months."
        return Compared(f"{words} Choose intakes that began after the records were complete.")
    left, right = (share.share or 0.0 for share in shares)
    if numbers_only and any(is_small(round((share.share or 0) * share.n), share.n) for share in shares):
        return Compared("So few of one intake stayed, or left, that a comparison could point at somebody.")
    words = _sentence(first, second, horizon, (left, shares[0].n), (right, shares[1].n))
    return Compared(words, _chart(first, one, second, other, horizon))


def _sentence(first: int, second: int, horizon: int, one: tuple[float, int], other: tuple[float, int]) -> str:
    low, high = _difference(one, other)
    told = (
        f"After {_months(horizon)} months, as far as both could be followed, {rounded(one[0] * 100)} in 100 of the "
        f"{first} intake were still here and {rounded(other[0] * 100)} in 100 of the {second} intake."
    )
    if high < 0:
        low, high = -high, -low
    points = f"between {rounded(low * 100)} and {rounded(high * 100)} points"
    if low <= 0 <= high:
        return f"{told} The difference may be chance: it lies {points}."
    return f"{told} That is more than chance alone makes: the difference lies {points}. It does not say why."


def _difference(one: tuple[float, int], other: tuple[float, int]) -> tuple[float, float]:
    """Newcombe's interval of a difference of two shares, from Wilson's of each."""
    (p, n), (q, m) = one, other
    low_p, high_p = wilson_interval(round(p * n), n)
    low_q, high_q = wilson_interval(round(q * m), m)
    below, above = sqrt((p - low_p) ** 2 + (high_q - q) ** 2), sqrt((high_p - p) ** 2 + (q - low_q) ** 2)
    return p - q - below, p - q + above


def _chart(first: int, one: Sequence[Stay], second: int, other: Sequence[Stay], horizon: int) -> Chart | None:
    months = horizon / DAYS_A_MONTH
    lines: list[Line] = []
    for style, (year, stays) in enumerate(((first, one), (second, other)), start=1):
        line = line_of(str(year), stays, style=style, until=months)
        if line is None:
            return None
        lines.append(line)
    ticks = [month for month in MONTHS if month <= months]
    return survival_chart(
        lines,
        title=f"The {first} and {second} intakes, to {_months(horizon)} months",
        note="Share still in post. Shading: 95% interval. Where the shadings overlap, a difference may be chance.",
        ticks=ticks,
        axis="Months since starting",
        how_to_read=HOW_TO_READ,
        does_not_show=DOES_NOT_SHOW,
    )


def _months(days: int) -> str:
    return rounded(days / DAYS_A_MONTH)
