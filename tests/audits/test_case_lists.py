"""Lists of cases, however they are written, become the same few facts; and nothing points at a child."""

import io
from datetime import date

import pytest
import xlsxwriter

from academy.audits.imports import read_cases
from academy.audits.rules import AgeBand, CaseKind
from academy.audits.rules.case_lists import NoSuchColumn, NotACaseList, band_of, column_of, kind_of, strata
from academy.audits.rules.pseudonyms import LETTERS, pseudonym
from academy.audits.rules.samples import Design, NothingToDraw, Oftener, draw_from
from academy.core.imports import Unreadable

SECRET = "held by the authority"
LIST = b"""Case ID,Team,Social Worker,Plan,Age,Placement Location
1001,North,Ann Lee,CP plan,4,In
1002, north,Bo Khan,Child in need,12,Out
1003,South,,Looked after,17,Out
,South,Nobody,CIN,3,In
1002,North,Bo Khan,Child in need,12,Out
1004,South,Cy Dunn,Care leaver,19,In
"""


def annex(sheets: dict[str, list[list[object]]]) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return file.getvalue()


CIN = [
    *("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)", "Disability"),
    *("CIN Start Date", "Primary Need Code", "Date Child Was Last Seen", "CIN Closure Date", "Reason for Closure"),
    *("Case Status", "Allocated Team", "Allocated Worker"),
]
CP = [
    *("child id", "DOB", "Age", "Child Protection Plan Start Date", "Initial Category of Abuse"),
    *("Latest Category of Abuse", "Number of Previous Child Protection Plans", "team ", "Worker"),
]


def test_a_list_is_read_each_case_once():
    found = read_cases(LIST)

    assert [(one.team, one.worker, one.kind, one.age_band) for one in found.cases] == [
        ("North", "Ann Lee", CaseKind.CHILD_PROTECTION, AgeBand.UNDER_5),
        ("north", "Bo Khan", CaseKind.CHILD_IN_NEED, AgeBand.TEN_TO_FIFTEEN),
        ("South", "", CaseKind.LOOKED_AFTER, AgeBand.SIXTEEN_SEVENTEEN),
        ("South", "Cy Dunn", CaseKind.CARE_LEAVER, AgeBand.ADULT),
    ]
    assert found.lists == {"Case list": 6}
    assert found.notes == (
        "1 row named no case and was left out.",
        "1 row told of a case already listed: each case is drawn from once.",
    )


def test_a_child_in_two_lists_is_one_case_of_the_weightier_kind_with_what_both_say():
    cin = ["77", "F", "", "", "", "", "2026-01-05", "N1", "", "", "", "c) Child in need plan", "Team A", "Ann Lee"]
    cp = ["77", "2015-03-02", 11, "2026-02-01", "Neglect", "Neglect", 0, "", ""]

    found = read_cases(annex({"List 6": [CIN, cin], "List 7": [CP, cp]}))

    assert [(one.team, one.worker, one.kind, one.age_band) for one in found.cases] == [
        ("Team A", "Ann Lee", CaseKind.CHILD_PROTECTION, AgeBand.TEN_TO_FIFTEEN)
    ]


def test_lists_that_are_empty_say_so_and_contacts_are_no_cases_yet():
    contacts = [["Child Unique ID", "Date of Contact", "Contact Source"], ["9", "2026-05-01", "Police"]]

    found = read_cases(annex({"List 1": contacts, "List 6": [CIN]}))

    assert found.cases == ()
    assert found.lists == {"List 1": 1, "List 6": 0}
    assert "The file lists no cases." in found.notes


@pytest.mark.parametrize(
    ("content", "refusal"),
    [(b"Town,Team\nGuildbourne,A\n", NotACaseList), (b"", Unreadable), (b"%PDF-1.7", Unreadable)],
)
def test_what_is_no_list_of_cases_is_refused_in_words(content, refusal):
    with pytest.raises(refusal):
        read_cases(content)


@pytest.mark.parametrize(
    ("asked", "column"),
    [
        ("Team", "team"),
        ("TEAM", "team"),
        ("Social Worker", "worker"),
        ("plan", "kind"),
        ("kind", "kind"),
        ("age band", "age_band"),
        ("Age", "age_band"),
        ("placement_location", "Placement Location"),
    ],
)
def test_a_column_is_known_by_our_words_and_by_the_lists_own(asked, column):
    assert column_of(asked, read_cases(LIST)) == column


@pytest.mark.parametrize("asked", ["Colour", "Case ID", "Date of Birth"])
def test_a_column_that_is_not_there_or_points_at_children_is_refused(asked):
    with pytest.raises(NoSuchColumn):
        column_of(asked, read_cases(LIST.replace(b"Placement Location", b"Date of Birth")))


def test_a_column_that_tells_nearly_every_case_apart_is_refused_whatever_it_is_called():
    rows = "".join(f"{number},Team,{number * 7}\n" for number in range(30))

    with pytest.raises(NoSuchColumn, match="tells single children apart"):
        column_of("Nickname", read_cases(f"Case ID,Team,Nickname\n{rows}".encode()))


def test_teams_that_differ_in_capitals_and_spaces_are_one_stratum():
    assert len(set(strata(read_cases(LIST), "team"))) == 2


def test_a_draw_keeps_a_pseudonym_a_team_a_worker_a_kind_and_an_age_band():
    drawn = draw_from(read_cases(LIST), Design(2, "s", "Placement Location"), secret=SECRET)

    assert all(len(one.pseudonym) == 11 and one.stratum in {"Group 1", "Group 2"} for one in drawn.cases)
    assert not any(f"100{n}" in repr(drawn) for n in range(1, 5))


def test_no_case_that_was_audited_not_long_ago_is_drawn():
    found = read_cases(LIST)
    before = {pseudonym(SECRET, "1001"), pseudonym(SECRET, "1003")}

    drawn = draw_from(found, Design(4, "s"), secret=SECRET, without=before)

    assert {one.pseudonym for one in drawn.cases} == {pseudonym(SECRET, "1002"), pseudonym(SECRET, "1004")}
    assert (drawn.frame_size, drawn.left_out) == (2, 2)
    assert "2 audited not long ago were left out." in drawn.notes


def test_more_than_there_are_is_all_of_them_and_said():
    drawn = draw_from(read_cases(LIST), Design(9, "s"), secret=SECRET)

    assert len(drawn.cases) == 4
    assert "You asked for 9 and the list has 4: all of them are in the sample." in drawn.notes


def test_some_are_drawn_more_often_and_stand_for_fewer():
    rows = "".join(f"{number},{'Out' if number < 5 else 'In'}\n" for number in range(50))
    found = read_cases(f"Case ID,Location\n{rows}".encode())

    drawn = draw_from(found, Design(10, "s", oftener=(Oftener("Location", "out", 3),)), secret=SECRET)

    assert {round(one.probability, 4) for one in drawn.cases} <= {round(10 / 60, 4), round(30 / 60, 4)}


@pytest.mark.parametrize(
    "design", [Design(0, "s"), Design(-3, "s"), Design(2, "s", oftener=(Oftener("Team", "x", 99),))]
)
def test_a_design_that_cannot_be_is_refused(design):
    with pytest.raises(NothingToDraw):
        draw_from(read_cases(LIST), design, secret=SECRET)


def test_a_value_that_no_case_has_is_said():
    drawn = draw_from(read_cases(LIST), Design(2, "s", oftener=(Oftener("Team", "West", 3),)), secret=SECRET)

    assert "No case says “West” in “Team”, so none is drawn more often for it." in drawn.notes


def test_a_pseudonym_is_the_same_for_the_same_case_and_nobody_finds_it_without_the_secret():
    name = pseudonym(SECRET, "1001")

    assert name == pseudonym(SECRET, "1001")
    assert name != pseudonym("another secret", "1001")
    assert name != pseudonym(SECRET, "1002")
    assert set(name) <= {*LETTERS, "-"}
    assert len({pseudonym(SECRET, str(number)) for number in range(50_000)}) == 50_000


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("c) Child in need plan", CaseKind.CHILD_IN_NEED),
        ("CIN", CaseKind.CHILD_IN_NEED),
        ("b) Child protection plan", CaseKind.CHILD_PROTECTION),
        ("CPP", CaseKind.CHILD_PROTECTION),
        ("a) Looked after child", CaseKind.LOOKED_AFTER),
        ("LAC", CaseKind.LOOKED_AFTER),
        ("Care leaver", CaseKind.CARE_LEAVER),
        ("d) Open assessment", CaseKind.ASSESSMENT),
        ("S47", CaseKind.SECTION_47),
        ("Early Help", CaseKind.EARLY_HELP),
        ("MASH contact", CaseKind.REFERRAL),
        ("Adoption", CaseKind.ADOPTION),
        ("e) Closed episode", CaseKind.OTHER),
        ("", CaseKind.OTHER),
    ],
)
def test_the_kind_of_work_is_known_by_its_words(words, kind):
    assert kind_of(words) == kind


@pytest.mark.parametrize(
    ("words", "band"),
    [
        ("Under 5", AgeBand.UNDER_5),
        ("0-4", AgeBand.UNDER_5),
        ("5 to 9", AgeBand.FIVE_TO_NINE),
        ("10-15", AgeBand.TEN_TO_FIFTEEN),
        ("16 or 17", AgeBand.SIXTEEN_SEVENTEEN),
        ("18+", AgeBand.ADULT),
        ("", AgeBand.NOT_KNOWN),
        ("?", AgeBand.NOT_KNOWN),
    ],
)
def test_an_age_band_is_known_by_its_first_year(words, band):
    assert band_of(words) == band


@pytest.mark.parametrize("age", ["", "unknown", "-1", "400"])
def test_an_age_that_cannot_be_is_not_known(age):
    assert read_cases(f"Case ID,Age\n1,{age}\n".encode()).cases[0].age_band == AgeBand.NOT_KNOWN


def test_an_age_is_worked_out_from_a_date_of_birth_and_the_date_goes_no_further(monkeypatch):
    monkeypatch.setattr("academy.core.clock.today", lambda: date(2026, 11, 22))
    found = read_cases(b"Case ID,Team,DOB\n1,North,23/11/2016\n2,North,22/11/2016\n")

    assert [one.age_band for one in found.cases] == [AgeBand.FIVE_TO_NINE, AgeBand.TEN_TO_FIFTEEN]
    assert "2016" not in repr(draw_from(found, Design(2, "s"), secret=SECRET))


def test_what_is_read_never_shows_a_childs_number():
    assert "1001" not in repr(read_cases(LIST))
