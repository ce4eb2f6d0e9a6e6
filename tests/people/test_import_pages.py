"""Bringing a file in by hand: upload, check, teach, save, undo; and who may."""

import csv
import io
import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from academy.core import clock, jobs
from academy.core import imports as machine
from academy.core.models import ImportMapping, ImportRow, ImportRun, Job
from academy.people import imports
from academy.people.jobs import check_import, forget_import_files, save_import
from academy.people.models import Organisation, Person
from academy.people.rules import Role
from tests.builders import make_account, make_organisation, signed_in
from tests.people import hr_file

pytestmark = pytest.mark.django_db
HEADER = "Staff number,First name,Surname,Email,Job title,Team,Start date,End date\n"
AMARA = "W1,Amara,Okafor,amara@weyshire.example,Social worker,North,06/01/2020,\n"
GRACE = "W2,Grace,Lindqvist,grace@weyshire.example,Social worker,North,31/11/2026,\n"
PETER = "W3,Peter,Salt,peter@weyshire.example,SW L3,North,06/01/2020,\n"


@pytest.fixture
def weyshire() -> Organisation:
    return make_organisation("Weyshire", code="weyshire")


@pytest.fixture
def dan(weyshire) -> Client:
    return signed_in(make_account(Role.ACADEMY, organisation=weyshire))


def send(
    client: Client, organisation: Organisation, *rows: str, name: str = "hr_weekly.csv", content: bytes = b""
) -> str:
    file = SimpleUploadedFile(name, content or (HEADER + "".join(rows)).encode())
    response = client.post("/people/imports/new/", {"file": file, "organisation": organisation.pk})
    assert response.status_code == 302, words(response)
    return response["Location"]


def words(response) -> str:
    page = response.content.decode().partition('<main id="main"')[0].partition('class="app-title"')[2]
    page += " " + response.content.decode().partition('<main id="main"')[2].partition("<footer")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_the_check_says_that_nothing_has_been_saved_and_what_would_be(dan, weyshire):
    address = send(dan, weyshire, AMARA, GRACE, PETER)

    page = words(dan.get(address))

    assert "Staff list" in page
    assert "hr_weekly.csv, 3 rows Check before you save" in page
    assert "Nothing has been saved yet. 1 change is ready and 2 rows need putting right." in page
    assert "1 joiner 0 movers 0 leavers 0 the same as before 2 rows we cannot read" in page
    assert "Two rows we cannot read, and why" in page
    assert "3 Grace Lindqvist Start date is 31/11/2026: November has 30 days Correct the date" in page
    assert "4 Peter Salt Role “SW L3” is not one we know Say which role it is" in page
    assert "Amara Okafor Joins North, as a social worker 6 Jan 2020" in page
    assert "Save 1 change, leave out 2 rows Cancel: save nothing" in page
    assert Person.objects.filter(family_name="Okafor", email="amara@weyshire.example").count() == 0


def test_saving_and_undoing(dan, weyshire):
    address = send(dan, weyshire, AMARA, GRACE)

    dan.post(address + "save/")
    saved = words(dan.get(address))
    dan.post(address + "undo/")
    undone = words(dan.get(address))

    assert "1 change saved" in saved
    assert "1 row was left out" in saved
    assert "Undo this import" in saved
    assert "This import was undone" in undone
    assert not Person.objects.filter(email="amara@weyshire.example").exists()


def test_cancelling_saves_nothing_and_keeps_no_file(dan, weyshire):
    address = send(dan, weyshire, AMARA)

    dan.post(address + "cancel/")

    assert "This import was cancelled" in words(dan.get(address))
    assert ImportRun.objects.get().file is None


def test_the_rows_that_cannot_be_read_come_back_as_a_file_that_can_be_sent_again(dan, weyshire):
    formula = "W4,=1+1,Salt,x@weyshire.example,Social worker,North,31/11/2026,\n"
    address = send(dan, weyshire, AMARA, GRACE, formula)

    response = dan.get(address + "rows/bad/?format=csv")
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))

    assert rows[0] == ["Row", "Who", "What is wrong", "To put it right", *HEADER.strip().split(",")]
    assert rows[1][:4] == ["3", "Grace Lindqvist", "Start date is 31/11/2026: November has 30 days", "Correct the date"]
    assert rows[2][5] == "'=1+1"
    right = "\n".join(",".join(cells).replace("31/11", "30/11") for cells in rows)
    again = words(dan.get(send(dan, weyshire, content=right.encode())))
    assert "2 joiners" in again
    assert "=1+1 Salt" in again


def test_a_word_is_taught_on_its_own_page_and_kept_for_the_next_file(dan, weyshire):
    address = send(dan, weyshire, PETER)
    asked = words(dan.get(address + "words/"))

    dan.post(address + "words/", {"role-0": "social_worker", "save_as": "Payroll, weekly"})

    assert "Role “SW L3” means" in asked
    assert "1 joiner" in words(dan.get(address))
    assert ImportMapping.objects.get().name == "Payroll, weekly"
    assert "Payroll, weekly" in words(dan.get("/people/imports/new/"))


def test_columns_are_asked_for_when_they_cannot_be_told(dan, weyshire):
    content = b"Ref,Who,Job title,Since\nW1,Amara Okafor,Social worker,06/01/2020\n"
    address = send(dan, weyshire, content=content)

    asked = dan.get(address, follow=True)
    dan.post(address + "columns/", {"staff_number": "Ref", "name": "Who", "role": "Job title", "starts_on": "Since"})

    assert "Which column is which?" in words(asked)
    assert "We cannot find a column for the start date" in words(asked)
    assert "1 joiner" in words(dan.get(address))


def test_the_same_heading_cannot_be_two_columns(dan, weyshire):
    address = send(dan, weyshire, content=b"Ref,Who\nW1,Amara\n")

    response = dan.post(address + "columns/", {"staff_number": "Ref", "name": "Ref"})

    assert "“Ref” is chosen twice. Choose it once" in words(response)


def test_a_file_that_cannot_be_read_says_why(dan, weyshire):
    page = words(dan.get(send(dan, weyshire, name="staff.pdf", content=b"%PDF-1.7 ...")))

    assert "We cannot read this file" in page
    assert "This is a document, not a table. Save the table as .xlsx or as CSV. Nothing was saved." in page


def test_an_empty_form_keeps_to_sentences(dan):
    page = dan.post("/people/imports/new/", {})

    assert "Choose a file" in words(page)
    assert "<title>Error: " in page.content.decode()


def test_a_team_that_was_restructured_keeps_its_people(dan, weyshire):
    people = [f"W{n},P{n},Salt,,Social worker,Tannery Lane,06/01/2020," for n in range(4)]
    dan.post(send(dan, weyshire, *[f"{person}\n" for person in people]) + "save/")
    address = send(dan, weyshire, *[f"{person}06/11/2026\n" for person in people])
    before = words(dan.get(address))

    dan.post(address + "restructured/", {"team": "Tannery Lane"})
    after = words(dan.get(address))
    dan.post(address + "restructured/", {"team": "Tannery Lane", "undo": "yes"})

    assert "Four of the four leavers are from one team, Tannery Lane." in before
    assert "Tannery Lane was restructured." in after
    assert "0 leavers 4 the same as before" in after
    assert "4 leavers" in words(dan.get(address))


def test_a_large_file_is_left_to_a_worker_and_the_page_says_how_far_it_is(dan, weyshire):
    address = send(dan, weyshire, content=hr_file.staff_list(2_500).content)
    run = ImportRun.objects.get()
    waiting = words(dan.get(address))

    machine_says(run, "Checking", 2_000, 2_500)
    busy = words(dan.get(address))
    work()
    checked = words(dan.get(address))
    dan.post(address + "save/")
    saving = words(dan.get(address))
    work()

    assert "Waiting for its turn" in waiting
    assert "Checking: 2,000 of 2,500 rows" in busy
    assert "2,500 joiners" in checked
    assert "Your file is being saved" in saving
    assert "2,500 changes saved" in words(dan.get(address))


def machine_says(run: ImportRun, *step) -> None:
    from academy.core.imports.progress import reporting

    reporting(run)(*step)


def work() -> None:
    assert jobs.work_once({"people.check_import": check_import, "people.save_import": save_import})
    assert Job.objects.filter(done_at__isnull=True).count() == 0


def test_a_job_may_be_run_twice(dan, weyshire):
    run = machine.agree(
        imports.check(imports.start((HEADER + AMARA).encode(), "x.csv", by=None, organisation=weyshire))
    )

    said = [check_import(run.pk), save_import(run.pk), save_import(run.pk)]

    assert said == [
        "x.csv has been checked before.",
        "Saved x.csv. Rows that changed something: 1.",
        "x.csv is not waiting to be saved.",
    ]


def test_an_import_that_cannot_be_undone_says_why(dan, weyshire):
    address = send(dan, weyshire, AMARA)
    dan.post(address + "save/")
    make_account(Role.PRACTITIONER, person=Person.objects.get(email="amara@weyshire.example"), organisation=weyshire)

    response = dan.post(address + "undo/")

    assert response.status_code == 409
    assert "There are accounts for Amara Okafor since this import, so it cannot be undone." in words(response)


def test_a_training_lead_brings_in_and_sees_files_of_their_own_branch_only(weyshire, dan):
    health = make_organisation("Weyshire Community Health", code="health")
    grace = signed_in(make_account(Role.TRAINING_LEAD, organisation=health))
    hers, theirs = send(grace, health, AMARA, name="hers.csv"), send(dan, weyshire, AMARA, name="theirs.csv")

    listed = words(grace.get("/people/imports/"))

    assert "hers.csv" in listed
    assert "theirs.csv" not in listed
    assert "theirs.csv" in words(dan.get("/people/imports/"))
    assert [grace.get(address).status_code for address in (hers, theirs)] == [200, 404]
    assert grace.post(theirs + "save/").status_code == 404
    refused = grace.post(
        "/people/imports/new/", {"file": SimpleUploadedFile("x.csv", b"a,b\n1,2\n"), "organisation": weyshire.pk}
    )
    assert "Choose one of those offered" in words(refused)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ACADEMY, Role.TRAINING_LEAD}))
def test_nobody_else_may(role, dan, weyshire):
    address = send(dan, weyshire, AMARA)
    other = signed_in(make_account(role, organisation=weyshire))

    pages = ["/people/imports/", "/people/imports/new/", "/people/imports/template/", address, address + "rows/bad/"]

    assert {other.get(page).status_code for page in pages} == {404}
    assert {other.post(address + act).status_code for act in ("save/", "cancel/", "undo/", "restructured/")} == {404}


def test_lists_cost_the_same_however_long_they_are(dan, weyshire):
    address = send(dan, weyshire, GRACE)
    pages = ["/people/imports/", address, address + "rows/bad/"]
    with CaptureQueriesContext(connection) as few:
        [dan.get(page) for page in pages]

    again = send(dan, weyshire, GRACE, *[GRACE.replace("W2", f"W{n}").replace("grace", f"g{n}") for n in range(20, 23)])
    send(dan, weyshire, GRACE)
    with CaptureQueriesContext(connection) as many:
        [dan.get(page) for page in ("/people/imports/", again, again + "rows/bad/")]

    assert len(many) == len(few)


def test_the_template_can_be_filled_in_and_sent(dan, weyshire):
    template = b"".join(dan.get("/people/imports/template/").streaming_content)

    page = words(dan.get(send(dan, weyshire, content=template)))

    assert "Leila Haddad Joins Family Safeguarding, north, as a newly qualified social worker" in page


def test_what_nobody_came_back_to_is_forgotten(dan, weyshire):
    send(dan, weyshire, AMARA, GRACE)
    ImportRun.objects.update(started_at=clock.now() - timedelta(days=31))

    said = forget_import_files()

    run = ImportRun.objects.get()
    assert said == "Files forgotten that nobody came back to: 1."
    assert (run.stage, run.file) == (ImportRun.Stage.CANCELLED, None)
    assert ImportRow.objects.exclude(cells=[]).count() == 0
