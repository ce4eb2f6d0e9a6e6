"""A monthly series on a process chart."""

from typing import Any

from academy.analysis.control_charts import FEWEST_POINTS, RUN, ControlChart, individuals, shares
from academy.core.refusals import Refused
from academy.impact.analyses.table import Refusal, Table

SIZES = ("n", "denominator", "of")


def spc(table: Table) -> dict[str, Any]:
    """The first column is time, the next the number; out of `n`, if the file has it. Limits are from all points."""
    headings = list(table.columns)
    if len(headings) < 2:
        raise Refused(f"{table.name} needs a column of times and one of numbers.")
    size = next((heading for heading in SIZES if heading in table), None)
    values = table.numbers(next(heading for heading in headings[1:] if heading != size))
    order = sorted(range(len(table)), key=lambda place: table.columns[headings[0]][place])
    found = shares(values[order], table.numbers(size)[order]) if size else individuals(values[order])
    if found.reason:
        raise Refusal(found.reason, f"{FEWEST_POINTS} points or more of a series in which neighbours are not alike.")
    return _reply(found)


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
