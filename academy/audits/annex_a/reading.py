"""An Annex A workbook, read in memory: lists known by their headings, and sentences about what could not be read.

Nothing here is written anywhere, and no sentence repeats what a cell says.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest
from pathlib import Path
from typing import IO, Any

from academy.audits.annex_a import cells
from academy.audits.annex_a.columns import AnnexList, lists
from academy.audits.annex_a.headings import Matched, list_of, places_of
from academy.core.imports import Sheet, Unreadable, Wrong
from academy.core.imports.cells import plain
from academy.core.imports.excel import EXCEL, OPEN_DOCUMENT, refuse_unsafe
from academy.core.imports.excel import sheets as excel_sheets
from academy.core.imports.layout import LOOKED_AT, sheet
from academy.core.imports.sheets import PACKED, plain_rows, refuse_size
from academy.core.imports.sheets import read as read_sheet
from academy.core.imports.workbook import DAMAGED

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
    """Every list of a workbook, of CSVs in one zip, or the one that a CSV holds. Raises Unreadable, with words."""
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
    if not content.startswith(b"PK"):
        return [("", _table(content))]
    if names := _tables_in(content):
        refuse_unsafe(content, kinds=names)
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return [(Path(name).stem, _table(packed.read(name))) for name in names]
    return list(excel_sheets(content, kinds=(EXCEL, OPEN_DOCUMENT)))


def _tables_in(content: bytes) -> tuple[str, ...]:
    """The CSV files of a zip: a list in each."""
    try:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except DAMAGED:
        return ()
    return tuple(name for name in names if name.casefold().endswith(".csv") and not name.startswith("__MACOSX"))


def _table(content: bytes) -> Lines:
    """The lines of a CSV as they stand, once it is known to be one."""
    known = {plain(word) for one in lists().values() for column in one.columns.values() for word in column.headings}
    read_sheet(content, "", known=known)
    return plain_rows(content)


def _add(book: Workbook, title: str, lines: Lines, *, number: int) -> None:
    start, header, matched = _headings(title, lines)
    if matched is None:
        if title and any(sum(bool(cell.strip()) for cell in line) > 3 for line in lines[:LOOKED_AT]):
            book.unreadable.append(f"Sheet {number} has not the headings of a list we know.")
        return
    name = matched.found.name
    found = _below([header, *lines[start + 1 :]])
    places = places_of(found.header, matched.found, loosely=True)
    rows = _rows(book, matched.found, found, places, start)
    headings = {column: found.header[place].strip() for column, place in places.items()}
    already = {tuple(row.items()) for row in book.lists.get(name, [])}
    book.lists.setdefault(name, []).extend(row for row in rows if tuple(row.items()) not in already)
    book.headings[name] = {**headings, **book.headings.get(name, {})}


def _headings(title: str, lines: Lines) -> tuple[int, Sequence[str], Matched | None]:
    """The line near the top that is most like the headings of a list; slips of the pen count when nothing else does."""
    for loosely in (False, True):
        found = [
            (place, line, matched)
            for place, line in _may_be_headings(lines)
            if (matched := list_of(line, title, loosely=loosely))
        ]
        if found:
            return max(found, key=lambda one: one[2].score)
    return 0, [], None


def _may_be_headings(lines: Lines) -> Iterator[tuple[int, Sequence[str]]]:
    """Each line near the top; then each with what stands above its empty cells, for headings merged over two rows."""
    filled = [place for place, line in enumerate(lines) if any(cell.strip() for cell in line)][:LOOKED_AT]
    yield from ((place, lines[place]) for place in filled)
    for above, below in pairwise(filled):
        merged = [
            under if under.strip() else over for over, under in zip_longest(lines[above], lines[below], fillvalue="")
        ]
        if merged != list(lines[below]):
            yield below, merged


def _below(lines: Lines) -> Sheet:
    """The headings and what stands below, without totals, notes and headings said again."""
    return sheet(lines, known=[plain(cell) for cell in lines[0] if cell.strip()])


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
