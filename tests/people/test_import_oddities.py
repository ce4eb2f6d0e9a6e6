"""What real extracts have in them beside people in posts, and what the preview says of it."""

from datetime import date

import pytest
from django.test import Client

from academy.core import imports as machine
from academy.core.imports.layout import letter
from academy.core.models import ImportMapping, ImportRun
from academy.people import imports
from academy.people.models import JobRole, Organisation, Spell, StaffNumber
from academy.people.rules import Role
from academy.people.rules.hr import name_parts
from academy.people.rules.titles import role_guess
from tests.builders import make_account, make_organisation, signed_in
from tests.people.staff import AMARA, HEADINGS, a_list, check, row, save, says, wrong
from tests.people.tables import counts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def weyshire() -> Organisation:
    return make_organisation("Weyshire", code="weyshire")


@pytest.fixture
def dan(weyshire) -> Client:
    return signed_in(make_account(Role.ACADEMY, organisation=weyshire))


def starting(*typed: str) -> ImportRun:
    return check(a_list(*[row(staff_number=f"W{n}", email="", start_date=day) for n, day in enumerate(typed)]))


def test_dates_of_every_form_in_one_column_are_read_and_impossible_ones_named_by_row():
    run = starting(
        *("2024-09-01", "01/09/2024", "01-Sep-24", "45536", "September 1, 2024", "20240901", "1st of September 2024"),
        *("1.9.24 00:00", "09/13/2024", "30/02/2024", "Sep-2024", "#N/A"),
    )

    assert {found.starts_on for found in run.changes.exclude(change="bad")} == {date(2024, 9, 1)}
    assert wrong(run) == [
        (10, "Start date is 09/13/2024: there are 12 months, and the day comes first"),
        (11, "Start date is 30/02/2024: February has 29 days in 2024"),
        (12, "Start date is Sep-2024: the day is missing. Write it like 31/12/2026"),
        (13, "Start date is #N/A, which Excel writes for a formula that failed"),
    ]


def test_a_column_that_can_only_be_american_is_read_so_and_it_is_said():
    run = starting("09/13/2024", "12/25/2023", "03/04/2024")

    assert [found.starts_on for found in run.changes.all()] == [date(2024, 9, 13), date(2023, 12, 25), date(2024, 3, 4)]
    assert run.notices == ["Start date: the month comes first in this file, so 03/04/2026 is 4 March."]


def test_dates_that_could_be_either_have_the_day_first():
    assert [found.starts_on for found in starting("03/04/2024", "09/08/2024").changes.all()] == [
        date(2024, 4, 3),
        date(2024, 8, 9),
    ]


@pytest.mark.parametrize(
    "blank",
    ["NULL", "n/a", "-", "(blank)", "00/00/0000", "0000-00-00", "31/12/9999", "31.12.4712", "Present", "ongoing"],
)
def test_what_programs_write_for_no_end_is_none(blank):
    assert says(check(a_list(row(end_date=blank)))) == ["Joins North, as a social worker"]


@pytest.mark.parametrize("name", ["Null", "None", "Na"])
def test_a_name_that_looks_like_nothing_is_a_name(name):
    assert check(a_list(row(surname=name))).changes.get().name == f"Amara {name}"


@pytest.mark.parametrize(
    ("full", "parts"),
    [
        ("OKAFOR, Amara", ("Amara", "Okafor")),
        ("OKAFOR Amara Grace", ("Amara Grace", "Okafor")),
        ("O'BRIEN-SMITH, Siân", ("Siân", "O'Brien-Smith")),
        ("MCDONALD, JO", ("JO", "McDonald")),
        ("İPEK KADİR", ("İpek", "Kadir")),
        ("Okafor, Mrs Amara", ("Amara", "Okafor")),
        ("Dr. Amara Okafor (10442)", ("Amara", "Okafor")),
        ("Okafor, Amara (Mrs)", ("Amara", "Okafor")),
        ("Maria van der Berg", ("Maria", "van der Berg")),
        ("Amara", (None, "Amara")),
    ],
)
def test_a_name_in_one_column_is_taken_apart_however_it_is_written(full, parts):
    assert name_parts(None, None, full) == parts


def test_capitals_alone_rename_nobody():
    save(a_list(AMARA))

    assert counts(save(a_list(row(first_name="AMARA", surname="OKAFOR")))) == (0, 0, 0, 1, 0)


@pytest.mark.parametrize("number", ["1.00442E+04", "1E+11", "#####"])
def test_a_number_that_a_spreadsheet_has_shortened_is_nobodys(number):
    [(_, words)] = wrong(check(a_list(row(staff_number=number))))

    assert words.startswith(f"Staff number is {number}: a spreadsheet has shortened it")


def test_zeros_that_a_spreadsheet_takes_from_a_number_make_no_second_person():
    save(a_list(row(staff_number="000123", email="")))

    again = save(a_list(row(staff_number="123", email="")))
    another = check(a_list(row(staff_number="123", email="", first_name="Tom", surname="Beckett")))

    assert (counts(again), counts(another)) == ((0, 0, 0, 1, 0), (1, 0, 0, 0, 0))
    assert StaffNumber.objects.get().number == "000123"


def test_a_line_manager_given_by_name_is_worth_a_look_and_by_address_is_found():
    headings = (*HEADINGS, "Reports to")
    tom = row(staff_number="W2", first_name="Tom", surname="Beckett", email="tom@weyshire.example")

    run = save(a_list((*AMARA, "Tom@weyshire.example"), (*tom, "Grace Lindqvist"), headings=headings))

    queries = [found.rules for found in run.changes.exclude(rules=[])]
    assert counts(run) == (2, 0, 0, 0, 0)
    assert [rule[1] for rules in queries for rule in rules] == [
        "Line manager “Grace Lindqvist” is a name: a name alone does not say who that is"
    ]
    assert {spell.line_manager and spell.line_manager.given_name for spell in _spells()} == {"Tom", None}


def _spells():
    return Spell.objects.select_related("line_manager")


@pytest.mark.parametrize(("number", "kept"), [("98I1234E", None), ("1234567", None), ("sw 10442", "SW10442")])
def test_numbers_of_other_registers_are_let_be(number, kept):
    run = save(a_list((*AMARA, number), headings=(*HEADINGS, "Professional registration number")))

    assert counts(run) == (1, 0, 0, 0, 0)
    assert _spells().get().person.swe_number == kept


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (a_list(AMARA).partition(b"\r\n")[2], "Row 1 is somebody already: the file has no headings"),
        (b"a;" * 17_000 + b"\r\nx", "The most a spreadsheet has is 16,384"),
        (b"Staff number,Name\n" + b"\n" * 400_001, "most of them empty"),
    ],
)
def test_what_is_no_list_is_refused_in_a_sentence(content, words):
    assert words in check(content).refusal


def test_headings_with_nothing_below_say_so():
    assert check(a_list()).notices == ["The file has headings, but nothing below them."]


def test_saved_columns_are_found_again_by_the_headings_of_the_same_organisation_only(weyshire):
    other = make_organisation("Trust", code="trust")
    headings = ("Pay ref", "First name", "Surname", "Email", "Job title", "Team", "Since", "End date")
    columns = {"starts_on": "Since", "staff_number": "Pay ref"}
    first = check(a_list(AMARA, headings=headings), organisation=weyshire)
    machine.teach(first, by=None, columns=columns, name="Payroll")

    again = check(a_list(row(staff_number="W9", email=""), headings=headings), organisation=weyshire)
    theirs = check(a_list(row(staff_number="W9", email=""), headings=headings), organisation=other)

    assert (again.mapping, counts(again)) == (ImportMapping.objects.get(name="Payroll"), (1, 0, 0, 0, 0))
    assert (theirs.mapping, theirs.stage) == (None, ImportRun.Stage.MATCHING)


def test_a_column_that_was_found_can_be_said_to_be_none(dan):
    run = check(a_list(AMARA))
    found = imports.columns_found(run)

    dan.post(f"/people/imports/{run.pk}/columns/", {**found, "team": ""})

    assert says(ImportRun.objects.get()) == ["Joins Weyshire, as a social worker"]


def test_the_page_says_which_columns_were_read_and_which_were_not(dan):
    run = check(a_list((*AMARA, "QQ123456C"), headings=(*HEADINGS, "National Insurance")))

    page = dan.get(f"/people/imports/{run.pk}/").content.decode()

    assert "<li>Staff number: “Staff number”</li>" in page
    assert "Not read: “National Insurance”." in page


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Social Worker - Assessment Team", "social_worker"),
        ("Social Worker (ASYE)", "newly_qualified_social_worker"),
        ("Snr Social Worker G10", "senior_social_worker"),
        ("SW L3", "social_worker"),
        ("Team Manager, Children in Care", "team_manager"),
        ("Teaching Assistant Level 2 (Term time only)", "teaching_assistant"),
        ("Wizard", None),
    ],
)
def test_the_likeliest_role_is_offered_and_never_given(title, code, dan):
    known = {}
    for role in JobRole.objects.all():
        known |= dict.fromkeys([*role.also_called, role.name.casefold()], role.code)

    assert role_guess(title, known) == code
    run = check(a_list(row(job_title=title)))
    page = dan.get(f"/people/imports/{run.pk}/words/").content.decode()
    assert counts(run) == (0, 0, 0, 0, 1)
    assert (f'<option value="{code}" selected>' in page) == (code is not None)


def test_columns_are_lettered_as_a_spreadsheet_does():
    assert [letter(place) for place in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
