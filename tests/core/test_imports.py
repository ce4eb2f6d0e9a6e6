"""Reading whatever people send: every encoding and every slip, and a sentence for what cannot be read."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from academy.core.imports import Column, Fault, Sheet, Unreadable, Wrong, read
from academy.core.imports.cells import clean, number, plain, reader
from academy.core.imports.dates import day
from academy.core.imports.excel import RATIO, sheets
from academy.core.refusals import Refused

TEXT = "Staff number,Name\r\nW1,Siân Łuczak\r\n"
SHEET = Sheet(["Staff number", "Name"], [["W1", "Siân Łuczak"]], [2])
KNOWN = ("staff number", "name", "start date")


def a_workbook(rows: list[list], *, sheets: int = 1) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    for _ in range(sheets):
        sheet = book.add_worksheet()
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    book.close()
    return file.getvalue()


def a_zip(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_reads_the_same(encoding):
    bom = b"\xfe\xff" if encoding == "utf-16-be" else b""

    assert read(bom + TEXT.encode(encoding), "staff.csv") == SHEET


def test_what_excel_on_windows_writes_is_read_too():
    assert read("Name;Staff number\nZoë – “Zed”;W1\n".encode("cp1252"), "x.csv").rows == [["Zoë – “Zed”", "W1"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_endings_are_told_apart(delimiter, ending):
    text = TEXT.replace(",", delimiter).replace("\r\n", ending)

    assert read(text.encode(), "staff.csv") == SHEET


@pytest.mark.parametrize(
    ("text", "rows", "numbers"),
    [
        ("\n\nStaff number,Name\n\nW1,A\n,\nW2,B\n", [["W1", "A"], ["W2", "B"]], [5, 7]),
        ("Staff of Weyshire\n\nStaff number,Name\nW1,A\n", [["W1", "A"]], [4]),
        ("sep=;\nStaff number;Name\nW1;A\n", [["W1", "A"]], [2]),
        ('Staff number,Name\nW1,"Two\nlines"\nW2,B\n', [["W1", "Two\nlines"], ["W2", "B"]], [2, 3]),
        ("Staff number,Name,,\nW1\nW2,B,,\nW3,C,,\n", [["W1", ""], ["W2", "B"], ["W3", "C"]], [2, 3, 4]),
    ],
)
def test_rows_keep_the_numbers_that_a_spreadsheet_shows(text, rows, numbers):
    assert read(text.encode(), "staff.csv", known=KNOWN) == Sheet(["Staff number", "Name"], rows, numbers)


def test_a_column_without_a_heading_is_let_be_and_a_cell_beyond_them_all_is_told_of():
    sheet = read(b"Staff number,Name,,\nW1,A,,x\nW2,B,,,y\n", "staff.csv", known=KNOWN)

    assert sheet.header == ["Staff number", "Name", "", ""]
    assert sheet.rows == [["W1", "A", "", "x"], ["W2", "B", "", "", "y"]]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (b"\xef\xbb\xbf \r\n", "The file has no rows"),
        (b"x" * (21 * 1024 * 1024), "The file has 21 MB. The most we take is 20 MB"),
        (b"\xd0\xcf\x11\xe0 old", "old Excel file"),
        (b"%PDF-1.7", "a document"),
        (b"<html><table>", "a web page or XML"),
        (bytes(range(256)) * 40, "not a text file"),
        (b'Name,Staff number\n"never closed,W1\n' + b"a,b\n" * 50_000, "never closed"),
        (b'Name,Staff number\nA,W1\n"never closed,W2\nB,W3\n', "A quotation mark on row 3 is opened and never closed"),
        (b"a," * 600 + b"b\n1,2\n", "601 columns"),
        (b"PK\x03\x04 broken", "damaged"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(content, words):
    with pytest.raises(Unreadable, match=words):
        read(content, "staff.csv")


def test_excel_cells_come_as_people_typed_them():
    rows = [["Staff number", "Name", "Start", "FTE", "Is agency"], [10442, "Siân", date(2026, 11, 2), 0.6, True]]

    sheet = read(a_workbook([[], ["a title"], *rows]), "staff.xlsx", known=KNOWN)

    assert sheet == Sheet(rows[0], [["10442", "Siân", "2026-11-02", "0.6", "TRUE"]], [4])


def test_a_formula_that_failed_is_not_an_empty_cell():
    """An end date that was looked up and not found is no sign that somebody is still in post."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    for name, error in (("Notes", "#REF!"), ("Staff", "#N/A")):
        sheet = book.add_worksheet(name)
        sheet.write_row("B2", ["Staff number", "End date", "Name"])
        sheet.write_row("B3", ["W1", "", "Siân"])
        for row in range(3, 9):
            sheet.write_formula(f"C{row}", "=VLOOKUP(1, A1:A1, 1, 0)", value=error)
    book.close()

    found = list(sheets(file.getvalue()))

    assert [[row for row in cells[2:] if row] for _, cells in found] == [
        [["", "W1", "#REF!", "Siân"]],
        [["", "W1", "#N/A", "Siân"]],
    ]


def test_the_first_sheet_with_something_in_it_is_read():
    assert read(a_workbook([["Name", "Staff number"], ["A", "W1"]], sheets=3), "x.xlsx").rows == [["A", "W1"]]


def test_a_workbook_that_unfolds_to_far_more_than_it_was_is_refused_before_it_is_opened():
    bomb = a_zip({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b"0" * (60 * 1024 * 1024)})

    with pytest.raises(Unreadable, match=rf"times its size. The most we open is {RATIO} times"):
        read(bomb, "staff.xlsx")


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"xl/workbook.xml": b"x", **{f"part{n}": b"x" for n in range(2_001)}}, "2,002 parts"),
        ({"readme.txt": b"hello"}, "a zip file, but not an Excel file"),
        ({"xl/workbook.xml": b"<not-closed"}, "We cannot read this Excel file"),
    ],
)
def test_a_zip_that_is_no_workbook_is_refused(parts, words):
    with pytest.raises(Unreadable, match=words):
        read(a_zip(parts), "staff.xlsx")


def test_two_cells_at_the_far_ends_of_a_sheet_do_not_take_the_machine_down():
    """The sheet says it is a million rows by sixteen thousand columns: whoever believes that runs out of memory."""
    book = a_workbook([["Name", "Staff number"], ["A", "W1"]])
    with zipfile.ZipFile(io.BytesIO(book)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    parts["xl/worksheets/sheet1.xml"] = sheet.replace("</sheetData>", far).encode()

    with pytest.raises(Unreadable):
        read(a_zip(parts), "staff.xlsx")


def read_or_refused(content: bytes) -> Sheet | str:
    """The rows, or the sentence: any other exception is what these tests look for."""
    try:
        return read(content, "staff.csv", known=KNOWN)
    except Refused as refused:
        return refused.words


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes_are_read_or_refused(content):
    sheet = read_or_refused(content)

    assert isinstance(sheet, str) or all(len(row) >= len(sheet.header) for row in sheet.rows)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(alphabet='Staff number,Name;\t"\r\n\0\u202e\ud800é=', max_size=60), max_size=12))
def test_any_text_is_read_or_refused(lines):
    content = "\n".join(["Staff number,Name,Start date", *lines]).encode("utf-8", "surrogatepass")
    sheet = read_or_refused(content)

    assert isinstance(sheet, str) or len(sheet.rows) == len(sheet.numbers)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("31/12/2026", date(2026, 12, 31)),
        ("1.2.26", date(2026, 2, 1)),
        ("3-4-98", date(1998, 4, 3)),
        ("2026-12-31", date(2026, 12, 31)),
        ("2026-12-31 00:00:00", date(2026, 12, 31)),
        ("2026-12-31T09:30:00Z", date(2026, 12, 31)),
        ("5 Sept 2024", date(2024, 9, 5)),
        ("05-Jan-2024", date(2024, 1, 5)),
        ("Monday, 2nd November 2026", date(2026, 11, 2)),
        ("46328", date(2026, 11, 2)),
        ("29/02/2024", date(2024, 2, 29)),
    ],
)
def test_dates_are_read_as_people_and_excel_write_them(typed, read):
    assert day(typed) == read


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("31/11/2026", "November has 30 days"),
        ("29/02/2023", "February has 28 days in 2023"),
        ("12/31/2025", "there are 12 months, and the day comes first"),
        ("soon", "that is not a date. Write it like 31/12/2026"),
        ("99999", "that is not a date. Write it like 31/12/2026"),
        ("1/1/0000", "there is no year 0"),
        ("٣١/١٢/٢٠٢٦x", "that is not a date. Write it like 31/12/2026"),
    ],
)
def test_what_is_not_a_date_is_told_why(typed, words):
    with pytest.raises(Wrong, match=words.replace(".", r"\.")):
        day(typed)


@settings(max_examples=500)
@given(st.text(max_size=30))
def test_any_cell_is_a_value_or_a_fault(cell):
    for column in (
        Column("a", "A", limit=20),
        Column("b", "B", kind=date),
        Column("c", "C", kind=Decimal),
        Column("d", "D", kind=int),
    ):
        found = reader(column, None)(cell)

        assert found is None or isinstance(found, Fault | column.kind)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1", Decimal(1)),
        ("0,5", Decimal("0.5")),
        ("60%", Decimal("0.6")),
        ("1,234.5", Decimal("1234.5")),
        (" 3 ", Decimal(3)),
    ],
)
def test_numbers_are_read_with_either_comma(typed, read):
    assert number(clean(typed)) == read


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  Siân  ", "Siân"),
        ("Sia\u0302n", "Siân"),
        ("Zo\u200bë\u00a0Vale", "Zoë Vale"),
        ("two\r\nlines", "two lines"),
        ("'=1+1", "=1+1"),
        ("'tHart", "'tHart"),
    ],
)
def test_cells_are_cleaned_of_what_cannot_be_seen(cell, text):
    assert clean(cell) == text


@pytest.mark.parametrize("cell", ["Web\u202eb", "a\0b", "a\x07", "a\ud800b"])
def test_what_would_turn_text_round_or_ring_a_bell_is_a_fault(cell):
    with pytest.raises(Wrong) as wrong:
        clean(cell)

    assert wrong.value.code == "control"


def test_a_fault_shows_the_cell_and_no_more_of_it_than_needed():
    column = Column("post_start", "Start date", kind=date)

    found = reader(column, None)("31/11/2026" + "!" * 500)

    assert isinstance(found, Fault)
    assert len(found.message) < 160
    assert reader(column, None)("31/11/2026") == Fault(
        "date", "Start date is 31/11/2026: November has 30 days", "Correct the date", "post_start"
    )


@pytest.mark.parametrize(
    ("heading", "compared"),
    [("Start_Date *", "start date"), ("StaffNumber", "staff number"), (" E-mail ", "e mail"), ("FTE30", "fte30")],
)
def test_headings_are_compared_without_their_dress(heading, compared):
    assert plain(heading) == compared
