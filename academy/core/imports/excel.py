"""Excel files: looked at from outside first, then read by another process that may be lost without harm."""

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from academy.core.imports.layout import LOOKED_AT, Unreadable, known_in
from academy.core.imports.workbook import DAMAGED, TOO_MUCH

MEBIBYTE = 1024 * 1024
EXCEL, OPEN_DOCUMENT = "xl/workbook.xml", "content.xml"  # the part that tells one kind of workbook from the other
UNPACKED, RATIO, ENTRIES = 100 * MEBIBYTE, 100, 2_000
WORKBOOK = Path(__file__).with_name("workbook.py")
SECONDS = 90
LOOKED_INTO = 16_384
Rows = list[list[str]]


def rows(content: bytes, *, known: frozenset[str], kinds: tuple[str, ...] = (EXCEL,)) -> tuple[Rows, list[str]]:
    """Of the sheets that people can see, the one with most of our headings, and of those the longest; and a note when
    there were others."""
    found: list[tuple[tuple[int, int], str, Rows]] = []
    for name, cells in sheets(content, kinds=kinds):
        headings = max((known_in(row, known) for row in cells[: 2 * LOOKED_AT]), default=0)
        score = (headings, len(cells) if headings else 0)
        if not found or score > found[0][0]:
            found.insert(0, (score, name, cells))
        else:
            found.append((score, name, []))
    if not found:
        raise Unreadable("The Excel file has no sheet with rows that we can read. Choose another.")
    note = f"The file has {len(found)} sheets. We read “{found[0][1][:60]}”."
    return found[0][2], [note] if len(found) > 1 else []


def sheets(content: bytes, *, kinds: tuple[str, ...] = (EXCEL,)) -> Iterator[tuple[str, Rows]]:
    """Each sheet that people can see and that has something in it: its name and its rows."""
    refuse_unsafe(content, kinds=kinds)
    for line in filter(None, _told(content).split("\n")):
        name, cells = json.loads(line)
        yield name, cells


def words_in(content: bytes) -> bytes:
    """The first words of a workbook, to tell by them what it is about; nothing when it would be unsafe to look."""
    try:
        refuse_unsafe(content)
        with zipfile.ZipFile(io.BytesIO(content)) as packed, packed.open("xl/sharedStrings.xml") as part:
            return re.sub(rb"<[^>]*>", b" ", part.read(LOOKED_INTO))
    except (Unreadable, KeyError, *DAMAGED):
        return b""


def _told(content: bytes) -> str:
    try:
        command = [sys.executable, "-I", str(WORKBOOK)]
        done = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise Unreadable("This Excel file takes too long to read. Save it as CSV and send that.") from None
    if done.returncode == TOO_MUCH:
        raise Unreadable("The Excel file holds more text than a staff list can. Send it in parts.")
    if done.returncode:
        words = "We cannot read this Excel file. Open it, save it again as .xlsx or as CSV, and send that."
        raise Unreadable(words)
    return done.stdout.decode()


def refuse_unsafe(content: bytes, *, kinds: tuple[str, ...] = (EXCEL,)) -> None:
    """Looks at the list of what is packed inside, before anything is unpacked (a bomb says so there, or is cut off)."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except DAMAGED:
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
    if not {entry.filename for entry in entries} & set(kinds):
        raise Unreadable("This is a zip file, but not an Excel file. Send the table itself, as .xlsx or as CSV.")
