"""Workbooks as authorities send them: other headings, other orders, slips of the pen, and files that pretend."""

import csv
import io
from datetime import date

import pytest

from academy.audits import annex_a
from academy.audits.annex_a.headings import lists_called, places_of, words
from academy.core.imports import Unreadable
from tests.audits.workbooks import CHILD, HEADINGS, annex, child, workbook
from tests.core.files import packed

REFERRED = date(2026, 3, 2)
REFERRAL = {"Date of Referral": REFERRED, "Referral Source": "q) 6: Police", "Referral NFA?": "b) No"}


def referral_lines(*headings: str) -> list[tuple[object, ...]]:
    return [headings, (*child(), REFERRED, "6: Police", "No", 1, "North Team", "Hattie Erwin")]


def only_row(content: bytes, name: str = "List 3") -> dict[str, object]:
    (row,) = annex_a.read(content).lists[name]
    return row


def test_a_list_is_read_by_its_headings():
    row = only_row(annex({"List 3": [REFERRAL | {"Number of Referrals in Last 12 Months": 2}]}))

    assert row == {
        "child": "900210001",
        "gender": "b) Female",
        "ethnicity": "a) WBRI",
        "born_on": date(2014, 3, 12),
        "age": 6,
        "referred_on": REFERRED,
        "source": "q) 6: Police",
        "is_closed_at_once": False,
        "earlier_referrals": 2,
        "team": "Locality 4 Unit 2",
        "worker": "Marty Gonsalves",
    }


@pytest.mark.parametrize("sheet", ["List 3", "List_3", "3. Referrals", "referrals", "Annex A - Referrals", "Sheet7"])
def test_a_sheet_may_be_called_anything(sheet):
    book = annex_a.read(workbook({sheet: referral_lines(*HEADINGS["List 3"])}))

    assert list(book.lists) == ["List 3"]


@pytest.mark.parametrize(
    "headings",
    [
        (
            "Child ID",
            "GENDER",
            "Ethnicity ",
            "DOB",
            "Age of Child (Years)",
            "referral date",
            "Source of referral",
            "NFA?",
            "Referrals in last 12 months",
            "Team",
            "Social Worker",
        ),
        (
            "child_unique_id",
            "Sex",
            "Ethnic origin",
            "D.O.B.",
            "Age (years)",
            "DATE_OF_REFERRAL*",
            "Referral  Source",
            "Referral NFA? (Y/N)",
            "No of referrals last 12 months",
            "Allocated team name",
            "ALLOCATED WORKER",
        ),
        (
            "Child Unique Id",
            "Gender",
            "Ethnicty",
            "Date of Brith",
            "Age",
            "Date of Refferal",
            "Referal Source",
            "Referral NFA ?",
            "Number of Referrals in the Last 12 Mths",
            "Alocated Team",
            "Allocated Wroker",
        ),
    ],
)
def test_headings_may_be_spelled_otherwise(headings):
    row = only_row(workbook({"Sheet1": referral_lines(*headings)}))

    assert row["referred_on"] == REFERRED
    assert (row["child"], row["born_on"], row["source"]) == ("900210001", date(2014, 3, 12), "6: Police")
    assert (row["team"], row["worker"], row["earlier_referrals"]) == ("North Team", "Hattie Erwin", 1)
    assert row["is_closed_at_once"] is False


def test_columns_may_stand_in_any_order_and_others_among_them():
    headings, line = referral_lines(*HEADINGS["List 3"])
    turned = workbook({"List 3": [("Ward", *headings[::-1]), ("Northgate", *line[::-1])]})

    row = only_row(turned)

    assert row["referred_on"] == REFERRED
    assert row["Ward"] == "Northgate"


def test_what_stands_above_and_below_a_list_is_no_child():
    lines = [
        ("Weyshire Council",),
        (),
        ("Annex A, list 3", None, "Printed 1 April 2026"),
        *referral_lines(*HEADINGS["List 3"]),
    ]
    book = annex_a.read(workbook({"List 3": [*lines, (), ("Total", 1)]}))

    assert [row["child"] for row in book.lists["List 3"]] == ["900210001"]


@pytest.mark.parametrize(
    "said",
    [
        REFERRED,
        "02/03/2026",
        "2/3/26",
        "2026-03-02",
        "2 March 2026",
        "02-Mar-2026",
        "02.03.2026",
        "2026-03-02 00:00",
        46083,
    ],
)
def test_dates_come_in_many_forms(said):
    assert only_row(annex({"List 3": [REFERRAL | {"Date of Referral": said}]}))["referred_on"] == REFERRED


@pytest.mark.parametrize("said", [None, "", "n/a", "NULL", "-", "01/01/1900", "Not known"])
def test_no_date_is_none(said):
    book = annex_a.read(annex({"List 3": [REFERRAL | {"Date of Referral": said}]}))

    assert book.lists["List 3"][0]["referred_on"] is None
    assert book.unreadable == []


def test_what_cannot_be_read_is_told_by_row_and_never_repeated():
    rows = [REFERRAL, REFERRAL | {"Date of Referral": "when Kayla rang"}, REFERRAL | {"Date of Birth": "31/11/2014"}]
    book = annex_a.read(annex({"List 3": rows}))

    assert len(book.lists["List 3"]) == 3
    assert book.unreadable == [
        "List 3, Date of referral: row 3 is not a date.",
        "List 3, Date of Birth: row 4 is not a date.",
    ]


def test_an_empty_list_is_there_and_a_missing_one_is_not():
    book = annex_a.read(annex({"List 3": [REFERRAL], "List 4": []}))

    assert {name: len(rows) for name, rows in book.lists.items()} == {"List 3": 1, "List 4": 0}


def test_a_sheet_that_is_no_list_is_told_by_number_and_a_cover_is_passed_over():
    sheets = {
        "Cover": [("Annex A",), ("Weyshire",)],
        "List 3": referral_lines(*HEADINGS["List 3"]),
        "Staff": [("Name", "Post", "Hours", "Team"), ("A", "B", 37, "C")],
    }
    book = annex_a.read(workbook(sheets))

    assert list(book.lists) == ["List 3"]
    assert book.unreadable == ["Sheet 3 has not the headings of a list we know."]


def test_a_list_on_two_sheets_is_one_and_the_same_row_counts_once():
    headings, line = referral_lines(*HEADINGS["List 3"])
    other = (*child(2), *line[5:])
    book = annex_a.read(workbook({"Open": [headings, line], "Closed": [headings, line, other]}))

    assert [row["child"] for row in book.lists["List 3"]] == ["900210001", "900210002"]


@pytest.mark.parametrize("headings", [13, 17])
def test_the_list_of_care_leavers_has_had_13_and_17_columns(headings):
    shown = [
        *CHILD,
        "Does the Child have a Disability",
        "Allocated Team",
        "Allocated Worker",
        "Eligibility Category",
        "LA in Touch",
        "Latest Date of Contact",
        "Suitability of Accommodation",
        "Activity Status",
        "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)",
        "Allocated Personal Advisor",
        "Latest Pathway Plan Review Date",
        "Type of Accommodation",
    ][:headings]
    line = [
        *child(),
        "b) No",
        "North Team",
        "Jae Vang",
        "b) Former relevant child",
        "a) Yes",
        REFERRED,
        "a) Suitable",
        "F1",
        "b) No",
    ]
    row = only_row(workbook({"List 9": [shown, line]}), "List 9")

    assert (row["suitability"], row["activity"], row["is_in_touch"], row["contact_on"]) == (
        "a) Suitable",
        "F1",
        True,
        REFERRED,
    )


def test_a_doubled_bracket_and_a_question_about_the_placement_are_told_apart():
    one = annex_a.lists()["List 8"]
    places = places_of(
        [
            "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N))",
            "Placement Type",
            "LA of Placement",
            "Placement Location",
            "Placement postcode",
            "Placement Provider",
        ],
        one,
    )

    assert places == {
        "is_asylum_seeking": 0,
        "placement": 1,
        "placed_in": 2,
        "location": 3,
        "postcode": 4,
        "provider": 5,
    }


def test_postcodes_and_numbers_of_homes_are_not_even_read():
    row = {"Date Started to be Looked After": REFERRED, "Placement postcode": "WY4 7QT", "URN of Placement": "SC123456"}

    assert "WY4 7QT" not in str(annex_a.read(annex({"List 8": [row]})).lists)


def test_one_list_may_come_as_csv():
    file = io.StringIO()
    csv.writer(file).writerows(
        [HEADINGS["List 3"], (*child(born="12/03/2014"), "02/03/2026", "6: Police", "No", 1, "T", "W")]
    )
    book = annex_a.read(file.getvalue().encode())

    assert book.lists["List 3"][0]["referred_on"] == REFERRED


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 not a zip", "damaged"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "old Excel file"),
        (packed({"xl/workbook.xml": b"0" * 30_000_000}), "times its size"),
        (packed({"word/document.xml": b"<w/>"}), "not an Excel file"),
        (workbook({"Staff": [("Name", "Post", "Hours", "Team"), ("A", "B", 37, "C")]}), "headings of an Annex A list"),
        (b"Name,Post\nA,B\n", "headings of an Annex A list"),
    ],
)
def test_a_file_that_is_no_workbook_of_lists_is_refused_in_words(content, words):
    with pytest.raises(Unreadable) as refused:
        annex_a.read(content)

    assert words in refused.value.words


@pytest.mark.parametrize("name", list(annex_a.lists()))
def test_every_heading_of_a_list_finds_its_column_and_no_other(name):
    one = annex_a.lists()[name]
    for column in one.columns.values():
        for heading in column.headings:
            others = [
                other.name
                for other in one.columns.values()
                if other is not column and words(heading) in map(words, other.headings)
            ]
            assert others == [], heading


@pytest.mark.parametrize(
    ("sheet", "numbers"),
    [("List 10", {"10"}), ("1. Contacts", {"1"}), ("CIN", {"6"}), ("Sec47 and ICPC", {"5"}), ("Cover", set())],
)
def test_a_sheet_says_which_list_it_is(sheet, numbers):
    assert lists_called(sheet) == numbers
