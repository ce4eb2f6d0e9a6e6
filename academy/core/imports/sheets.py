"""From the bytes of a file to rows of text, whatever program wrote it. What cannot be read is refused in words."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from academy.core.imports import excel
from academy.core.imports.excel import MEBIBYTE
from academy.core.imports.layout import ROWS, Sheet, Unreadable, sheet

PACKED = 20 * MEBIBYTE
DELIMITERS = (",", ";", "\t", "|")
LINES = 2 * ROWS
OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def read(content: bytes, name: str, *, known: Iterable[str] = (), kinds: tuple[str, ...] = (excel.EXCEL,)) -> Sheet:
    """CSV or a workbook of one of these `kinds`, told apart by what is in the file. `known` headings say which row
    holds them."""
    known = frozenset(known)
    refuse_size(content)
    if content.startswith(b"PK"):
        rows, notes = excel.rows(content, known=known, kinds=kinds)
        found = sheet(rows, known=known)
        return replace(found, notes=(*notes, *found.notes))
    if content.startswith(OLD_EXCEL):
        raise Unreadable("This is an old Excel file, or one with a password. Save it as .xlsx or as CSV without one.")
    if content.startswith((b"%PDF", b"{\\rtf")):
        raise Unreadable("This is a document, not a table. Save the table as .xlsx or as CSV.")
    text = decoded(content)
    if text.lstrip()[:1] == "<":
        raise Unreadable("This is a web page or XML, not a table. Save it as .xlsx or as CSV.")
    return sheet(_csv_rows(text), known=known)


def plain_rows(content: bytes) -> list[list[str]]:
    """A CSV that somebody else publishes, and nobody here can correct: a zero character in it stands for nothing."""
    return _csv_rows(decoded(content).replace("\0", ""))


def refuse_size(content: bytes) -> None:
    if not content.strip(b" \t\r\n\0"):
        raise Unreadable("The file is empty. Choose another.")
    if len(content) > PACKED:
        size = len(content) / MEBIBYTE
        raise Unreadable(f"The file has {size:,.0f} MB. The most we take is 20 MB: send it in two parts.")


def decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _printed(content.decode("utf-16", "replace"))
    for zeros, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if content[zeros:400:2].count(0) > len(content[zeros:400:2]) // 2:
            return _printed(content.decode(encoding, "replace"))
    try:
        return _printed(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _printed(content.decode("cp1252", "replace"))  # what Excel on Windows writes as plain CSV


def _printed(text: str) -> str:
    """A photograph or a program has bytes that no text has. A few may be a slip, and are told of row by row."""
    start = text[:4_000]
    if sum((letter < " " and letter not in "\t\r\n\f") or letter == "\ufffd" for letter in start) * 20 > len(start):
        raise Unreadable("This is not a text file or an Excel file. Save the table as .xlsx or as CSV.")
    return text.removeprefix("\ufeff")


def _csv_rows(text: str) -> list[list[str]]:
    delimiter = delimiter_of(text)
    if found := re.match(r"sep=(.)\r?\n", text):  # a line for Excel alone, which does not show it
        delimiter, text = found[1], text[found.end() :]
    lines: list[list[str]] = []
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        lines.extend(islice(reader, LINES + 1))  # those before a fault are kept, and counted
    except (csv.Error, TypeError, ValueError):  # a delimiter that cannot be one, or a cell without an end
        words = "A cell is far too long. Perhaps a quotation mark is opened and never closed."
        raise Unreadable(f"We cannot read past row {len(lines) + 1:,}. {words}") from None
    if len(lines) > LINES:
        raise Unreadable(f"The file has more than {LINES:,} lines, most of them empty. Leave those out.")
    if text.count('"') % 2 and lines and any("\n" in cell or "\r" in cell for cell in lines[-1]):
        raise Unreadable(f"A quotation mark on row {len(lines):,} is opened and never closed. Close or remove it.")
    return lines


def delimiter_of(text: str) -> str:
    """The one that parts the first lines most often and most evenly, leaving aside what stands in quotation marks."""
    lines = [line for line in re.sub(r'"[^"]*"', "", text[:65_536]).splitlines() if line.strip()][:40]
    counts = {delimiter: [line.count(delimiter) for line in lines] for delimiter in DELIMITERS}
    return max(DELIMITERS, key=lambda delimiter: _evenness(counts[delimiter]))


def _evenness(counts: list[int]) -> tuple[int, int]:
    """How many lines have the commonest number of it, and that number: a title line has none."""
    filled = [count for count in counts if count]
    if not filled:
        return 0, 0
    commonest = max(filled, key=lambda count: (filled.count(count), count))
    return filled.count(commonest) * min(commonest, 20), max(filled)
