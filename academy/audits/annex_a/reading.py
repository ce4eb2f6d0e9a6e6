"""An Annex A workbook, read in memory: lists known by their headings, and sentences about what could not be read.

Nothing here is written anywhere, and no sentence repeats what a cell says.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from academy.audits.annex_a import cells
from academy.audits.annex_a.columns import AnnexList, lists
from academy.audits.annex_a.headings import Matched, list_of, places_of
from academy.core.imports import Sheet, Unreadable, Wrong
from academy.core.imports.excel import sheets as excel_sheets
from academy.core.imports.layout import LOOKED_AT, sheet
from academy.core.imports.sheets import PACKED, refuse_size
from academy.core.imports.sheets import read as read_sheet

NAMED = 5  # rows told of by number
Row = dict[str, Any]
Lines = Sequence[Sequence[str]]


@dataclass
class Workbook:
    """The lists that are there, by name (“List 1”), each row by what its columns are called in `columns.csv`."""

    lists: dict[str, list[Row]] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)
    headings: dict[str, dict[str, str]] = field(default_factory=dict)  # of each list: column, and its heading here

    def has(self, name: str, *columns: str) -> bool:
        return name in self.lists and all(column in self.headings[name] for column in columns)


def read(file: bytes | Path | IO[bytes]) -> Workbook:
    """Every list of an XLSX, or the one that a CSV holds. Raises Unreadable, with words, for what is no table."""
    content = _content(file)
    refuse_size(content)
    book = Workbook()
    for number, (title, lines) in enumerate(_sheets(content), start=1):
        _add(book, title, lines, number=number)
    if not book.lists:
        raise Unreadable("No sheet of the file has the headings of an Annex A list. Choose another file.")
    book.lists = {name: book.lists[name] for name in lists() if name in book.lists}
    return book


def _content(file: bytes | Path | IO[bytes]) -> bytes:
    if isinstance(file, bytes):
        return file
    return file.read_bytes() if isinstance(file, Path) else file.read(PACKED + 1)


def _sheets(content: bytes) -> list[tuple[str, Lines]]:
    if content.startswith(b"PK"):
        return list(excel_sheets(content))
    known = {heading for one in lists().values() for column in one.columns.values() for heading in column.headings}
    found = read_sheet(content, "", known=known)
    return [("", [list(found.header), *found.rows])]


def _add(book: Workbook, title: str, lines: Lines, *, number: int) -> None:
    start, matched = _headings(title, lines)
    if matched is None:
        if title and any(sum(bool(cell.strip()) for cell in line) > 3 for line in lines[:LOOKED_AT]):
            book.unreadable.append(f"Sheet {number} has not the headings of a list we know.")
        return
    name = matched.found.name
    found = _below(lines, start)
    places = places_of(found.header, matched.found, loosely=True)
    rows = _rows(book, matched.found, found, places, start)
    headings = {column: found.header[place].strip() for column, place in places.items()}
    already = {tuple(row.items()) for row in book.lists.get(name, [])}
    book.lists.setdefault(name, []).extend(row for row in rows if tuple(row.items()) not in already)
    book.headings[name] = {**headings, **book.headings.get(name, {})}


def _headings(title: str, lines: Lines) -> tuple[int, Matched | None]:
    """The line near the top that is most like the headings of a list; slips of the pen count when nothing else does."""
    filled = [place for place, line in enumerate(lines) if any(cell.strip() for cell in line)][:LOOKED_AT]
    for loosely in (False, True):
        found = [(place, matched) for place in filled if (matched := list_of(lines[place], title, loosely=loosely))]
        if found:
            return max(found, key=lambda pair: pair[1].score)
    return 0, None


def _below(lines: Lines, start: int) -> Sheet:
    """The headings and what stands below, without totals, notes and headings said again."""
    known = [cell for cell in lines[start] if cell.strip()]
    return sheet(lines[start:], known=[" ".join(cell.casefold().split()) for cell in known])


def _rows(book: Workbook, one: AnnexList, found: Sheet, places: dict[str, int], start: int) -> list[Row]:
    columns = {name: _column(book, one, name, found, place, start) for name, place in places.items()}
    columns = {name: values for name, values in columns.items() if one.columns[name].kind != "left"}
    others = {
        heading.strip(): [line[place].strip() or None for line in found.rows]
        for place, heading in enumerate(found.header)
        if heading.strip() and place not in places.values()
    }
    every = {**others, **columns}
    return [
        {name: values[number] for name, values in every.items()}
        for number in range(len(found.rows))
        if any(values[number] is not None for values in columns.values())
    ]


def _column(book: Workbook, one: AnnexList, name: str, found: Sheet, place: int, start: int) -> list[Any]:
    column = one.columns[name]
    texts = [line[place] for line in found.rows]
    read = cells.reader(column.kind, texts)
    values, wrong = [], []
    for number, text in zip(found.numbers, texts, strict=True):
        try:
            values.append(cells.value(read, text))
        except Wrong:
            values.append(None)
            wrong.append(number + start)
    if wrong:
        book.unreadable.append(_told(one, column.label, column.kind, wrong))
    return values


def _told(one: AnnexList, label: str, kind: str, numbers: Sequence[int]) -> str:
    what = {"date": "a date", "number": "a number"}.get(kind, "readable")
    rows = ", ".join(f"{number:,}" for number in numbers[:NAMED])
    more = f" and {len(numbers) - NAMED:,} more" if len(numbers) > NAMED else ""
    said = f"row {rows} is" if len(numbers) == 1 else f"rows {rows}{more} are"
    return f"{one.name}, {label}: {said} not {what}."
