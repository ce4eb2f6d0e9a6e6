"""A pack on paper: one A4 page that says it all, and a page for each measure."""

from datetime import date
from pathlib import Path
from typing import Any

from academy.core.figures import TOO_FEW_WORDS
from academy.improvement.exports.packs.pictures import for_print
from academy.improvement.rules.packs import Edition
from academy.ui.templatetags.academy import in_words
from academy.ui.typesetting import pdf

TEMPLATE = Path(__file__).parent.parent.parent / "templates" / "improvement" / "pack.typ"
MOST_BESIDE_A_CHART = 7  # measures on page one, for a chart to fit beneath them
ROWS = {Edition.MEMBERS: 8, Edition.BOARD: 12}
NOT_COLLECTED = "not collected"


def pack_pdf(said: dict[str, Any], *, on: date) -> bytes:
    measures = [_printed(one, said["columns"], elsewhere_of(said)) for one in said["measures"]]
    facts = {
        "said": {**said, "measures": measures},
        "count": count_words(len(measures)),
        "elsewhere": elsewhere_of(said) or "Elsewhere",
        "note": note_of(said),
        "lead": _lead(said, measures),
        "rows": ROWS[Edition(said["edition"])],
    }
    return pdf(TEMPLATE, facts, made_on=on)


def count_words(number: int) -> str:
    return f"{in_words(number).capitalize()} measure{'' if number == 1 else 's'}"


def note_of(said: dict[str, Any]) -> str:
    """What one has to know to read the table of measures."""
    words = (
        "Dashed line: the target at the end. “In a word” compares now with the target of the day, "
        "and says “too early” when the numbers are too small to tell."
    )
    if any(row[1] == TOO_FEW_WORDS for one in said["measures"] for row in one["rows"]):
        words += " What few people could be told by is not shown."
    published = sorted({f"{row[0]}: {row[2]}" for one in said["measures"] for row in one["elsewhere"][:1]})
    return f"{words} {'; '.join(published)}." if published and len(published) <= 2 else words


def elsewhere_of(said: dict[str, Any]) -> str:
    """Who all measures are held against, when it is the same for all that are."""
    found = {one["elsewhere"][0][0] for one in said["measures"] if one["elsewhere"]}
    return found.pop() if len(found) == 1 else ""


def cells(one: dict[str, Any], columns: list[str], elsewhere: str) -> list[str]:
    """The two targets and the other place; each says its own month where the column does not."""
    targets = [
        words if not words or when == title else f"{words} {when[:1].lower()}{when[1:]}"
        for (when, words), title in zip(one["target"], columns, strict=True)
    ]
    if not one["elsewhere"]:
        return [*targets, NOT_COLLECTED]
    place, words = one["elsewhere"][0][:2]
    return [*targets, words if place == elsewhere else f"{words} {place}"]


def _printed(one: dict[str, Any], columns: list[str], elsewhere: str) -> dict[str, Any]:
    chart = one["chart"]
    return {
        **one,
        "cells": cells(one, columns, elsewhere),
        "spark_svg": for_print(one["spark"]),
        "chart_svg": for_print(chart["wide"]) if chart else "",
    }


def _lead(said: dict[str, Any], measures: list[dict[str, Any]]) -> dict[str, Any] | None:
    if len(measures) > MOST_BESIDE_A_CHART or said["changed"] or said["published"]["reason"]:
        return None
    drawn = [one for one in measures if one["chart"]]
    return next((one for one in drawn if one["code"] == said["lead"]), drawn[0] if drawn else None)
