"""From the bytes of a file to rows of text, whatever program wrote it. What cannot be read is refused in words."""

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from academy.core.imports.cells import plain
from academy.core.refusals import Refused

MEBIBYTE = 1024 * 1024
PACKED, UNPACKED, RATIO, ENTRIES = 20 * MEBIBYTE, 100 * MEBIBYTE, 100, 2_000
ROWS, COLUMNS = 200_000, 500
DELIMITERS = (",", ";", "\t", "|")
LOOKED_AT = 10  # rows in which the headings may stand, under a title or a date
WORKBOOK = Path(__file__).with_name("workbook.py")
OLD_EXCEL = b"\xd0\xcf\x11\xe0"


class Unreadable(Refused):
    """A file that is not a table, or that it would be unsafe to open."""


@dataclass(frozen=True)
class Sheet:
    """The headings, and the rows below them with the numbers that a spreadsheet shows beside them."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: Sequence[int]


def read(content: bytes, name: str, *, known: Iterable[str] = ()) -> Sheet:
    """CSV or Excel, told apart by what is in the file. `known` headings say which row holds them."""
    refuse_size(content)
    if content.startswith(b"PK"):
        return sheet(_workbook_rows(content), known=known)
    if content.startswith(OLD_EXCEL):
        raise Unreadable("This is an old Excel file, or one with a password. Save it as .xlsx or as CSV without one.")
    if content.startswith((b"%PDF", b"{\\rtf")):
        raise Unreadable("This is a document, not a table. Save the table as .xlsx or as CSV.")
    text = decoded(content)
    if text.lstrip()[:1] == "<":
        raise Unreadable("This is a web page or XML, not a table. Save it as .xlsx or as CSV.")
    return sheet(_csv_rows(text), known=known)


def refuse_size(content: bytes) -> None:
    if not content.strip(b" \t\r\n\0"):
        raise Unreadable("The file is empty. Choose another.")
    if len(content) > PACKED:
        size = len(content) / MEBIBYTE
        raise Unreadable(f"The file has {size:,.0f} MB. The most we take is 20 MB: send it in two parts.")


def sheet(lines: Sequence[Sequence[str]], *, known: Iterable[str] = ()) -> Sheet:
    """The first row in which two headings are known, near the top; else the first that is not empty."""
    filled = [(number, line) for number, line in enumerate(lines, start=1) if any(cell.strip() for cell in line)]
    if not filled:
        raise Unreadable("The file has no rows. Choose another.")
    if len(filled) > ROWS:
        raise Unreadable(f"The file has {len(filled):,} rows. The most we take is {ROWS:,}: send it in parts.")
    start = _heading_row([line for _, line in filled[:LOOKED_AT]], frozenset(known))
    header = [cell.strip() for cell in filled[start][1]]
    while header and not header[-1]:
        header.pop()
    if len(header) > COLUMNS:
        raise Unreadable(
            f"The file has {len(header):,} columns. The most we take is {COLUMNS}: leave out what is empty."
        )
    below = filled[start + 1 :]
    return Sheet(header, [_as_wide(line, len(header)) for _, line in below], [number for number, _ in below])


def _heading_row(lines: Sequence[Sequence[str]], known: frozenset[str]) -> int:
    for place, line in enumerate(lines):
        if sum(plain(cell) in known for cell in line[:COLUMNS]) >= 2:
            return place
    return 0


def _as_wide(line: Sequence[str], width: int) -> Sequence[str]:
    """Excel leaves out empty cells at the end of a row, so a short row is only short. A long one is told of later."""
    if len(line) < width:
        return [*line, *[""] * (width - len(line))]
    return line if len(line) == width or any(cell.strip() for cell in line[width:]) else line[:width]


def decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _printed(content.decode("utf-16", "replace"))
    if content[1:400:2].count(0) > len(content[1:400:2]) // 2:
        return _printed(content.decode("utf-16-le", "replace"))
    try:
        return _printed(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _printed(content.decode("cp1252", "replace"))  # what Excel on Windows writes as plain CSV


def _printed(text: str) -> str:
    """A photograph or a program has bytes that no text has. A few may be a slip, and are told of row by row."""
    start = text[:4_000]
    if sum((letter < " " and letter not in "\t\r\n") or letter == "\ufffd" for letter in start) * 20 > len(start):
        raise Unreadable("This is not a text file or an Excel file. Save the table as .xlsx or as CSV.")
    return text.removeprefix("\ufeff")


def _csv_rows(text: str) -> list[list[str]]:
    delimiter = delimiter_of(text)
    if found := re.match(r"sep=(.)\r?\n", text):  # a line for Excel alone, which does not show it
        delimiter, text = found[1], text[found.end() :]
    lines: list[list[str]] = []
    try:
        lines.extend(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except (csv.Error, TypeError, ValueError):  # a delimiter that cannot be one, or a cell without an end
        words = "A cell is far too long. Perhaps a quotation mark is opened and never closed."
        raise Unreadable(f"We cannot read past row {len(lines) + 1:,}. {words}") from None
    if text.count('"') % 2 and lines and any("\n" in cell or "\r" in cell for cell in lines[-1]):
        raise Unreadable(f"A quotation mark on row {len(lines):,} is opened and never closed. Close or remove it.")
    return lines


def delimiter_of(text: str) -> str:
    """The one that parts the first line into most cells, leaving aside what stands in quotation marks."""
    first = next((line for line in text[:65_536].splitlines() if line.strip()), "")
    outside = re.sub(r'"[^"]*"', "", first)
    return max(DELIMITERS, key=outside.count)


def _workbook_rows(content: bytes) -> list[list[str]]:
    _refuse_unsafe(content)
    command = [sys.executable, "-I", str(WORKBOOK)]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=120, check=False)
    except subprocess.TimeoutExpired:
        raise Unreadable("This Excel file takes too long to read. Save it as CSV and send that.") from None
    if done.returncode:
        words = "We cannot read this Excel file. Open it, save it again as .xlsx or as CSV, and send that."
        raise Unreadable(words)
    rows: list[list[str]] = json.loads(done.stdout)
    if not rows:
        raise Unreadable("The Excel file has no sheet with rows that we can read. Choose another.")
    return rows


def _refuse_unsafe(content: bytes) -> None:
    """Looks at the list of what is packed inside, before anything is unpacked (a bomb says so there, or is cut off)."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, UnicodeDecodeError):
        raise Unreadable("The Excel file is damaged. Open it, save it again, and send that.") from None
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > ENTRIES:
        raise Unreadable(f"The Excel file has {len(entries):,} parts. The most we open is {ENTRIES:,}: send it as CSV.")
    if unpacked > UNPACKED:
        size = unpacked / MEBIBYTE
        raise Unreadable(f"The Excel file would unpack to {size:,.0f} MB. The most we open is 100 MB: send it as CSV.")
    if unpacked > RATIO * len(content):
        words = f"unpacks to {unpacked / len(content):,.0f} times its size"
        raise Unreadable(f"The Excel file {words}. The most we open is {RATIO} times: send it as CSV.")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable("The Excel file has a password. Save it without one.")
    if "xl/workbook.xml" not in {entry.filename for entry in entries}:
        raise Unreadable("This is a zip file, but not an Excel file. Send the table itself, as .xlsx or as CSV.")
