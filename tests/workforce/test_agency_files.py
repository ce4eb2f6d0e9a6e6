"""A list of agency assignments that comes as a file: judged row by row, saved, and taken back."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from academy.core import imports as machine
from academy.core.models import ImportRun
from academy.people.rules import Role
from academy.workforce import imports
from academy.workforce.models import Assignment
from tests.booking.cast import text_of
from tests.builders import make_account, make_person, signed_in
from tests.workforce.hired import D, council_team, make_assignment

pytestmark = pytest.mark.django_db
HEAD = "SWE number,Team,Role,Agency,Charge rate,Agency margin,Weekly hours,Start date,End date,Reason\n"


def send(*rows: str, head: str = HEAD) -> ImportRun:
    return machine.take_in(imports.AGENCY, (head + "\n".join(rows)).encode(), "list.csv", by=None)


def why(run: ImportRun) -> list[str]:
    return [machine.faults_of(row)[0].message for row in run.changes.filter(change="bad").order_by("number")]


def test_a_list_is_read_by_its_own_headings_saved_and_known_again():
    team = council_team("Duty North")
    person = make_person("Robin", "Hired", swe_number="SW77")
    row = "sw77,duty north,SW,Wey Staffing,£42.50,3.10,37,03/03/2025,,maternity"

    run = send(row)
    machine.save(run, imports.AGENCY, by=None)
    again = send(row)

    one = Assignment.objects.get()
    assert run.counts["joiner"] == again.counts["same"] == 1
    assert (one.person, one.team, one.job_type, one.covers) == (person, team, "social_worker", "absence")
    assert (one.charge, one.margin, one.hours_a_week, one.started_on) == (
        D("42.50"),
        D("3.10"),
        D(37),
        date(2025, 3, 3),
    )


def test_a_second_list_changes_ends_and_is_undone_whole():
    team = council_team("Duty North")
    one = make_assignment(make_person("Robin", swe_number="SW1"), team)
    other = make_assignment(make_person("Sam", swe_number="SW2"), team)

    run = send("SW1,Duty North,,,,,,03/03/2025,30/01/2026,", "SW2,Duty North,,,41.00,,,03/03/2025,,")
    machine.save(run, imports.AGENCY, by=None)
    one.refresh_from_db()
    other.refresh_from_db()

    assert (run.counts["leaver"], run.counts["mover"]) == (1, 1)
    assert (one.ended_on, one.charge, other.charge) == (date(2026, 1, 30), D("38.00"), D("41.00"))
    machine.undo(ImportRun.objects.get(pk=run.pk), by=None)
    one.refresh_from_db()
    assert one.ended_on is None


def test_each_row_that_cannot_be_read_says_why():
    team = council_team("Duty North")
    make_assignment(make_person("Robin", swe_number="SW1"), team)
    make_person("Sam", swe_number="SW2")

    run = send(
        "SW9,Duty North,SW,Wey,40,3,37,03/03/2025,,",
        "SW2,Duty North,SW,Wey,,3,37,03/03/2025,,",
        "SW2,Duty North,SW,Wey,40,41,37,04/03/2025,,",
        "SW2,Duty North,SW,Wey,40,3,37,05/03/2025,01/01/2025,",
        "SW1,Duty North,SW,Wey,40,3,37,04/04/2025,,",
        "SW1,Duty North,,,39,,,03/03/2025,,",
        "SW1,Duty North,,,39,,,03/03/2025,,",
        "SW2,Nowhere,SW,Wey,40,3,37,06/03/2025,,",
        "SW2,Duty North,SW,Wey,4000,3,37,07/03/2025,,",
    )

    found = why(run)
    assert found[:6] == [
        "Nobody here by that number or address",
        "A new assignment lacks something",
        "The margin is not less than the charge",
        "It ends before it begins",
        "They are at work in this team then already",
        "Row 7 is about the same assignment",
    ]
    assert "Nowhere" in found[6]
    assert "4000" in found[7]
    assert run.counts["mover"] == 1


def test_the_list_is_checked_saved_and_undone_on_its_pages():
    academy = signed_in(make_account(Role.ACADEMY))
    council_team("Duty North")
    make_person("Robin", swe_number="SW1")
    file = SimpleUploadedFile("list.csv", (HEAD + "SW1,Duty North,SW,Wey,40,3,37,03/03/2025,,").encode())

    shown = text_of(academy.get(reverse("agency-files")))
    there = academy.post(reverse("agency-files"), {"file": file})
    checked = text_of(academy.get(there.url))
    saved = academy.post(there.url, {"save": "yes"}, follow=True)
    count = Assignment.objects.count()
    undone = academy.post(there.url, {"undo": "yes"}, follow=True)

    assert "Charge an hour" in shown
    assert "Nothing has been saved yet" in checked
    assert "One row: one new" in checked
    assert "It is written down" in text_of(saved)
    assert (count, Assignment.objects.count(), undone.status_code) == (1, 0, 200)


def test_a_file_without_the_headings_says_which():
    run = send("a,b", head="This,That\n")

    assert run.stage in ("matching", "refused")
