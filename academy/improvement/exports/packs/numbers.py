"""Every number of a pack, one reading a row: CSV and Excel, each from the same table."""

from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from academy.core.exports import Column, Table, csv_chunks, write_xlsx
from academy.improvement.exports.packs.packing import packed_alike

COLUMNS = [
    Column("title", "Measure", is_row_header=True),
    Column("when", "When"),
    Column("value", "Value"),
    Column("of", "Of how many"),
    Column("note", "Note"),
    Column("target", "Target at the end"),
    Column("status", "In a word, now"),
]


def pack_table(said: dict[str, Any]) -> Table:
    rows = [
        {
            "title": one["title"],
            "when": when,
            "value": value,
            "of": of,
            "note": note,
            "target": one["final"],
            "status": one["status"][0] if one["status"] else "",
        }
        for one in said["measures"]
        for when, value, of, note in one["rows"]
    ]
    return Table(said["title"], COLUMNS, rows)


def pack_csv(said: dict[str, Any]) -> bytes:
    return b"".join(csv_chunks(pack_table(said)))


def pack_xlsx(said: dict[str, Any], *, on: date) -> bytes:
    file = BytesIO()
    write_xlsx(pack_table(said), file)
    return packed_alike(file.getvalue(), at=datetime.combine(on, time(12)))
