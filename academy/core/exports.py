"""One description of a table: `academy.ui.tables` shows it as a page, and the same object is the CSV and the XLSX.

CSV starts with a byte order mark: without it Excel reads UTF-8 as Windows-1252 and spoils names such as Siân or Zoë.
Text is always quoted and numbers never are. Text that a spreadsheet could take for a formula starts with an apostrophe
in CSV; in XLSX every text cell is typed as text, so nothing is added to it.
"""

import csv
import math
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Any

import xlsxwriter
from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.text import slugify

from .figures import Figure

FORMULA_STARTS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
UNSEEN = " \u00a0\u200b\u2060\ufeff\x00"
ROWS_IN_A_CHUNK = 500
ROWS_IN_A_SHEET = 1_048_576
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORKBOOK_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}


@dataclass(frozen=True)
class Status:
    """A word from the design's list with a tone: good, due, late, note or calm. The word carries the meaning."""

    word: str
    tone: str = "calm"

    def __str__(self) -> str:
        return self.word


@dataclass(frozen=True)
class Column:
    """`name` is a key or attribute of the row (dots go deeper), `link` an address, `order_by` lets people sort."""

    name: str
    title: str
    kind: type = str
    link: Callable[[Any], str] | str | None = None
    align: str = ""
    order_by: str = ""
    value: Callable[[Any], Any] | None = None
    is_row_header: bool = False  # the cell that names its row: a name, a title
    is_labelled: bool = True  # on a phone the title stands before the value

    @property
    def is_numeric(self) -> bool:
        return self.align == "right" or (not self.align and self.kind in (int, float, Decimal))

    def of(self, row: Any) -> Any:
        return self.value(row) if self.value else reach(row, self.name)

    def address_of(self, row: Any) -> str:
        if self.link is None:
            return ""
        return (self.link(row) if callable(self.link) else reach(row, self.link)) or ""


@dataclass(frozen=True)
class Table:
    """`rows` is a list, a queryset or anything that can be walked; `total` saves counting it when it is known."""

    caption: str
    columns: Sequence[Column]
    rows: Iterable[Any]
    total: int | None = None

    @property
    def file_name(self) -> str:
        return slugify(self.caption)[:80] or "table"

    def lines(self) -> Iterator[list[Any]]:
        for row in walk(self.rows):
            yield [column.of(row) for column in self.columns]


def reach(row: Any, name: str) -> Any:
    for part in name.split("."):
        if row is None:
            return None
        row = row[part] if isinstance(row, Mapping) else getattr(row, part)
    return row() if callable(row) else row


def walk(rows: Iterable[Any]) -> Iterable[Any]:
    """A queryset is read a piece at a time, so that a long download stays small in memory."""
    return rows.iterator(chunk_size=500) if hasattr(rows, "iterator") else rows


def as_csv(table: Table) -> StreamingHttpResponse:
    response = StreamingHttpResponse(csv_chunks(table), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{table.file_name}.csv"'
    return response


def as_xlsx(table: Table) -> FileResponse:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    write_xlsx(table, file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{table.file_name}.xlsx", content_type=XLSX_TYPE)


def csv_chunks(table: Table) -> Iterator[bytes]:
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_NONNUMERIC)
    lines = table.lines()
    yield ("\ufeff" + writer.writerow([formula_safe(column.title) for column in table.columns])).encode()
    while chunk := list(islice(lines, ROWS_IN_A_CHUNK)):
        yield "".join(writer.writerow([csv_cell(value) for value in line]) for line in chunk).encode("utf-8", "replace")


def csv_cell(value: Any) -> str | int | float | Decimal:
    """Numbers stay numbers; dates are written 2026-11-17; everything else is text made safe."""
    if isinstance(value, bool) or value is None:
        return words_of(value)
    if isinstance(value, int | float | Decimal):
        return value if math.isfinite(value) else ""
    if isinstance(value, datetime):
        return _local(value).isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    return formula_safe(words_of(value))


def formula_safe(text: str) -> str:
    """An apostrophe in front of what Excel or LibreOffice would run as a formula, also behind a space it would trim."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) or text.lstrip(UNSEEN).startswith(FORMULA_STARTS) else text


def words_of(value: Any) -> str:
    """What a person reads in a cell that is not a number or a date."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, Figure):
        return value.shown
    return ", ".join(words_of(part) for part in value) if isinstance(value, list | tuple) else str(value)


def write_xlsx(table: Table, file: Any) -> None:
    workbook = xlsxwriter.Workbook(file, WORKBOOK_OPTIONS)
    sheet = workbook.add_worksheet(_sheet_name(table.caption))
    formats = {kind: workbook.add_format({"num_format": code}) for kind, code in SHEET_FORMATS.items()}
    _head(sheet, table.columns, bold=workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"}))
    for number, line in enumerate(table.lines(), start=1):
        if number >= ROWS_IN_A_SHEET:
            workbook.close()
            raise ValueError(f"An Excel sheet holds {ROWS_IN_A_SHEET - 1:,} rows. Filter the table, or take the CSV.")
        for place, value in enumerate(line):
            _write_cell(sheet, number, place, value, formats)
    workbook.close()


SHEET_FORMATS = {date: "d mmm yyyy", datetime: "d mmm yyyy hh:mm", time: "hh:mm"}


def _head(sheet: Any, columns: Sequence[Column], *, bold: Any) -> None:
    for place, column in enumerate(columns):
        sheet.set_column(place, place, 12 if column.is_numeric or column.kind in SHEET_FORMATS else 28)
        sheet.write_string(0, place, column.title, bold)
    sheet.freeze_panes(1, 0)


def _write_cell(sheet: Any, row: int, place: int, value: Any, formats: Mapping[type, Any]) -> None:
    if isinstance(value, bool) or value is None:
        sheet.write_string(row, place, words_of(value))
    elif isinstance(value, int | float | Decimal):
        if math.isfinite(value):
            sheet.write_number(row, place, value)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, place, _local(value).replace(tzinfo=None), formats[datetime])
    elif isinstance(value, date | time):
        sheet.write_datetime(row, place, value, formats[date if isinstance(value, date) else time])
    else:
        sheet.write_string(row, place, _sheet_text(words_of(value)))


def _sheet_text(text: str) -> str:
    """XML has no place for control characters or halves of a character, and a cell none for more than 32,767."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "\ufffd", text)[:32_767]


def _sheet_name(caption: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", _sheet_text(caption)).strip()[:31].strip() or "Table"


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


class _Echo:
    """The csv writer wants something to write to; this hands each line straight back."""

    def write(self, line: str) -> str:
        return line
