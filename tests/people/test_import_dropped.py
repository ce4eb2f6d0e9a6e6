"""Files that other programs leave in the drop folder."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest

from academy.config.schedule import FUNCTIONS
from academy.core import clock, jobs
from academy.core.models import ImportRun, Job, Notice
from academy.people.imports import dropped
from academy.people.models import Organisation, Person
from academy.people.rules import Role
from academy.people.rules.dropped import is_half_written, may_be_saved
from tests.builders import make_account, make_organisation, make_person
from tests.people import hr_file
from tests.people.staff import save

pytestmark = pytest.mark.django_db
Stage = ImportRun.Stage


@pytest.fixture
def weyshire() -> Organisation:
    return make_organisation("Weyshire", code="weyshire")


@pytest.fixture
def folder(tmp_path: Path, settings) -> Path:
    settings.DROP_FOLDER = tmp_path / "dropped"
    (settings.DROP_FOLDER / "weyshire").mkdir(parents=True)
    return settings.DROP_FOLDER


def drop(folder: Path, content: bytes, name: str = "weyshire/staff.csv", *, age: int = 300) -> Path:
    path = folder / name
    path.write_bytes(content)
    os.utime(path, (time.time() - age,) * 2)
    return path


def work() -> None:
    """The job of a minute, and what it queues."""
    jobs.start("people.take_dropped_files", key=clock.now().isoformat())
    while jobs.work_once(FUNCTIONS):
        pass


def lying(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("name", "age", "is_half"),
    [
        ("staff.csv", 61, False),
        ("staff.csv", 5, True),
        ("staff.csv.part", 600, True),
        (".staff.csv", 600, True),
        ("~$staff.xlsx", 600, True),
        ("STAFF.TMP", 600, True),
    ],
)
def test_what_is_still_being_written_is_left_alone(name, age, is_half):
    assert is_half_written(name, touched=1_000_000 - age, now=1_000_000) == is_half


@pytest.mark.parametrize(
    ("bad", "rows", "doubt", "may"),
    [(0, 100, "", True), (5, 100, "", True), (6, 100, "", False), (0, 100, "Many leave", False), (0, 0, "", False)],
)
def test_only_what_leaves_nothing_to_ask_is_saved_by_itself(bad, rows, doubt, may):
    assert may_be_saved(bad=bad, rows=rows, doubt=doubt) == may


def test_a_sound_file_is_saved_and_put_away_without_a_word(weyshire, folder):
    drop(folder, hr_file.staff_list(20).content)

    work()

    run = ImportRun.objects.get()
    assert (run.stage, run.by_name, Person.objects.count()) == (Stage.SAVED, "the Academy", 20)
    assert lying(folder) == [f"weyshire/done/{run.pk}-staff.csv"]
    assert Notice.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "stage", "words"),
    [
        (b"%PDF-1.7", Stage.REFUSED, "This is a document, not a table"),
        (b"Ref,Who\n1,2\n", Stage.MATCHING, "We cannot find a column"),
        (
            hr_file.staff_list(60, has_faults=False).content.replace(b"Social worker", b"SW L3"),
            Stage.CHECKED,
            "cannot be",
        ),
        (b"Staff number,Name,Role,Start date\n", Stage.CHECKED, "It has no rows"),
    ],
)
def test_what_leaves_something_to_ask_waits_for_a_person_who_is_told_once(weyshire, folder, content, stage, words):
    lead = make_account(Role.TRAINING_LEAD, person=make_person("Grace", "Lindqvist"), organisation=weyshire)
    drop(folder, content)

    work()
    work()

    run, notice = ImportRun.objects.get(), Notice.objects.get()
    assert (run.stage, lying(folder)) == (stage, [f"weyshire/waiting/{run.pk}-staff.csv"])
    assert (notice.to, notice.subject) == (lead.email, "A staff list waits for you")
    assert words in notice.body
    assert f"/people/imports/{run.pk}/" in notice.body


def test_a_file_that_would_empty_an_organisation_waits(weyshire, folder):
    save(hr_file.staff_list(20).content)
    make_account(Role.ACADEMY, person=make_person("Dan", "Whitcombe"), organisation=weyshire)
    drop(
        folder,
        hr_file.staff_list(20).content.replace(b",,0.6,", b",06/11/2026,0.6,").replace(b",,1,", b",06/11/2026,1,"),
    )

    work()

    assert ImportRun.objects.latest("pk").stage == Stage.CHECKED
    assert "more than one in ten" in Notice.objects.get().body


def test_a_few_bad_rows_are_left_out_and_somebody_is_told(weyshire, folder):
    make_account(Role.ACADEMY, person=make_person("Dan", "Whitcombe"), organisation=weyshire)
    staff = hr_file.staff_list(40)
    staff.rows[-1][hr_file.STARTS] = "31/11/2025"
    drop(folder, staff.content)

    work()

    assert ImportRun.objects.get().stage == Stage.SAVED
    assert Notice.objects.get().subject == "A staff list was saved, and some rows were left out"


def test_only_whole_files_of_organisations_that_there_are_are_taken(weyshire, folder, tmp_path):
    content = hr_file.staff_list(5).content
    drop(folder, content, age=0)
    (folder / "nowhere").mkdir()
    drop(folder, content, "nowhere/staff.csv")
    drop(folder, content, "staff.csv")
    (folder / "weyshire" / "link.csv").symlink_to(drop(tmp_path, content, "secret.csv"))

    work()

    assert (ImportRun.objects.count(), Person.objects.count()) == (0, 0)
    assert lying(folder) == ["nowhere/staff.csv", "staff.csv", "weyshire/link.csv", "weyshire/staff.csv"]


def test_the_same_file_twice_is_two_imports_and_the_second_writes_nothing(weyshire, folder):
    for age in (300, 200):
        drop(folder, hr_file.staff_list(20).content, age=age)
        work()

    assert [run.counts["writes"] for run in ImportRun.objects.order_by("pk")] == [20, 0]
    assert len(lying(folder)) == 2


@pytest.mark.parametrize("until", ["started", "checked", "saved"])
def test_a_worker_that_was_killed_half_way_is_gone_on_from(weyshire, folder, until):
    path = drop(folder, hr_file.staff_list(20).content)
    (file,) = dropped.ready(folder, now=time.time())
    run = dropped.imports.start(path.read_bytes(), path.name, by=None, organisation=weyshire, dropped=file.key)
    if until != "started":
        run = dropped.imports.check(run)
    if until == "saved":
        dropped.imports.save(run, by=None)

    work()
    work()

    assert (ImportRun.objects.get().stage, Person.objects.count()) == (Stage.SAVED, 20)
    assert lying(folder) == [f"weyshire/done/{run.pk}-staff.csv"]


def test_a_file_is_one_job_however_many_look_for_it(weyshire, folder):
    drop(folder, hr_file.staff_list(5).content)

    for minute in range(3):
        jobs.start("people.take_dropped_files", key=str(clock.now() + timedelta(minutes=minute)))
    for _ in range(3):
        jobs.work_once({"people.take_dropped_files": FUNCTIONS["people.take_dropped_files"]})

    assert Job.objects.filter(name="people.take_dropped_file").count() == 1


def test_what_was_written_again_meanwhile_has_a_turn_of_its_own(weyshire, folder):
    drop(folder, hr_file.staff_list(5).content)
    (file,) = dropped.ready(folder, now=time.time())
    drop(folder, hr_file.staff_list(6).content, age=100)

    taken = dropped.take(folder, file)
    work()

    assert taken is None
    assert Person.objects.count() == 6


def test_without_a_folder_nothing_is_looked_for(weyshire, settings):
    settings.DROP_FOLDER = None

    work()

    assert ImportRun.objects.count() == 0
