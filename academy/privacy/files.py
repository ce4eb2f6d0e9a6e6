"""A file of tables: a page to read, each table for a spreadsheet, and all of it for a machine."""

import io
import json
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string

from academy.core.exports import Table, csv_cell, csv_chunks
from academy.people.models import Person
from academy.ui.tables import cell_words


def packed(person: Person, tables: Sequence[Table], *, made_at: datetime) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("read-me-first.html", _page(person, tables, made_at))
        for number, table in enumerate(tables, start=1):
            file.writestr(f"tables/{number:02}-{table.file_name}.csv", b"".join(csv_chunks(table)))
        file.writestr("everything.json", json.dumps(_for_machines(tables), ensure_ascii=False, indent=1))
    return kept.getvalue()


def rows_in(tables: Sequence[Table]) -> int:
    return sum(len(list(table.rows)) for table in tables)


def _page(person: Person, tables: Sequence[Table], made_at: datetime) -> str:
    shown = [
        {
            "caption": table.caption,
            "titles": [column.title for column in table.columns],
            "lines": [[cell_words(value) for value in line] for line in table.lines()],
        }
        for table in tables
    ]
    return render_to_string("privacy/everything.html", {"person": person, "tables": shown, "made_at": made_at})


def _for_machines(tables: Sequence[Table]) -> dict[str, Any]:
    return {
        table.caption: [
            {column.name: _plain(value) for column, value in zip(table.columns, line, strict=True)}
            for line in table.lines()
        ]
        for table in tables
    }


def _plain(value: Any) -> Any:
    value = value if value is None or isinstance(value, bool) else csv_cell(value)
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
