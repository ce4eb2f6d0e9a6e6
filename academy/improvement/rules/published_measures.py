"""Published national files, read by the headings they share year after year: which of our measures they hold, for
England, a region or an authority. What is suppressed or not collected stays out, and is counted."""

import csv
import re
from calendar import monthrange
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

from academy.improvement.rules.measures import MeasureRefused

FILE = Path(__file__).with_name("published_measures.csv")
ENGLAND = "England"
MOST_ROWS = 200_000


@dataclass(frozen=True)
class Source:
    """In which column a measure stands, in which of the rows, and when its year ends ("03-31")."""

    code: str
    value: str
    filters: tuple[tuple[str, str], ...]
    ends: str


@dataclass(frozen=True)
class Published:
    code: str
    who: str
    on: date
    value: Decimal


@dataclass(frozen=True)
class Found:
    published: tuple[Published, ...]
    without_number: int  # cells with a symbol in place of a number
    not_there: tuple[str, ...]  # places that were asked for and are not in the file


@cache
def sources() -> tuple[Source, ...]:
    with FILE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Source(row["code"], plain(row["value"]), _filters(row["filters"]), row["ends"])
            for row in csv.DictReader(lines)
        )


def published_in(content: bytes, *, places: Collection[str] = ()) -> Found:
    """Every known measure of England and of the places named, for every year in the file."""
    rows = _rows(content)
    known = [source for source in sources() if rows and {source.value, *dict(source.filters)} <= rows[0].keys()]
    if not known or "time_period" not in rows[0]:
        raise MeasureRefused(
            "None of our measures is in that file. It needs its own headings, as published.", field="file"
        )
    wanted = {plain_name(place): place.strip() for place in (ENGLAND, *places) if place.strip()}
    found, without, seen = [], 0, set()
    for row in rows:
        place = plain_name(_place(row))
        if place not in wanted:
            continue
        seen.add(place)
        for source in known:
            if not _is_of(row, source):
                continue
            value = _number(row[source.value])
            without += value is None
            if value is not None:
                found.append(Published(source.code, _place(row), _ends(row["time_period"], source.ends), value))
    return Found(tuple(found), without, tuple(wanted[place] for place in wanted if place not in seen))


def plain(heading: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", heading.strip().casefold()).strip("_")


def plain_name(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", name.casefold()).strip()


def _rows(content: bytes) -> list[dict[str, str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise MeasureRefused("That is no CSV file. Save it as CSV, and try again.", field="file")
    rows: list[dict[str, str]] = []
    for row in csv.DictReader(text.splitlines()):
        if len(rows) == MOST_ROWS:
            raise MeasureRefused(f"The file has more than {MOST_ROWS:,} rows.", field="file")
        rows.append({plain(name or ""): (cell or "").strip() for name, cell in row.items() if isinstance(cell, str)})
    return rows


def _place(row: Mapping[str, str]) -> str:
    """The narrowest place that the row names."""
    level = row.get("geographic_level", "").casefold()
    if level == "national":
        return row.get("country_name") or ENGLAND
    return row.get("region_name", "") if level == "regional" else row.get("la_name", "")


def _is_of(row: Mapping[str, str], source: Source) -> bool:
    return all(plain_name(row.get(name, "")) == plain_name(value) for name, value in source.filters)


def _ends(period: str, ends: str) -> date:
    """2025, 202425 and 2024-25 end in 2025."""
    digits = re.sub(r"\D", "", period)
    year = int(digits) if len(digits) == 4 else int(digits[:2] + digits[-2:])
    month = int(ends[:2])
    return date(year, month, monthrange(year, month)[1])


def _number(cell: str) -> Decimal | None:
    """x, c, z, :, low and the like are no numbers."""
    try:
        found = Decimal(cell.replace(",", "").removesuffix("%"))
    except InvalidOperation:
        return None
    return found if found.is_finite() and found >= 0 else None


def _filters(words: str) -> tuple[tuple[str, str], ...]:
    pairs: Iterable[str] = filter(None, words.split(";"))
    return tuple((plain(name), value) for name, _, value in (pair.partition("=") for pair in pairs))
