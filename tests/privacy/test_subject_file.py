"""Everything that is kept about one person, as a file, and nothing of anybody else."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection

from academy.booking import actions as booking
from academy.core import clock, jobs, notices, trail
from academy.core.models import Entry, Job
from academy.people.models import Account, Person, StaffNumber
from academy.people.rules import Role
from academy.privacy import actions, holdings
from academy.privacy.jobs import forget_files, make_subject_file
from academy.privacy.models import SubjectFile
from tests.builders import (
    make_account,
    make_completion,
    make_follow_up,
    make_item,
    make_organisation,
    make_person,
    make_session,
    make_spell,
    make_team,
    signed_in,
)

pytestmark = pytest.mark.django_db
CANARY = "Quillfeather"
ASK = "/privacy/file/"
# Tables that point to a person or an account and are not handed out, and why.
EXCUSED: dict[str, str] = {}


@pytest.fixture
def amara():
    """Somebody with a bit of everything, and with other people all around her."""
    organisation = make_organisation("Health")
    ruth, tom = make_person("Ruth", CANARY), make_person("Tom", f"Both{CANARY}")
    amara = make_account(Role.PRACTITIONER, person=make_person("Amara", "Okafor", swe_number="SW12345"))
    make_account(Role.MANAGER, person=ruth)
    spell = make_spell(amara.person, team=make_team("North", organisation=organisation), line_manager=ruth)
    make_spell(tom, organisation=organisation, line_manager=amara.person)
    StaffNumber.objects.create(person=amara.person, organisation=organisation, number="H-1")
    item = make_item("Motivational interviewing")
    booked = booking.book_place(make_session(item), amara.person, by=ruth.account, needs="Large print")
    booking.book_place(booked.session, tom, by=None)
    make_follow_up(make_completion(amara.person, item), manager=ruth, story="I listened more.", used="often")
    make_follow_up(make_completion(tom, item), manager=amara.person, story=f"What {CANARY} did", manager_saw="often")
    trail.note(ruth.account, "started", spell, post="Social worker")
    notices.send("test:1", to=amara.person.email, template="people/invited.txt", account=ruth.account, link="x")
    return amara


def made(account) -> zipfile.ZipFile:
    file = actions.make_file(actions.ask_for_file(account.person, by=account))
    return zipfile.ZipFile(io.BytesIO(bytes(SubjectFile.objects.get(pk=file.pk).content)))


def all_of(file: zipfile.ZipFile) -> str:
    return "\n".join(file.read(name).decode("utf-8-sig") for name in file.namelist())


def tables_of(file: zipfile.ZipFile) -> dict[str, list[dict]]:
    return json.loads(file.read("everything.json"))


# Every table


def pointing_at(*tables: str) -> set[tuple[str, str]]:
    """Tables and columns that the database itself says point at these."""
    with connection.cursor() as cursor:
        return {
            (name, column)
            for name in connection.introspection.table_names(cursor)
            for column, (_, target) in connection.introspection.get_relations(cursor, name).items()
            if target in tables
        }


def test_every_table_that_points_at_a_person_or_an_account_is_handed_out_or_excused():
    people = {Person._meta.db_table, Account._meta.db_table}
    covered = {
        (holding.model._meta.db_table, holding.model._meta.get_field(holding.path).column)
        for holding in holdings.holdings()
        if "__" not in holding.path and holding.path != "pk"
    }

    found = pointing_at(*people)

    assert found - covered - {(table, column) for table, column in found if table in EXCUSED} == set()
    assert len(found) > 10


def test_every_model_whose_rows_are_somebodys_is_handed_out():
    """Also by way of others, as a certificate is by its completion."""
    somebodys = {
        model
        for model in apps.get_models()
        for way in [getattr(model, "scope_path", "")]
        if way and way not in ("self", "everyone") and holdings.end_of(model, way) is Person
    }

    assert somebodys - {holding.model for holding in holdings.holdings() if holding.is_own} == set()


def test_the_file_has_each_table_to_read_for_a_spreadsheet_and_for_a_machine(amara):
    file = made(amara)

    tables = tables_of(file)

    assert {"read-me-first.html", "everything.json"} <= set(file.namelist())
    assert len([name for name in file.namelist() if name.startswith("tables/")]) == len(tables)
    assert tables["You"] == [
        {
            **tables["You"][0],
            "given_name": "Amara",
            "family_name": "Okafor",
            "email": amara.person.email,
            "swe_number": "SW12345",
        }
    ]
    assert [row["number"] for row in tables["Staff numbers"]] == ["H-1"]
    assert [(row["status"], row["needs"]) for row in tables["Bookings"]] == [("You have a place", "Large print")]
    assert [row["story"] for row in tables["Follow ups"]] == ["I listened more."]
    assert "started the post of social worker" in [row["words"] for row in tables["What was seen and changed"]]
    assert "<h2>Staff numbers</h2>" in file.read("read-me-first.html").decode()


def test_nobody_else_is_named_in_it(amara):
    said = all_of(made(amara))

    assert CANARY.lower() not in said.lower()
    assert "a line manager" in said
    assert CANARY in str(Person.objects.get(given_name="Ruth"))  # there was somebody to be named


def test_in_rows_about_others_there_is_only_when_it_was_and_what_one_said_oneself(amara):
    tables = tables_of(made(amara))

    [managed] = tables["Posts held in which you are named: line manager"]
    [seen] = tables["Follow ups in which you are named: manager"]
    assert set(managed) == {"since_on", "started_on", "ended_on"}
    assert seen["manager_saw"] == "Yes, more than once"
    assert "story" not in seen


def test_what_opens_an_account_is_left_out(amara):
    amara.set_password("one-golden-thread")
    amara.save()
    client = signed_in(amara)

    said = all_of(made(amara))

    assert amara.password not in said
    assert client.session.session_key not in said


# Asking, making, taking


def test_somebody_asks_a_worker_makes_it_and_they_take_it(amara):
    client = signed_in(amara)

    page = client.post(ASK)["Location"]
    waiting = client.get(page).content.decode()
    assert jobs.work_once({"privacy.make_subject_file": make_subject_file})
    ready = client.get(page).content.decode()
    answer = client.post(f"{page}take/")

    assert "The file is being made" in waiting
    assert "Download the file" in ready
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
    verbs = Entry.objects.filter(subject_type="privacy.subjectfile").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["asked for", "made", "took"]


def test_asked_for_twice_it_is_made_once(amara):
    client = signed_in(amara)

    first, second = (client.post(ASK)["Location"] for _ in range(2))

    assert first == second
    assert (SubjectFile.objects.count(), Job.objects.count()) == (1, 1)


def test_a_job_that_is_run_twice_makes_it_once(amara):
    file = actions.ask_for_file(amara.person, by=amara)

    make_subject_file(file.pk)
    content = SubjectFile.objects.get().content
    make_subject_file(file.pk)

    assert SubjectFile.objects.get().content == content
    assert Entry.objects.filter(verb="made", subject_type="privacy.subjectfile").count() == 1


def test_after_a_day_it_is_refused_and_its_content_is_gone(amara):
    file = actions.make_file(actions.ask_for_file(amara.person, by=amara))
    SubjectFile.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    client = signed_in(amara)

    refused = client.post(f"/privacy/files/{file.pk}/take/")
    forget_files()

    assert refused.status_code == 409
    assert "no longer kept" in refused.content.decode()
    assert SubjectFile.objects.get().content is None
    assert "no longer kept" in client.get(f"/privacy/files/{file.pk}/").content.decode()


def test_a_file_is_nobody_elses(amara):
    file = actions.make_file(actions.ask_for_file(amara.person, by=amara))
    officer = make_account(Role.INFORMATION, person=make_person("Ingrid"))
    ruth = Account.objects.get(person__given_name="Ruth")

    for account in (officer, ruth, make_account(Role.ACADEMY, person=make_person("Dan"))):
        client = signed_in(account)
        assert client.get(f"/privacy/files/{file.pk}/").status_code == 404
        assert client.post(f"/privacy/files/{file.pk}/take/").status_code == 404


def test_a_closed_account_takes_nothing(amara):
    file, client = actions.make_file(actions.ask_for_file(amara.person, by=amara)), signed_in(amara)
    assert client.get(f"/privacy/files/{file.pk}/").status_code == 200

    Account.objects.filter(pk=amara.pk).update(is_active=False)

    assert client.post(f"/privacy/files/{file.pk}/take/").status_code == 302


def test_who_no_longer_answers_for_information_takes_nothing(amara):
    ingrid = make_account(Role.INFORMATION, person=make_person("Ingrid"))
    look = actions.look_up(amara.person, reason="asked", note="", by=ingrid)
    file = actions.make_file(actions.ask_for_file(amara.person, by=ingrid, look=look))
    client = signed_in(ingrid)
    assert client.post(f"/privacy/files/{file.pk}/take/").status_code == 200

    ingrid.grants.update(ends_on=clock.today() - timedelta(days=1))

    assert client.post(f"/privacy/files/{file.pk}/take/").status_code == 404


def test_the_officer_asks_with_a_reason_and_the_person_reads_of_it(amara):
    ingrid = make_account(Role.INFORMATION, person=make_person("Ingrid", "Vale"))
    client = signed_in(ingrid)
    look = client.post("/privacy/look-up/", {"who": amara.person.email, "reason": "asked"})["Location"]

    client.post(f"{look}file/")

    page = signed_in(amara).get("/privacy/trail/").content.decode()
    assert "Ingrid Vale, Information governance officer" in page
    assert "asked for the file of everything that is kept" in page
