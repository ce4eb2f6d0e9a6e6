"""From the lines of a file to headings and rows: what stands above, between and below them is told apart."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from academy.core.imports.cells import plain
from academy.core.imports.dates import day
from academy.core.imports.spec import Wrong
from academy.core.refusals import Refused

ROWS, COLUMNS = 200_000, 500
WIDEST = 16_384
LOOKED_AT = 30  # rows in which the headings may stand, under a title, a date or a list of what was asked for
TOTAL = re.compile(r"\W*(grand |sub[ -]?)?totals?\b|\W*(count|sum|average)\b\W*(of\b.*)?$", re.IGNORECASE)
FOOTER = re.compile(
    r"\W*(printed|generated|produced|created|run|exported|report(ed)?|extract(ed)?|downloaded|end of|page \d|source|"
    r"notes?|confidential|official|©|copyright|number of|records?|rows?|filters?|parameters?|total|grand total)\b",
    re.IGNORECASE,
)
AS_DATE = re.compile(r"\d{1,4}[-/. ]")
Line = Sequence[str]


class Unreadable(Refused):
    """A file that is not a table, or that it would be unsafe to open."""


@dataclass(frozen=True)
class Sheet:
    """The headings, and the rows below them with the numbers that a spreadsheet shows beside them."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: Sequence[int]
    notes: Sequence[str] = ()  # what was left out, in sentences


def sheet(lines: Sequence[Line], *, known: Iterable[str] = ()) -> Sheet:
    """The headings are the row near the top in which most are known; without any, the first that is as wide as most."""
    filled = [(number, line) for number, line in enumerate(lines, start=1) if any(cell.strip() for cell in line)]
    if not filled:
        raise Unreadable("The file has no rows. Choose another.")
    if len(filled) > ROWS:
        raise Unreadable(f"The file has {len(filled):,} rows. The most we take is {ROWS:,}: send it in parts.")
    widest = max(len(line) for _, line in filled)
    if widest > WIDEST:
        raise Unreadable(f"A row of the file has {widest:,} cells. The most a spreadsheet has is {WIDEST:,}.")
    known = frozenset(known)
    start = heading_row([line for _, line in filled[:LOOKED_AT]], known)
    if known and not known_in(filled[start][1], known) and any(map(_is_date, filled[start][1])):
        words = f"Row {filled[start][0]:,} is somebody already: the file has no headings. Put them in the first row."
        raise Unreadable(words)
    below, notes = _without_extras(filled[start][1], filled[start + 1 :])
    header = _named(_header(filled[start][1], below), below)
    rows = [_as_wide(line, len(header)) for _, line in below]
    notes += [] if rows else ["The file has headings, but nothing below them."]
    return Sheet(header, rows, [number for number, _ in below], tuple(notes))


def heading_row(lines: Sequence[Line], known: frozenset[str]) -> int:
    counts = [known_in(line, known) for line in lines]
    if counts and max(counts) >= 2:
        return counts.index(max(counts))
    widths = [sum(bool(cell.strip()) for cell in line[:COLUMNS]) for line in lines]
    return next(place for place, width in enumerate(widths) if width * 2 >= max(widths))


def _is_date(cell: str) -> bool:
    try:
        return bool(AS_DATE.match(cell.strip())) and day(cell.strip()) is not None
    except Wrong:
        return False


def known_in(line: Line, known: frozenset[str]) -> int:
    """How many of our headings stand in a line."""
    return len({plain(cell) for cell in line[:COLUMNS]} & known)


def _header(line: Line, below: Sequence[tuple[int, Line]]) -> list[str]:
    """Empty headings at the end are let go, unless something stands below them."""
    header = [cell.strip() for cell in line]
    width = max((place for place, cell in enumerate(header, start=1) if cell), default=0)
    if width < len(header):
        used = max((_width(row[: len(header)]) for _, row in below), default=0)
        width = max(width, used)
    if width > COLUMNS:
        words = f"The file has {width:,} columns. The most we take is {COLUMNS}: leave out what is empty."
        raise Unreadable(words)
    return header[:width]


def _width(line: Line) -> int:
    return next((place for place in range(len(line), 0, -1) if line[place - 1].strip()), 0)


def _named(header: list[str], below: Sequence[tuple[int, Line]]) -> list[str]:
    """A heading that is there twice: what agrees or is empty is one column, a number beside its words is called so,
    and what is left is told apart by its letter."""
    places: dict[str, list[int]] = {}
    for place, heading in enumerate(header):
        if plain(heading):
            places.setdefault(plain(heading), []).append(place)
    for again in places.values():
        if len(again) > 1:
            for place, called in _told_apart(header[again[0]], again, below).items():
                header[place] = called
    return header


def _told_apart(heading: str, again: Sequence[int], below: Sequence[tuple[int, Line]]) -> dict[int, str]:
    columns = {place: [_cell(line, place) for _, line in below] for place in again}
    said = [place for place in again if any(columns[place])] or again[:1]
    kept = [place for place in said if columns[place] != columns[said[0]] or place == said[0]]
    words = [place for place in kept if any(cell and not cell.isdigit() for cell in columns[place])]
    if len(kept) == 1:
        names = {kept[0]: heading}
    elif len(kept) == 2 and len(words) == 1:
        names = {place: heading if place in words else f"{heading} number" for place in kept}
    else:
        names = {place: f"{heading} (column {letter(place)})" for place in kept}
    return {place: names.get(place, "") for place in again}


def _cell(line: Line, place: int) -> str:
    return line[place].strip() if place < len(line) else ""


def letter(place: int) -> str:
    """As a spreadsheet calls its columns: A to Z, then AA."""
    place, last = divmod(place, 26)
    return (letter(place - 1) if place else "") + chr(ord("A") + last)


def _without_extras(header: Line, below: Sequence[tuple[int, Line]]) -> tuple[list[tuple[int, Line]], list[str]]:
    """Headings that a report repeats on every page, and lines that count or sign it, are nobody’s rows."""
    names = [plain(cell) for cell in header]
    width = sum(map(bool, names))
    rows, again, footers = [], [], []
    for number, line in below:
        if _repeats(line, names):
            again.append(number)
        elif _is_footer(line, width):
            footers.append(number)
        else:
            rows.append((number, line))
    return rows, [*_note(again, "repeats the headings", "repeat the headings"), *_note(footers, "is", "are", TOTALS)]


TOTALS = " a total or a note, not a person"


def _repeats(line: Line, names: Sequence[str]) -> bool:
    if plain(line[0]) != names[0] and line[0].strip():
        return False
    found = [(plain(cell), name) for cell, name in zip(line, names, strict=False) if cell.strip()]
    return len(found) >= 2 and all(cell == name for cell, name in found)


def _is_footer(line: Line, width: int) -> bool:
    said = [cell.strip() for cell in line if cell.strip()]
    if len(said) > 3 or len(said) * 2 > width:
        return False
    return bool(TOTAL.match(said[0]) or (len(said) <= 2 and FOOTER.match(said[0])))


def _note(numbers: Sequence[int], one: str, many: str, rest: str = "") -> list[str]:
    if not numbers:
        return []
    rows = ", ".join(f"{number:,}" for number in numbers[:5])
    if len(numbers) == 1:
        return [f"Row {rows} {one}{rest}: it was left out."]
    more = f" and {len(numbers) - 5:,} more" if len(numbers) > 5 else ""
    rest = rest.replace(" a total or a note, not a person", " totals or notes, not people")
    return [f"Rows {rows}{more} {many}{rest}: they were left out."]


def _as_wide(line: Line, width: int) -> Line:
    """Excel leaves out empty cells at the end of a row, so a short row is only short. A long one is told of later."""
    if len(line) < width:
        return [*line, *[""] * (width - len(line))]
    return line if len(line) == width or any(cell.strip() for cell in line[width:]) else line[:width]
