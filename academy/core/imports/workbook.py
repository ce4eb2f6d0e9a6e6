"""Reads an Excel file for somebody else: the file on standard input, the rows as JSON on standard output.

Started as a program of its own, with a limit on memory and time, because a small file can unfold into a huge one and
take whoever opens it down. It knows nothing of the Academy and needs nothing of it.
"""

import io
import json
import sys
from datetime import date, datetime, time
from typing import Any

MEMORY = 1_500 * 1024 * 1024
SECONDS = 60
ROWS, COLUMNS = 1_048_576, 500


def main() -> None:
    limit()
    print(json.dumps(rows(sys.stdin.buffer.read())))


def limit() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def rows(content: bytes) -> list[list[str]]:
    """The first sheet that people can see and that has something in it, from its first row on."""
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for place, sheet in enumerate(workbook.sheets_metadata):
        if sheet.visible == SheetVisibleEnum.Visible:
            found = workbook.get_sheet_by_index(place)
            if found.height and found.width <= COLUMNS:
                return [[text(cell) for cell in row] for row in found.to_python(skip_empty_area=False)]
    return []


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
