"""What fewer people leaving would save, from inputs with their ranges and sources."""

from dataclasses import asdict
from typing import Any

from academy.analysis.business import INPUTS, Spread, case
from academy.core.refusals import Refused
from academy.impact.analyses.table import Refusal, Table

NUMBERS = ("a", "b", "c")


def business_case(table: Table) -> dict[str, Any]:
    """A row an input: `input`, `kind` (as in `Spread`), its numbers in `a`, `b` and `c`, and its `source`."""
    inputs = _inputs(table)
    if missing := [name for name in INPUTS if name not in inputs]:
        raise Refusal("The case cannot be made without every input.", f"A row for {', '.join(missing)}.")
    try:
        found = case(inputs)
    except ValueError as fault:
        raise Refused(f"{table.name}: {fault}") from None
    return asdict(found) | {
        "sources": {name: spread.source for name, spread in inputs.items()},
        "says": _says(found.chance_above_zero),
    }


def _inputs(table: Table) -> dict[str, Spread]:
    columns = {name: table.numbers(name) for name in NUMBERS if name in table}
    sources = table.text("source") if "source" in table else [""] * len(table)
    found = {}
    for place, (name, kind) in enumerate(zip(table.text("input"), table.text("kind"), strict=True)):
        told = (float(values[place]) for values in columns.values())
        found[name] = Spread(kind, tuple(number for number in told if number == number), sources[place])
    return found


def _says(chance: float) -> str:
    return f"In {round(100 * chance)} of 100 draws it more than pays for itself in a year."
