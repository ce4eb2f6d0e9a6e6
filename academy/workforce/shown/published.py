"""How published files are shown: the releases, and each rate as printed beside what its printed parts give."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import QuerySet

from academy.core.exports import Column, Status, Table
from academy.core.figures import rounded
from academy.workforce.models import PublishedRow, Release
from academy.workforce.queries.published import Key
from academy.workforce.rules.published import Cell, Complete, Recomputed, explanation

SAME, OTHER, NEITHER = Status("The same", "good"), Status("Differs", "note"), Status("Not compared")
LABELS = {
    "turnover_rate_fte": "Turnover, FTE",
    "turnover_rate_headcount": "Turnover, people",
    "agency_rate_fte": "Agency workers, FTE",
    "agency_rate_headcount": "Agency workers, people",
    "vacancy_rate_fte": "Vacancies, FTE",
    "agency_cover_rate_fte": "Agency workers who cover vacancies, FTE",
    "vacancy_agency_cover_rate_fte": "Vacancies covered by agency workers, FTE",
    "caseload_fte": "Caseload, FTE",
    "absence_rate_fte": "Days lost to sickness, FTE",
}


def releases_table(rows: QuerySet[Release]) -> Table:
    return Table(
        "Published files",
        [
            Column("title", "File", link=lambda release: release.get_absolute_url(), is_row_header=True),
            Column("kind", "What it is", value=lambda release: release.get_kind_display()),
            Column("years", "Years", value=years_words),
            Column("released_on", "Published", kind=date),
            Column("loaded_at", "Brought in", kind=date, value=lambda release: release.loaded_at.date()),
        ],
        rows,
    )


def years_words(release: Release) -> str:
    if release.first_year is None:
        return ""
    return f"{release.first_year} to {release.last_year}" + (" (an extract)" if release.is_extract else "")


def recomputed_table(
    found: Iterable[tuple[PublishedRow, Recomputed]], complete: Mapping[Key, Complete], *, caption: str
) -> Table:
    rows = [
        {
            "year": row.year,
            "rate": LABELS.get(one.rate, one.rate),
            "published": one.published.words,
            "recomputed": "\u2013" if one.value is None else rounded(one.value, 2),
            "same": _status(one),
            "why": explanation(one, complete.get((row.year, row.name, one.rate))),
        }
        for row, one in found
    ]
    columns = [
        Column("year", "Year"),
        Column("rate", "Rate", is_row_header=True),
        Column("published", "Published", align="right"),
        Column("recomputed", "Worked out again", align="right"),
        Column("same", "Within rounding"),
        Column("why", "Why they differ"),
    ]
    return Table(caption, columns, rows, total=len(rows))


def revised_table(found: Iterable[tuple[int, str, Cell, Cell]]) -> Table:
    rows = [
        {"year": year, "cell": LABELS.get(name, name.replace("_", " ")), "before": before.words, "now": now.words}
        for year, name, before, now in found
    ]
    columns = [
        Column("year", "Year"),
        Column("cell", "Number", is_row_header=True),
        Column("before", "In the release before", align="right"),
        Column("now", "In this one", align="right"),
    ]
    return Table("What this release says otherwise than the one before", columns, rows)


def _status(one: Recomputed) -> Status:
    return NEITHER if not one.is_compared else SAME if one.is_same else OTHER
