"""Figures and tables as machines are given them: the words and the numbers of the page, with what is hidden hidden."""

from datetime import date
from decimal import Decimal
from typing import Any

from ninja import Schema

from academy.core.exports import Table, words_of


class FigureOut(Schema):
    label: str
    value: float | None
    low: float | None
    high: float | None
    n: int | None
    unit: str
    on: date | None
    shown: str
    range_words: str
    sentence: str
    words: str
    evidence: str
    evidence_words: str
    is_suppressed: bool


class ColumnOut(Schema):
    name: str
    title: str


class TableOut(Schema):
    caption: str
    columns: list[ColumnOut]
    rows: list[dict[str, str | int | float | bool | None]]


def table_reply(table: Table) -> dict[str, Any]:
    """Each row by the names of its columns. A number that is withheld is the mark that stands on the page."""
    names = [column.name for column in table.columns]
    return {
        "caption": table.caption,
        "columns": [{"name": column.name, "title": column.title} for column in table.columns],
        "rows": [dict(zip(names, map(_plain, line), strict=True)) for line in table.lines()],
    }


def _plain(value: Any) -> str | int | float | bool | None:
    if isinstance(value, Decimal):
        return float(value)
    return value if value is None or isinstance(value, str | int | float) else words_of(value)
