"""What fewer people leaving would save, from inputs with their ranges and sources."""

from dataclasses import asdict
from math import isnan
from typing import Any

import numpy as np

from academy.analysis.business import INPUTS, Spread, case
from academy.core.imports.cells import plain
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
    names = [plain(name).replace(" ", "_") for name in table.names("input")]
    table.refuse_where([name not in INPUTS for name in names], f"“{{cell}}” is none of {', '.join(INPUTS)}", of="input")
    table.refuse_where([names.count(name) > 1 for name in names], "“{cell}” is there twice", of="input")
    columns = [table.numbers(name) if name in table else np.full(len(table), np.nan) for name in NUMBERS]
    sources = table.text("source") if "source" in table else [""] * len(table)
    given = [tuple(number for number in row if not isnan(number)) for row in np.column_stack(columns).tolist()]
    rows = zip(names, table.names("kind"), given, sources, strict=True)
    return {name: Spread(kind.lower(), numbers, source) for name, kind, numbers, source in rows}


def _says(chance: float) -> str:
    return f"In {round(100 * chance)} of 100 draws it more than pays for itself in a year."
