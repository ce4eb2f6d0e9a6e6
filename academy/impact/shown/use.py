"""How answers are shown as tables: each item's share, and grouped counts with small groups withheld."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from academy.analysis.disclosure import disclose
from academy.analysis.rates import FEWEST, share
from academy.core.exports import Column, Table
from academy.core.figures import TOO_FEW_WORDS, rounded
from academy.surveys.rules import Used


def items_table(rows: list[dict[str, Any]], *, is_for_numbers_only: bool) -> Table:
    """Whoever sees numbers only is not shown an item with so few answers that people could be told apart."""
    if is_for_numbers_only:
        rows = [row for row in rows if row["answered"] >= FEWEST]
    return Table(
        caption="Each course and programme, in the last year",
        columns=[
            Column(
                "title", "Learning", link=lambda row: reverse("impact-item", args=[row["item"]]), is_row_header=True
            ),
            Column("asked", "Asked", kind=int),
            Column("answered", "Answered", kind=int),
            Column("applied", "Used what they learned"),
        ],
        rows=[_row(row) for row in rows],
    )


def ways_table(rows: list[dict[str, str]]) -> Table:
    """The same share three ways, so that nobody takes those who answered for everybody."""
    return Table(
        caption="Who used it, counted three ways",
        columns=[Column("way", "Counted", is_row_header=True), Column("share", "Used it")],
        rows=rows,
    )


def answers_table(counts: Mapping[str, Mapping[str, int]]) -> Table:
    """Who answered what, by kind of agency. “c” stands for a number too small to show."""
    rows = []
    if counts:
        shown = disclose([[row[answer] for answer in Used.labels] for row in counts.values()])
        for kind, cells, total in zip(counts, shown.cells, shown.row_totals or (), strict=True):
            shares = dict(zip(Used.labels, map(_counted, cells), strict=True))
            rows.append({"kind": kind, "total": _counted(total), **shares})
    return Table(
        caption="How each kind of agency answered",
        columns=[
            Column("kind", "Agency", is_row_header=True),
            *(Column(answer, answer, align="right") for answer in Used.labels),
            Column("total", "All", align="right"),
        ],
        rows=rows,
    )


def _counted(number: int | str) -> str:
    """A number with its comma, or the letter that stands in its place."""
    return f"{number:,}" if isinstance(number, int) else number


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "item": row["completion__item"],
        "title": row["completion__item__title"],
        "asked": row["asked"],
        "answered": row["answered"],
        "applied": _applied_words(row),
    }


def _applied_words(row: dict[str, Any]) -> str:
    result = share(row["applied"], row["answered"], asked=row["asked"])
    if result.estimate is None or result.low is None or result.high is None:
        return TOO_FEW_WORDS
    if result.says_as_count:
        return f"{row['applied']} of {row['answered']}"
    between = f"between {rounded(result.low * 100)} and {rounded(result.high * 100)}"
    return f"{rounded(result.estimate * 100)}%, {between}"
