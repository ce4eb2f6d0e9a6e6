"""A published file of the Department for Education, read as it is printed, whatever its years and its headings."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from academy.core.imports.sheets import decoded
from academy.people.models import Account
from academy.workforce import actions
from academy.workforce.models import Release
from academy.workforce.rules.published import LEVELS, Level, PublishedKind, PublishedRefused, cell_of

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
    lines = csv.reader(io.StringIO(decoded(content), newline=""))
    headings = [_plain(heading) for heading in next((line for line in lines if any(map(str.strip, line))), [])]
    rows = [dict(zip(headings, line, strict=False)) for line in lines if any(map(str.strip, line))]
    if "sn_1" in headings and _first(headings, CODES["old_code"]):
        return _neighbours(headings, rows)
    missing = [names[0] for names in (YEAR, LEVEL) if not _first(headings, names)]
    cells = {heading: name for heading in headings if (name := cell_of(heading))}
    if missing or not cells:
        words = f"It has no column called {' or '.join(missing)}" if missing else "It has no column of the workforce"
        raise PublishedRefused(
            f"{words}, so it is not the file of the children’s social work workforce, nor that of neighbours.",
            field="file",
        )
    return _workforce(headings, rows, cells)


def _workforce(headings: list[str], rows: list[dict[str, str]], cells: dict[str, str]) -> Found:
    known = {*BESIDE, *YEAR, *LEVEL, *(name for names in (*AREAS.values(), *CODES.values()) for name in names)}
    found = Found(
        PublishedKind.WORKFORCE, not_read=[name for name in headings if name and name not in known | {*cells}]
    )
    seen: dict[tuple[object, ...], int] = {}
    for number, row in enumerate(rows, start=2):
        try:
            said = _row(row, cells)
        except ValueError as fault:
            found.left_out.append(f"Row {number:,}: {fault}.")
            continue
        key = (said["year"], said["level"], said["name"])
        if key in seen:
            found.left_out.append(f"Row {number:,}: {said['name']} stands for {said['year']} on row {seen[key]:,} too.")
            continue
        seen[key] = number
        found.rows.append(said)
    if not found.rows:
        raise PublishedRefused(f"No row could be read. {' '.join(found.left_out[:3])}", field="file")
    return found


def _row(row: dict[str, str], cells: dict[str, str]) -> dict[str, object]:
    level = LEVELS.get(_of(row, LEVEL).lower())
    if level is None:
        raise ValueError(f"“{_of(row, LEVEL)}” is not England, a region or a local authority")
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
    digits = re.sub(r"\D", "", text)
    if len(digits) in (6, 8):
        return int(digits[:4]) + 1
    if len(digits) != 4 or not 1990 <= int(digits) <= 2100:
        raise ValueError(f"“{text}” is not a year")
    return int(digits)


def _neighbours(headings: list[str], rows: list[dict[str, str]]) -> Found:
    places = sorted(int(match.group(1)) for heading in headings if (match := re.fullmatch(r"sn_(\d+)", heading)))
    found = Found(PublishedKind.NEIGHBOURS)
    for row in rows:
        for place in places:
            if code := (row.get(f"sn_{place}") or "").strip():
                found.neighbours.append(
                    {
                        "of_code": _of(row, CODES["old_code"]),
                        "of_name": _of(row, AREAS[Level.LOCAL]),
                        "neighbour_code": code,
                        "place": place,
                        "closeness": (row.get(f"sn_{place}p") or "").strip(),
                    }
                )
    return found


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
    return re.sub(r"[\s\-]+", "_", heading.strip().lower())


def left_out_words(left_out: list[str]) -> Iterator[str]:
    """The first of them, and how many more there are."""
    yield from left_out[:SAYS_MOST]
    if len(left_out) > SAYS_MOST:
        yield f"And {len(left_out) - SAYS_MOST:,} more."
