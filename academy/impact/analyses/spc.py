"""A monthly series on a process chart."""

import re
from typing import Any

import numpy as np

from academy.analysis.control_charts import FEWEST_POINTS, RUN, ControlChart, individuals, shares
from academy.core.imports.dates import day
from academy.core.refusals import Refused
from academy.impact.analyses.table import Refusal, Table

TIMES = ("month", "period", "quarter", "week", "day", "date", "time", "year")
SIZES = ("n", "denominator", "of")
BASELINE = "baseline"
NEEDS = f"{FEWEST_POINTS} points or more of a series in which neighbours are not alike."
QUARTER = re.compile(r"(\d{4})[ \-/]?Q([1-4])|Q([1-4])[ \-/]?(\d{4})", re.IGNORECASE)


def spc(table: Table) -> dict[str, Any]:
    """A column of times, called so or else the first, and the next one of numbers; out of `n`, if the file has it.

    Limits are from all points, or from those that `baseline` says yes to, which must be the first ones.
    """
    time, size = table.named(*TIMES) or next(iter(table.columns)), table.named(*SIZES)
    others = [one for one in table.columns if one not in (time, size, table.named(BASELINE), "")]
    if not others:
        raise Refused(f"{table.name} needs a column of times and one of numbers.")
    order = np.argsort(_times(table, time))
    values = table.filled(next((one for one in others if table.is_of_numbers(one)), others[0]))
    baseline = _baseline(table, order)
    if len(values) < FEWEST_POINTS:
        raise Refusal(f"Too few points yet: {len(values)}, and it takes {FEWEST_POINTS}.", NEEDS)
    if size:
        of = table.filled(size)
        table.refuse_where((of <= 0) | (values < 0) | (values > of), f"it is not so many of a number above 0 in {size}")
        found = shares(values[order], of[order], baseline=baseline)
    else:
        found = individuals(values[order], baseline=baseline)
    if found.reason:
        raise Refusal(found.reason, NEEDS)
    return _reply(found)


def _times(table: Table, heading: str) -> np.ndarray:
    """Numbers in order, or months, quarters and days. No two rows may be of the same time."""
    cells = table.columns[heading]
    table.refuse_where([not cell for cell in cells], "it is empty", of=heading)
    if table.is_of_numbers(heading):
        found = table.filled(heading)
    else:
        read = [_moment(cell) for cell in cells]
        table.refuse_where([one is None for one in read], "“{cell}” is not a month, such as 2026-11", of=heading)
        found = np.array(read, dtype=float)
    times, again = np.unique(found, return_counts=True)
    table.refuse_where(np.isin(found, times[again > 1]), "“{cell}” is there twice", of=heading)
    return found


def _moment(cell: str) -> int | None:
    """As a number that grows with time: the day, or the first one of a month or a quarter."""
    if quarter := QUARTER.fullmatch(cell):
        first, second = (quarter[1], quarter[2]) if quarter[1] else (quarter[4], quarter[3])
        cell = f"{first}-{3 * int(second) - 2}-01"
    for written in (cell, f"{cell}-01", f"1 {cell}", f"1/{cell}"):
        try:
            found = day(written)
        except ValueError:
            continue
        if found:
            return found.toordinal()
    return None


def _baseline(table: Table, order: np.ndarray) -> int | None:
    if BASELINE not in table:
        return None
    said = table.whole(BASELINE)[order] == 1
    first = int(said.sum())
    if first < 2 or not said[:first].all():
        raise Refused(f"{table.name}: {BASELINE} is 1 for the first points, two or more of them, and 0 for the rest.")
    return first


def _reply(found: ControlChart) -> dict[str, Any]:
    limits = {"upper": found.upper.tolist(), "lower": found.lower.tolist()}
    if found.mean_moving_range is not None:
        limits = {name: values[0] for name, values in limits.items()}
    return {
        "baseline_points": found.baseline,
        "centre": found.centre,
        "mean_moving_range": found.mean_moving_range,
        **limits,
        "beyond": [place + 1 for place in found.beyond],
        f"runs{RUN}_same_side_ends": [place + 1 for place in found.runs],
        "autocorrelation": found.alike,
        "says": "Something has changed." if found.has_signal else "Nothing but the usual up and down.",
    }
