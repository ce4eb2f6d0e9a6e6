"""A pack on the screen, from the values that it was frozen as."""

from collections.abc import Mapping
from typing import Any

from django.utils.safestring import mark_safe

from academy.core.exports import Column, Status, Table
from academy.improvement.exports.packs.document import MOST_BESIDE_A_CHART, cells, count_words, elsewhere_of, note_of
from academy.ui import tables
from academy.ui.tables import ShownTable

SAID = ("What happened", "Why", "What next")


def front(said: Mapping[str, Any]) -> dict[str, Any]:
    """Page one: three sentences, the measures in a row each, and one chart."""
    measures = [_row(one, said) for one in said["measures"]]
    drawn = [one for one in said["measures"] if one["chart"]]
    lead = next((one for one in drawn if one["code"] == said["lead"]), drawn[0] if drawn else None)
    return {
        "said": said,
        "count": count_words(len(measures)),
        "measures": measures,
        "columns": [*said["columns"], elsewhere_of(dict(said)) or "Elsewhere"],
        "note": note_of(dict(said)),
        "lead": picture(lead) if lead and len(measures) <= MOST_BESIDE_A_CHART else None,
        "since": said["since"][1:],
        "since_title": said["since"][0] if said["since"] else "",
    }


def one_measure(said: Mapping[str, Any], code: str) -> dict[str, Any] | None:
    """The page of a measure, or None when it does not stand in this edition."""
    one = next((each for each in said["measures"] if each["code"] == code), None)
    if one is None:
        return None
    return {
        "said": said,
        "one": one,
        "status": Status(*one["status"]) if one["status"] else None,
        "now_words": ", ".join(words for words in (one["now_on"], one["of"]) if words),
        "chart": picture(one) if one["chart"] else None,
        "happened": [pair for pair in zip(SAID, one["happened"], strict=True) if pair[1]],
        "table": numbers(one),
    }


def picture(one: Mapping[str, Any]) -> dict[str, Any]:
    """The drawing was kept as text that we wrote ourselves, every word from outside escaped in it."""
    chart = one["chart"]
    return {
        **chart,
        "title": one["title"],
        "sentence": one["sentence"],
        "wide": mark_safe(chart["wide"]),
        "narrow": mark_safe(chart["narrow"]),
    }


def numbers(one: Mapping[str, Any]) -> ShownTable:
    columns = [
        Column("when", "When", is_row_header=True),
        Column("value", "Value", align="right"),
        Column("of", "Of how many", align="right"),
        Column("note", "Note"),
    ]
    kept = columns if any(row[3] for row in one["rows"]) else columns[:3]
    rows = [dict(zip(("when", "value", "of", "note"), row, strict=True)) for row in one["rows"]]
    return tables.whole(Table(f"The numbers: {one['title']}", kept, rows))


def _row(one: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "code": one["code"],
        "title": one["title"],
        "spark": mark_safe(one["spark"]),
        "now": one["now"],
        "is_words": one["is_withheld"] or not one["rows"],
        "cells": cells(dict(one), said["columns"], elsewhere_of(dict(said))),
        "status": Status(*one["status"]) if one["status"] else None,
    }
