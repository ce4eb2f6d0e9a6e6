"""Files that people open in a spreadsheet: nothing in them may run, and nothing may be lost."""

import csv
import io
from datetime import date, datetime, time
from decimal import Decimal
from zipfile import ZipFile

import pytest
from django.contrib.auth.models import Group
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from academy.core.exports import Column, Status, Table, as_csv, as_xlsx, formula_safe
from academy.core.figures import Figure

DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")
ANY_TEXT = st.text(max_size=40) | st.builds(
    lambda start, rest: start + rest, st.sampled_from([*DANGEROUS, " =", "\u00a0+", "\ufeff@"]), st.text(max_size=20)
)
COLUMNS = [Column("name", "Name"), Column("hours", "Hours", kind=float), Column("on", "On", kind=date)]


def csv_text(table: Table) -> str:
    return b"".join(as_csv(table).streaming_content).decode()


def csv_rows(table: Table) -> list[list[str]]:
    return list(csv.reader(io.StringIO(csv_text(table).removeprefix("\ufeff"), newline="")))


def sheet_rows(table: Table) -> list[list[object]]:
    content = b"".join(as_xlsx(table).streaming_content)
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def test_a_csv_has_a_mark_for_excel_its_titles_and_its_rows():
    rows = [{"name": "Siân, Zoë", "hours": 31.5, "on": date(2026, 11, 17)}, {"name": None, "hours": None, "on": None}]

    text = csv_text(Table("Learning hours", COLUMNS, rows))

    assert text == '\ufeff"Name","Hours","On"\r\n"Siân, Zoë",31.5,"2026-11-17"\r\n"","",""\r\n'


def test_a_download_is_named_after_its_table():
    table = Table("Joiners, movers & leavers", COLUMNS, [])

    assert as_csv(table)["Content-Disposition"] == 'attachment; filename="joiners-movers-leavers.csv"'
    assert 'filename="joiners-movers-leavers.xlsx"' in as_xlsx(table)["Content-Disposition"]


@pytest.mark.parametrize("start", DANGEROUS)
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(start):
    rows = [{"name": f"{start}HYPERLINK(1)", "hours": -3, "on": None}]

    ((name, hours, _),) = csv_rows(Table("Names", COLUMNS, rows))[1:]

    assert name == f"'{start}HYPERLINK(1)"
    assert hours == "-3"


@given(st.lists(ANY_TEXT, min_size=1, max_size=4))
def test_no_text_cell_of_any_csv_starts_like_a_formula(names):
    written = csv_rows(Table("Names", [Column("name", names[0])], [{"name": name} for name in names]))

    cells = [cell for (cell,) in written]
    assert len(cells) == len(names) + 1
    assert not [cell for cell in cells if cell.lstrip(" \u00a0\ufeff\u200b").startswith(DANGEROUS)]


@given(st.text(max_size=60))
def test_making_text_safe_loses_nothing(text):
    assert formula_safe(text) in (text, f"'{text}")


@given(st.lists(ANY_TEXT, min_size=1, max_size=4))
def test_every_text_cell_of_any_sheet_is_typed_as_text(names):
    table = Table("Names", [Column("name", names[0])], [{"name": name} for name in names])

    content = b"".join(as_xlsx(table).streaming_content)

    sheet = ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names == ["Names"]


def test_a_sheet_keeps_numbers_as_numbers_and_dates_as_dates():
    columns = [Column(str(place), f"Column {place}") for place in range(7)]
    line = ["=1+1", Decimal("18.5"), date(2026, 11, 17), datetime(2026, 11, 17, 9, 30), time(9, 30), True, None]

    rows = sheet_rows(Table("Kinds", columns, [{str(place): value for place, value in enumerate(line)}]))

    assert rows[1] == ["=1+1", 18.5, date(2026, 11, 17), datetime(2026, 11, 17, 9, 30), time(9, 30), "Yes", ""]


def test_a_sheet_names_nobody_and_hides_nothing():
    content = b"".join(as_xlsx(Table("Names", COLUMNS, [])).streaming_content)

    parts = ZipFile(io.BytesIO(content))

    properties = parts.read("docProps/core.xml").decode()
    assert "<dc:creator></dc:creator>" in properties
    assert "<cp:lastModifiedBy></cp:lastModifiedBy>" in properties
    assert 'state="hidden"' not in parts.read("xl/workbook.xml").decode()
    assert len([name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]) == 1


@pytest.mark.parametrize("caption", ["a/b: c?*[d]", "'", "x" * 50, "\x00\x01", "History"])
def test_any_caption_makes_a_sheet(caption):
    assert sheet_rows(Table(caption, COLUMNS, [])) == [["Name", "Hours", "On"]]


def test_figures_statuses_and_lists_are_written_in_words():
    columns = [Column("figure", "Figure"), Column("status", "Status", kind=Status), Column("teams", "Teams")]
    row = {"figure": Figure("Used it", 88.9, n=9), "status": Status("Up to date", "good"), "teams": ["North", "South"]}

    assert csv_rows(Table("Words", columns, [row]))[1] == ["8 of 9", "Up to date", "North, South"]


def test_a_column_that_no_row_has_is_a_mistake_and_not_an_empty_column():
    with pytest.raises(KeyError):
        csv_rows(Table("Names", [Column("nmae", "Name")], [{"name": "Amara"}]))


@pytest.mark.django_db
def test_a_queryset_is_read_as_it_is_written(django_assert_num_queries):
    Group.objects.bulk_create(Group(name=f"Group {number:04}") for number in range(1200))

    with django_assert_num_queries(1):
        rows = csv_rows(Table("Groups", [Column("name", "Name")], Group.objects.order_by("name")))

    assert (len(rows), rows[1], rows[-1]) == (1201, ["Group 0000"], ["Group 1199"])
