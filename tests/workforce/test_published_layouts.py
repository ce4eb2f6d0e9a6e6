"""A published file is the same file whatever program saved it, and says which row does not fit."""

import io
from xml.sax.saxutils import escape
from zipfile import ZipFile

import pytest
import xlsxwriter

from academy.workforce.imports.published import read_published
from academy.workforce.rules.published import cell
from tests.workforce.test_published import LINES, file

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
)


def said(content: bytes) -> list[dict]:
    """The rows, each cell as it is understood."""
    rows = read_published(content).rows
    return [row | {"cells": {name: cell(text) for name, text in row["cells"].items()}} for row in rows]


@pytest.mark.parametrize(
    "saved",
    [
        lambda text: b"\xef\xbb\xbf" + text,
        lambda text: text.replace(b"\n", b"\r\n"),
        lambda text: text.replace(b",", b";"),
        lambda text: text.decode().encode("utf-16"),
        lambda text: b"The workforce\n\n" + text,
        lambda text: text.replace(b"\n", b",,\n"),
        lambda text: text.replace(b"time_period,geographic_level", b"Time period,Geographic Level"),
        lambda text: text.replace(b"2024,", b"2024.0,"),
        lambda text: text.replace(b"x,x", b"[x],[x]"),
        lambda text: text.replace(b"300,", b'"3,00",').replace(b"11.1", b"11.1%"),
    ],
)
def test_how_a_file_was_saved_changes_nothing(saved):
    assert said(saved(file())) == said(file())


def test_columns_may_stand_in_any_order():
    lines = [line.split(",") for line in file().decode().splitlines()]
    turned = "\n".join(",".join(reversed(line)) for line in lines).encode()

    assert said(turned) == said(file())


def workbook(lines: list[list[str]]) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"strings_to_numbers": True}) as book:
        sheet = book.add_worksheet()
        for place, line in enumerate(lines):
            sheet.write_row(place, 0, line)
    return made.getvalue()


def open_document(lines: list[list[str]]) -> bytes:
    """As small as such a file can be."""
    made = io.BytesIO()
    rows = "".join(f"<table:table-row>{''.join(map(_open_cell, line))}</table:table-row>" for line in lines)
    sheets = f'<office:spreadsheet><table:table table:name="A">{rows}</table:table></office:spreadsheet>'
    with ZipFile(made, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        words = f"<office:document-content {NAMES}><office:body>{sheets}</office:body></office:document-content>"
        packed.writestr("content.xml", words)
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
    return made.getvalue()


def _open_cell(text: str) -> str:
    kind = "" if not text else ' office:value-type="string"'
    return f"<table:table-cell{kind}><text:p>{escape(text)}</text:p></table:table-cell>"


@pytest.mark.parametrize("made", [workbook, open_document])
def test_a_workbook_says_what_the_csv_says(made):
    lines = [line.split(",") for line in file().decode().splitlines()]

    assert said(made(lines)) == said(file())


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("E901", "E09000021 / E09000027", ""),
        ("E901", "E" * 41, "its new code has 41 characters: the most is 40"),
        ("Eastshire", "E" * 121, "its name has 121 characters: the most is 120"),
        ("South", "S" * 81, "its region name has 81 characters: the most is 80"),
        ("2024", "20240930", "“20240930” is not a year"),
        ("2024", "202325", "“202325” is not a year"),
        ("25,20", "25,20,7", "it has 14 cells, and there are 13 headings"),
        ("Eastshire", "East\u202eshire", "a cell holds characters that cannot be seen"),
    ],
)
def test_what_does_not_fit_is_said_with_its_row_and_the_rest_is_kept(old, new, says):
    found = read_published(file(*LINES[:2], LINES[2].replace(old, new), LINES[3]))

    assert (len(found.rows), found.left_out) == ((3, [f"Row 4: {says}."]) if says else (4, []))


def test_neighbours_that_do_not_fit_are_said_and_the_rest_is_kept():
    head = "old_la_code,la_name,SN_1,SN_1P"
    rows = ["901,Eastshire,902,Close", "901,Again,902,Close", ",Nowhere,902,Close", f"903,{'N' * 121},902,Close"]
    found = read_published("\n".join([head, *rows]).encode())

    assert len(found.neighbours) == 1
    assert found.left_out == [
        "Row 3: 901 stands on row 2 too.",
        "Row 4: it does not say which area it is about.",
        "Row 5: its of name has 121 characters: the most is 120.",
    ]
