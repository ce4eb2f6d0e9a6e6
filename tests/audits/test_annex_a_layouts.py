"""The same children in the layouts that authorities send: the same cases to draw from, and the same figures."""

import csv
import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any
from unittest.mock import patch

import pytest

from academy.audits import annex_a
from academy.audits.imports.case_lists import read_cases
from academy.audits.rules.clocks import clocks
from academy.audits.timeliness import timeliness
from tests.audits.whole_annex import ON, Lines, whole
from tests.audits.workbooks import workbook

Sheets = dict[str, Lines]
Change = Callable[[Sheets], Sheets]
LAYOUTS: dict[str, Change] = {}


def layout(change: Change) -> Change:
    LAYOUTS[change.__name__] = change
    return change


def told(content: bytes) -> tuple[object, ...]:
    """What is counted, and what is drawn from, without what was said about either."""
    book = annex_a.read(content)
    found = timeliness(book, on=ON, clocks=clocks())
    with patch.object(annex_a, "read", return_value=book):  # the same bytes need no second reading
        cases = read_cases(content).cases
    frame = {(case.key, case.team, case.worker, case.kind, case.age_band) for case in cases}
    return found.lists, frame, {one.measure.code: (one.numerator, one.denominator) for one in found.measures}


@cache
def as_asked_for() -> tuple[object, ...]:
    return told(workbook(whole()))


def cells(sheets: Sheets, change: Callable[[Any], Any]) -> Sheets:
    return {
        name: [lines[0], *([change(cell) for cell in line] for line in lines[1:])] for name, lines in sheets.items()
    }


def headings(sheets: Sheets, change: Callable[[str], str]) -> Sheets:
    return {name: [[change(heading) for heading in lines[0]], *lines[1:]] for name, lines in sheets.items()}


def days(form: str) -> Change:
    return lambda sheets: cells(sheets, lambda cell: cell.strftime(form) if isinstance(cell, date) else cell)


@layout
def sheets_by_number_and_title(sheets):
    return {f"{name[5:]}. {annex_a.lists()[name].title}"[:30] + " ": lines for name, lines in sheets.items()}


@layout
def sheets_without_a_name_in_another_order(sheets):
    return {f"Sheet{place}": lines for place, lines in enumerate(reversed(sheets.values()), start=1)}


@layout
def titles_above_and_empty_rows_and_columns(sheets):
    above: Lines = [["Weyshire Children’s Services"], ["Annex A", None, "as at 31/03/2026"], []]
    return {
        name.lower(): [*above, *(part for line in lines for part in ([None, *line[:4], None, *line[4:]], []))]
        for name, lines in sheets.items()
    }


@layout
def headings_under_groups_and_merged_over_two_rows(sheets):
    """A merged cell holds its words in its first row alone."""
    return {
        name: [
            [*lines[0][:4], "About the child", *[None] * (len(lines[0]) - 7), *lines[0][-2:]],
            [*[None] * 4, *lines[0][4:-2]],
            *lines[1:],
        ]
        for name, lines in sheets.items()
    }


@layout
def headings_with_breaks_spaces_and_footnotes(sheets):
    marks = ["*", "¹", " (1)", " [note 2]", " †", "\n"]
    return headings(sheets, lambda said: " " + said.replace(" ", "\n", 1) + "  " + marks[len(said) % len(marks)])


@layout
def headings_numbered(sheets):
    return {
        name: [[f"{place}. {heading}" for place, heading in enumerate(lines[0], start=1)], *lines[1:]]
        for name, lines in sheets.items()
    }


@layout
def headings_in_capitals(sheets):
    return headings(sheets, str.upper)


@layout
def headings_as_a_database_has_them(sheets):
    return headings(sheets, lambda heading: "_".join(re.findall(r"\w+", heading.replace("/", " ").lower())))


@layout
def headings_of_another_year(sheets):
    other = {
        (name, column.label): column.headings[min(1, len(column.headings) - 1)]
        for name, one in annex_a.lists().items()
        for column in one.columns.values()
    }
    return {name: [[other[name, heading] for heading in lines[0]], *lines[1:]] for name, lines in sheets.items()}


@layout
def headings_of_any_year(sheets):
    """The last spelling that we know of each."""
    other = {
        (name, column.label): column.headings[-1]
        for name, one in annex_a.lists().items()
        for column in one.columns.values()
    }
    return {name: [[other[name, heading] for heading in lines[0]], *lines[1:]] for name, lines in sheets.items()}


@layout
def columns_turned_round_with_others_between(sheets):
    return {
        name: [[part for cell in reversed(line) for part in (cell, f"x{place}")] for place, line in enumerate(lines)]
        for name, lines in sheets.items()
    }


LAYOUTS["days_in_figures"] = days("%d/%m/%Y")
LAYOUTS["days_in_words"] = days("%d %B %Y")
LAYOUTS["days_as_reports_print_them"] = days("%d-%b-%y")
LAYOUTS["days_with_dots"] = days("%d.%m.%Y")
LAYOUTS["days_with_a_time"] = days("%Y-%m-%dT00:00:00")
LAYOUTS["days_with_another_time"] = days("%d/%m/%Y 00:00:00")


@layout
def days_as_excel_counts_them(sheets):
    return cells(sheets, lambda cell: (cell - date(1899, 12, 30)).days if isinstance(cell, date) else cell)


@layout
def days_in_no_one_form(sheets):
    forms = ("%d/%m/%Y", "%Y-%m-%d", "%d %b %Y", "%A %d %B %Y", "%Y-%m-%d 09:30")
    return cells(sheets, lambda cell: cell.strftime(forms[cell.day % 5]) if isinstance(cell, date) else cell)


@layout
def words_for_nothing(sheets):
    said = ("n/a", "N/K", "-", "NULL", "Not recorded", "nan", " ")
    return {
        name: [
            lines[0],
            *(
                [said[(row + at) % 7] if cell is None else cell for at, cell in enumerate(line)]
                for row, line in enumerate(lines[1:])
            ),
        ]
        for name, lines in sheets.items()
    }


@layout
def answers_without_their_letter(sheets):
    return cells(sheets, lambda cell: {"a) Yes": "Y", "b) No": "no"}.get(cell, cell))


@layout
def answers_as_true_and_false(sheets):
    return cells(sheets, lambda cell: {"a) Yes": "TRUE", "b) No": "False"}.get(cell, cell))


@layout
def everything_as_text(sheets):
    return cells(days("%d/%m/%Y")(sheets), lambda cell: None if cell is None else f" {cell}")


@layout
def other_sheets_among_them(sheets):
    codes = [["Code list"], ["Gender", "Ethnicity", "Case Status", "Primary Need Code", "Reason for Closure"]]
    codes += [["a) Male", "a) WBRI", "a) Looked after child", "N1", "RC1"], ["b) Female", "k) APKN", "e) Closed", "N2"]]
    counts = [["List", "Rows", "Blank dates", "Checked by"], ["List 1", 8, 0, "JV"], ["List 2", 8, 1, "JV"]]
    return {"Guidance": [["How to fill in Annex A"]], "Lookups": codes, **sheets, "Data quality": counts}


@layout
def totals_and_notes_below(sheets):
    return {name: [*lines, [], ["Total", 8], ["Printed 1 April 2026"], lines[0]] for name, lines in sheets.items()}


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_same_children_give_the_same_frame_and_figures(name):
    assert told(workbook(LAYOUTS[name](whole()))) == as_asked_for()


def test_the_lists_may_come_as_csv_files_in_a_zip():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name, lines in days("%d/%m/%Y")(whole()).items():
            table = io.StringIO()
            csv.writer(table).writerows([["Weyshire"], *lines])
            packed.writestr(f"Annex A/{name}.csv", table.getvalue())

    assert told(file.getvalue()) == as_asked_for()


def test_lists_that_are_missing_change_nothing_about_the_others():
    lists, _, figures = told(workbook({name: whole()[name] for name in ("List 6", "List 8")}))
    every_list, _, every_figure = as_asked_for()

    assert lists == {name: every_list[name] for name in ("List 6", "List 8")}
    over_all = {code for code in figures if code.startswith("caseload")}  # those are of all that a worker has
    counted = {code for code, (_, of) in figures.items() if of} - over_all
    assert len(counted) > 8
    assert {code: figures[code] for code in counted} == {code: every_figure[code] for code in counted}


def test_what_cannot_be_read_is_told_by_list_row_and_reason():
    sheets = {name: [["Weyshire"], [], *lines] for name, lines in whole().items()}
    sheets["List 7"][5][sheets["List 7"][2].index("Child Protection Plan Start Date")] = "when the new baby came"
    sheets["List 8"][4][sheets["List 8"][2].index("Number of Placements in the Last 12 months")] = "several"

    assert annex_a.read(workbook(sheets)).unreadable == [
        "List 7, Child Protection Plan Start Date: row 6 is not a date.",
        "List 8, Number of Placements in the Last 12 months: row 5 is not a number.",
    ]
