"""How practice timeliness is shown: by measure and month, by one reading, and by the agency that sent what."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from academy.analysis.disclosure import HIDDEN
from academy.audits.models import TimelinessFigure, TimelinessReading
from academy.audits.rules.clocks import Clock
from academy.audits.timeliness import MEASURES, Measure
from academy.core.exports import Column, Table
from academy.core.figures import rounded
from academy.ui.charts import Chart, Reading, readings_chart
from academy.ui.dates import date_words

NOT_COUNTED = "Not counted"
GOOD = {"high": "Higher is better", "low": "Lower is better", "context": "Neither better nor worse"}
FEWEST_IN_A_CHART = 2


def months_table(months: Sequence[TimelinessReading], area: str) -> Table:
    """Every measure of an area, the latest month first."""
    columns: list[Column] = [Column("title", "Measure", link="address", is_row_header=True)]
    columns += [_month_column(reading) for reading in months]
    columns.append(Column("good", "Which way"))
    rows = [_month_row(one, months) for one in MEASURES if one.area == area]
    return Table(caption=area, columns=columns, rows=rows)


def figures_table(reading: TimelinessReading, *, is_file: bool = False) -> Table:
    """One reading, each measure with what it was counted among, or why it was not counted; codes for machines only."""
    by_code = {figure.code: figure for figure in reading.figures.all()}
    rows = [_figure_row(one, by_code[one.code]) for one in MEASURES if one.code in by_code]
    return Table(
        caption=f"Practice timeliness on {date_words(reading.on)}",
        columns=[
            Column("title", "Measure", link="address", is_row_header=True),
            Column("area", "Area"),
            Column("value", "Figure", align="right"),
            Column("of", "Counted"),
            *([Column("code", "Code")] if is_file else []),
        ],
        rows=rows,
    )


def agencies_table(reading: TimelinessReading) -> Table:
    """Q6: who sends what, and how much of it led to nothing further."""
    return Table(
        caption="Contacts and referrals by agency",
        columns=[
            Column("agency", "From", is_row_header=True),
            Column("contacts", "Contacts", align="right", value=lambda row: _counted(row["contacts"])),
            Column("low", "No referral followed", align="right", value=lambda row: _counted(row["low_contacts"])),
            Column("referrals", "Referrals", align="right", value=lambda row: _counted(row["referrals"])),
            Column("closed", "Closed at once", align="right", value=lambda row: _counted(row["low_referrals"])),
        ],
        rows=reading.agencies,
    )


def clocks_table(clocks: Sequence[Clock]) -> Table:
    return Table(
        caption="Clocks in force",
        columns=[
            Column("title", "Step", is_row_header=True),
            Column("words", "At most"),
            Column("starts_on", "Since", value=lambda clock: clock.starts_on),
            Column("is_local", "Whose rule", value=lambda clock: "Local" if clock.is_local else "National"),
            Column("basis", "Where it comes from"),
        ],
        rows=clocks,
    )


def measure_table(figures: Sequence[TimelinessFigure], one: Measure) -> Table:
    rows = [{"on": figure.reading.on, "reading": figure.reading, **_figure_row(one, figure)} for figure in figures]
    return Table(
        caption=one.title,
        columns=[
            Column("on", "On", link=lambda row: row["reading"].get_absolute_url(), is_row_header=True),
            Column("value", "Figure", align="right"),
            Column("of", "Counted"),
        ],
        rows=rows[::-1],
    )


def measure_chart(figures: Sequence[TimelinessFigure], one: Measure) -> Chart | None:
    """From two readings that can be shown on."""
    if sum(figure.value is not None for figure in figures) < FEWEST_IN_A_CHART:
        return None
    seen: set[int] = set()
    readings = []
    for figure in figures:
        year = figure.reading.on.year
        readings.append(
            Reading(
                label=f"{figure.reading.on:%b}",
                value=_scaled(one, figure),
                year="" if year in seen else str(year),
                n=figure.denominator,
            )
        )
        seen.add(year)
    unit = "%" if one.unit == "share" else ""
    return readings_chart(readings, title=one.title, note=GOOD[one.good], unit=unit, label_every=1)


def value_words(one: Measure, figure: TimelinessFigure | None) -> str:
    if figure is None or (figure.value is None and not figure.is_hidden):
        return NOT_COUNTED
    if figure.is_hidden:
        return HIDDEN
    value = _scaled(one, figure) or 0
    return f"{rounded(value)}%" if one.unit == "share" else rounded(value, 1 if one.unit == "average" else 0)


def has_hidden(months: Sequence[TimelinessReading]) -> bool:
    return any(figure.is_hidden for reading in months for figure in reading.by_code.values())  # type: ignore[attr-defined]


def address(code: str) -> str:
    return reverse("timeliness-measure", args=[code])


def _month_column(reading: TimelinessReading) -> Column:
    key = reading.pk
    return Column(f"m{key}", f"{reading.on:%b %Y}", align="right", value=lambda row: row["months"][key])


def _month_row(one: Measure, months: Sequence[TimelinessReading]) -> dict[str, Any]:
    by_code = {reading.pk: reading.by_code.get(one.code) for reading in months}  # type: ignore[attr-defined]
    return {
        "title": one.title,
        "address": address(one.code),
        "good": GOOD[one.good],
        "months": {pk: value_words(one, figure) for pk, figure in by_code.items()},
    }


def _figure_row(one: Measure, figure: TimelinessFigure) -> dict[str, Any]:
    return {
        "title": one.title,
        "address": address(one.code),
        "area": one.area,
        "value": value_words(one, figure),
        "of": _of(one, figure),
        "code": one.code,
    }


def _of(one: Measure, figure: TimelinessFigure) -> str:
    if figure.is_hidden:
        return "Too few to show"
    if figure.numerator is None or figure.denominator is None or figure.reason:
        return figure.reason
    joined = "for" if one.unit == "average" else "of"
    return f"{figure.numerator:,} {joined} {figure.denominator:,}"


def _scaled(one: Measure, figure: TimelinessFigure) -> float | None:
    if figure.value is None:
        return None
    return 100 * figure.value if one.unit == "share" else figure.value


def _counted(number: int | str | None) -> str:
    return f"{number:,}" if isinstance(number, int) else number or "Not known"


def measure_or_none(code: str) -> Measure | None:
    return next((one for one in MEASURES if one.code == code), None)
