"""Reads an Excel file for somebody else: the file on standard input, each sheet as a line of JSON on standard output.

Started as a program of its own, with a limit on memory and time, because a small file can unfold into a huge one and
take whoever opens it down. It knows nothing of the Academy and needs nothing of it.
"""

import io
import json
import posixpath
import re
import sys
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

MEBIBYTE = 1024 * 1024
MEMORY = 768 * MEBIBYTE
SECONDS = 60
SHEETS = 40
CELL, LETTERS = 4_000, 64 * MEBIBYTE  # the most of one cell, and of all that is told
ROWS = 210_000
# read as text: a parser would take seven times as long over a large sheet as calamine does
FAILED_CELL = re.compile(
    rb"""<(?:\w+:)?c\s([^<>]*\bt=["']e["'][^<>]*)>\s*(?:<(?:\w+:)?f\b[^<>]*>(?:[^<]*</(?:\w+:)?f>)?\s*)?<(?:\w+:)?v>([^<]*)<"""
)
CELL_NAME = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
# what the standard library says of a packed file that is not whole, or is packed in a way it does not know
DAMAGED = (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, OSError, EOFError)
# and of a part that is not there, or is no XML
NOT_SUCH = (*DAMAGED, KeyError, IndexError, StopIteration, SyntaxError)
TOO_MUCH = 3  # how the program ends when there is more than that


class TooMuch(Exception):
    """More text than any staff list has."""


def main() -> None:
    limit()
    try:
        tell(sys.stdin.buffer.read())
    except TooMuch:
        sys.exit(TOO_MUCH)


def tell(content: bytes) -> None:
    told = 0
    for line in sheets(content):
        told += len(line)
        if told > LETTERS:
            raise TooMuch
        sys.stdout.buffer.write(f"{line}\n".encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def limit() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def sheets(content: bytes) -> Iterator[str]:
    """Those that people can see and that have something in them, each as its name and its rows."""
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    visible = [
        place for place, sheet in enumerate(workbook.sheets_metadata) if sheet.visible == SheetVisibleEnum.Visible
    ]
    for place in visible[:SHEETS]:
        found = workbook.get_sheet_by_index(place)
        rows = list(rows_of(found, failed_formulas(content, place))) if found.height else []
        if any(rows):
            yield json.dumps([found.name, rows], ensure_ascii=False)


def rows_of(sheet: Any, failed: dict[int, dict[int, str]]) -> Iterator[list[str]]:
    """From the first row on, so that the numbers are those a spreadsheet shows."""
    letters = filled = 0
    left = [""] * (sheet.start[1] if sheet.start else 0)
    for number, cells in enumerate(sheet.iter_rows(), 1):
        row = left + [text(cell)[:CELL] for cell in cells]
        if any(cell.strip() for cell in row):  # formulas are often dragged down past the last line
            for place, error in failed.get(number, {}).items():
                row[place] = error
        while row and not row[-1].strip():
            row.pop()
        letters, filled = letters + sum(map(len, row)) + len(row), filled + bool(row)
        if letters > LETTERS or filled > ROWS:
            raise TooMuch
        yield row


def failed_formulas(content: bytes, place: int) -> dict[int, dict[int, str]]:
    """By row from 1 and column from 0: what Excel shows where a formula failed. Calamine tells such cells as empty."""
    found: dict[int, dict[int, str]] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            sheet = packed.read(part_of(packed, place))
    except NOT_SUCH:  # another kind of workbook, or one that only calamine can read
        return {}
    for attributes, error in FAILED_CELL.findall(sheet):
        if name := CELL_NAME.search(attributes):
            found.setdefault(int(name[2]), {})[column(name[1].decode())] = error.decode("utf-8", "replace")
    return found


def part_of(packed: zipfile.ZipFile, place: int) -> str:
    """Where the sheet of that place lies in the file."""
    sheet = elements(packed, "xl/workbook.xml", "sheet")[place]
    key = next(value for name, value in sheet.attrib.items() if name.endswith("}id"))
    links = elements(packed, "xl/_rels/workbook.xml.rels", "Relationship")
    target = next(link.get("Target", "") for link in links if link.get("Id") == key)
    return posixpath.normpath(posixpath.join("/xl", target)).removeprefix("/")


def elements(packed: zipfile.ZipFile, part: str, name: str) -> list[Any]:
    from defusedxml.ElementTree import fromstring

    every = fromstring(packed.read(part), forbid_dtd=True).iter()
    return [element for element in every if element.tag.rpartition("}")[2] == name]


def column(letters: str) -> int:
    """A is 0, Z is 25, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def text(value: Any) -> str:
    """As a person would have typed it: 10442 and not 10442.0, and dates that cannot be misread."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < 10**15 else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)


if __name__ == "__main__":
    main()
