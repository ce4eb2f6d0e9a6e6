"""Turnover and stability by the national definitions, for each year to 30 September that the file covers whole."""

from datetime import date, timedelta
from typing import Any

import numpy as np

from academy.analysis.spells import Spell
from academy.impact.analyses.spells import spells_of, window_of
from academy.impact.analyses.table import Refusal, Table

Row = tuple[Spell, float, str]  # with its share of full time, and how it ended
STAYED = "moved_role"  # out of the post, but not out of the council
CONVENTION = (
    "In post on a day: started by then, and not ended by then. Leavers of a year: ended from 1 October to "
    "30 September. Turnover: leavers of the year by those in post when it ends. Stability: in post on both days by in "
    "post on the first."
)


def rates(table: Table) -> dict[str, Any]:
    """A year's stock, flows and rates, by people and by full-time equivalents."""
    shares = table.filled("fte") if "fte" in table else np.ones(len(table))
    if "fte" in table:
        table.refuse_where(shares < 0, "it is below 0", of="fte")
    exits = table.text("exit", "reason") if "exit" in table or "reason" in table else [""] * len(table)
    rows = list(zip(spells_of(table), map(float, shares), exits, strict=True))
    window = window_of(table)
    years = range(window.opens.year + 1, window.closes.year + 1)
    if not years:
        raise Refusal("No whole year to 30 September is covered.", "A file that covers one, with those who left in it.")
    return {"convention": CONVENTION, "rates": {str(year): _of(rows, year) for year in years}}


def _of(rows: list[Row], year: int) -> dict[str, Any]:
    begins, ends = date(year - 1, 9, 30), date(year, 9, 30)
    here = [row for row in rows if _is_here(row[0], ends)]
    before = [row for row in rows if _is_here(row[0], begins)]
    left = [row for row in rows if row[0].ended_on and begins < row[0].ended_on <= ends]
    started = [row for row in rows if begins < row[0].started_on <= ends]
    stayed = sum(_is_here(spell, ends) for spell, _, _ in before)
    return {
        "inpost_headcount": len(here),
        "inpost_fte": _fte(here),
        "leavers_headcount": len(left),
        "leavers_fte": _fte(left),
        "starters_headcount": len(started),
        "turnover_pct_fte_all_exits": _percent(_fte(left), _fte(here)),
        "turnover_pct_headcount_all_exits": _percent(len(left), len(here)),
        "turnover_pct_fte_left_council_only": _percent(_fte([row for row in left if row[2] != STAYED]), _fte(here)),
        "stability_pct": _percent(stayed, len(before)),
        "exits_per_100_person_years": _percent(len(left), _person_years(rows, begins, ends)),
    }


def _is_here(spell: Spell, day: date) -> bool:
    return spell.started_on <= day and (spell.ended_on is None or spell.ended_on > day)


def _fte(rows: list[Row]) -> float:
    return round(sum(fte for _, fte, _ in rows), 6)


def _percent(part: float, whole: float) -> float | None:
    return 100 * part / whole if whole else None


def _person_years(rows: list[Row], begins: date, ends: date) -> float:
    """How long all of them together were in post in the year."""
    last = ends + timedelta(days=1)
    spans = [
        (min(spell.ended_on or last, last) - max(spell.started_on, begins + timedelta(days=1))).days
        for spell, _, _ in rows
    ]
    return sum(days for days in spans if days > 0) / 365.25
