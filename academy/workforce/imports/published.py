"""A published file of the Department for Education, read as it is printed, whatever its years and its headings."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model

from academy.core import imports
from academy.core.fitting import misfits
from academy.core.imports import Wrong
from academy.core.imports.cells import clean, plain, shown
from academy.core.imports.excel import EXCEL, OPEN_DOCUMENT
from academy.people.models import Account
from academy.workforce import actions
from academy.workforce.models import Neighbour, PublishedRow, Release
from academy.workforce.rules.published import LEVELS, PARTS, Level, PublishedKind, PublishedRefused, cell_of

YEAR = ("time_period", "year", "time")
LEVEL = ("geographic_level", "level", "geography")
AREAS = {  # what an area is called at each level, the likeliest heading first
    Level.NATIONAL: ("country_name",),
    Level.REGIONAL: ("region_name", "region"),
    Level.LOCAL: ("la_name", "local_authority", "local_authority_name"),
}
CODES = {
    "old_code": ("old_la_code", "la_code_old", "lea_code"),
    "new_code": ("new_la_code", "la_code", "new_code"),
    "region_code": ("region_code",),
    "region_name": ("region_name", "region"),
}
NEIGHBOUR = re.compile(r"sn_(\d{1,2})")
BESIDE = {"time_identifier", "country_code", "country_name"}  # known of, and not kept
SOURCE = "Department for Education, Children’s social work workforce (Open Government Licence v3.0)"
NEIGHBOURS_SOURCE = "Department for Education, statistical neighbours (Open Government Licence v3.0)"
SAYS_MOST = 20


@dataclass
class Found:
    """What a file holds, before anything is saved."""

    kind: PublishedKind
    rows: list[dict[str, object]] = field(default_factory=list)
    neighbours: list[dict[str, object]] = field(default_factory=list)
    not_read: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)  # a sentence for each row that could not be read


def take_in_published(
    content: bytes, file_name: str, *, by: Account | None, title: str = "", released_on: date | None = None
) -> tuple[Release, list[str]]:
    """The release that was kept, and a sentence for each row that could not be. The same file twice is one release."""
    found = read_published(content)
    years = [int(str(row["year"])) for row in found.rows]
    release = actions.keep_release(
        content,
        file_name,
        kind=found.kind,
        title=title.strip() or _title(found, years, file_name),
        source=SOURCE if found.kind == PublishedKind.WORKFORCE else NEIGHBOURS_SOURCE,
        released_on=released_on,
        years=(min(years), max(years)) if years else None,
        not_read=found.not_read,
        rows=found.rows,
        neighbours=found.neighbours,
        by=by,
    )
    return release, found.left_out


def read_published(content: bytes) -> Found:
    """By its headings: rates by area and year, or the neighbours of each authority. Anything else is refused."""
    sheet = imports.read(content, "", known=_known(), kinds=(EXCEL, OPEN_DOCUMENT))
    headings = [_plain(heading) for heading in sheet.header]
    rows = list(zip(sheet.numbers, sheet.rows, strict=True))
    if "sn_1" in headings and _first(headings, CODES["old_code"]):
        return _neighbours(headings, rows)
    missing = [names[0] for names in (YEAR, LEVEL) if not _first(headings, names)]
    cells = _cells(headings)
    if missing or not cells:
        words = f"It has no column called {' or '.join(missing)}" if missing else "It has no column of the workforce"
        raise PublishedRefused(
            f"{words}, so it is not the file of the children’s social work workforce, nor that of neighbours.",
            field="file",
        )
    return _workforce(headings, rows, cells)


def _known() -> set[str]:
    """By which headings the row that holds them is found, under whatever title."""
    names = [
        *YEAR,
        *LEVEL,
        *BESIDE,
        "sn_1",
        "sn_2",
        *(name for group in (AREAS, CODES) for of in group.values() for name in of),
    ]
    of_cells = (f"{name}_{how}" for names in PARTS.values() for name in names for how in ("fte", "headcount"))
    return {plain(name) for name in (*names, *of_cells)}


def _cells(headings: Sequence[str]) -> dict[str, str]:
    """What each heading stands for. Of two that say the same the first is read."""
    found: dict[str, str] = {}
    for heading in headings:
        name = cell_of(heading)
        if name and name not in found.values():
            found[heading] = name
    return found


Lines = Sequence[tuple[int, Sequence[str]]]


def _workforce(headings: list[str], rows: Lines, cells: dict[str, str]) -> Found:
    known = {*BESIDE, *YEAR, *LEVEL, *(name for names in (*AREAS.values(), *CODES.values()) for name in names)}
    found = Found(
        PublishedKind.WORKFORCE, not_read=[name for name in headings if name and name not in known | {*cells}]
    )
    seen: dict[tuple[object, ...], int] = {}
    for number, line in rows:
        try:
            said = _fitting(_row(_cleaned(headings, line), cells), PublishedRow)
        except ValueError as fault:
            found.left_out.append(f"Row {number:,}: {fault}.")
            continue
        key = (said["year"], said["level"], said["name"])
        if key in seen:
            found.left_out.append(f"Row {number:,}: {said['name']} stands for {said['year']} on row {seen[key]:,} too.")
            continue
        seen[key] = number
        found.rows.append(said)
    return _unless_empty(found)


def _cleaned(headings: list[str], line: Sequence[str]) -> dict[str, str]:
    if len(line) > len(headings):
        raise ValueError(f"it has {len(line)} cells, and there are {len(headings)} headings")
    try:
        return {heading: clean(cell.replace("\0", "")) for heading, cell in zip(headings, line, strict=False)}
    except Wrong:
        raise ValueError("a cell holds characters that cannot be seen") from None


def _fitting(said: dict[str, object], model: type[Model]) -> dict[str, object]:
    """What the database has no room for is told of, before the whole file fails on it."""
    for fault in misfits(model, said):
        raise ValueError(fault)
    return said


def _unless_empty(found: Found) -> Found:
    if not found.rows and not found.neighbours:
        raise PublishedRefused(f"No row could be read. {' '.join(found.left_out[:3])}", field="file")
    return found


def _row(row: dict[str, str], cells: dict[str, str]) -> dict[str, object]:
    level = LEVELS.get(_of(row, LEVEL).lower())
    if level is None:
        raise ValueError(f"“{shown(_of(row, LEVEL))}” is not England, a region or a local authority")
    name = _of(row, AREAS[level]) or (_of(row, ("country_name",)) or "England" if level == Level.NATIONAL else "")
    if not name:
        raise ValueError("it does not say which area it is about")
    return {
        "year": _year(_of(row, YEAR)),
        "level": level,
        "name": name,
        **{code: _of(row, names) for code, names in CODES.items()},
        "cells": {cell: (row.get(heading) or "").strip() for heading, cell in cells.items()},
    }


def _year(text: str) -> int:
    """A year stands as 2024, or as 202324 or 2023/24 for the year until 2024."""
    match = re.fullmatch(r"(\d{4})(?:\s*[-–/]?\s*(\d{4}|\d{2}))?(?:\.0)?", text)
    first, second = match.groups() if match else ("0", None)
    year = int(first) + (second is not None)
    if not 1990 <= year <= 2100 or (second and not str(year).endswith(second)):
        raise ValueError(f"“{shown(text)}” is not a year")
    return year


def _neighbours(headings: list[str], rows: Lines) -> Found:
    places = {int(match[1]): heading for heading in headings if (match := NEIGHBOUR.fullmatch(heading))}
    found = Found(PublishedKind.NEIGHBOURS)
    seen: dict[str, int] = {}
    for number, line in rows:
        try:
            row = _cleaned(headings, line)
            code = _of(row, CODES["old_code"])
            if not code:
                raise ValueError("it does not say which area it is about")
            if code in seen:
                raise ValueError(f"{shown(code)} stands on row {seen[code]:,} too")
            seen[code] = number
            found.neighbours += _near(row, code, places)
        except ValueError as fault:
            found.left_out.append(f"Row {number:,}: {fault}.")
    return _unless_empty(found)


def _near(row: dict[str, str], code: str, places: Mapping[int, str]) -> list[dict[str, object]]:
    of: dict[str, Any] = {"of_code": code, "of_name": _of(row, AREAS[Level.LOCAL])}
    return [
        _fitting(
            of | {"neighbour_code": near, "place": place, "closeness": row.get(f"{heading}p", "")},
            Neighbour,
        )
        for place, heading in sorted(places.items())
        if (near := row.get(heading, ""))
    ]


def _title(found: Found, years: list[int], file_name: str) -> str:
    if found.kind == PublishedKind.NEIGHBOURS:
        year = re.search(r"20\d\d", file_name)
        return f"Statistical neighbours{f', {year.group()}' if year else ''}"
    return f"Children’s social work workforce, {min(years)} to {max(years)}"


def _first(headings: list[str], names: tuple[str, ...]) -> str:
    return next((name for name in names if name in headings), "")


def _of(row: dict[str, str], names: tuple[str, ...]) -> str:
    return next((said for name in names if (said := (row.get(name) or "").strip())), "")


def _plain(heading: str) -> str:
    return re.sub(r"[\s\-]+", "_", heading.replace("\0", "").strip().lower())


def left_out_words(left_out: list[str]) -> Iterator[str]:
    """The first of them, and how many more there are."""
    yield from left_out[:SAYS_MOST]
    if len(left_out) > SAYS_MOST:
        yield f"And {len(left_out) - SAYS_MOST:,} more."
