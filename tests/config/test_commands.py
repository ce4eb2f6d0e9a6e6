"""Each command answers machines with one object on standard output, and people on standard error."""

import json
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from academy.core import trail
from academy.core.models import Entry, Job
from academy.needs.jobs import take_gap_snapshot
from academy.people.models import Person
from tests.builders import (
    at_any_hour,
    make_account,
    make_completion,
    make_follow_up,
    make_item,
    make_organisation,
    make_person,
    make_requirement,
    make_spell,
)
from tests.config.commands import answer_of, started

pytestmark = pytest.mark.django_db
COHORTS = Path(__file__).resolve().parent.parent / "fixtures" / "cohorts_2013_2015.csv"
STAFF = """Staff number,Given name,Family name,E-mail,Role,Start date
W1,Leila,Haddad,leila.haddad@weyshire.example,Social worker,02/11/2026
W2,Tom,Beckett,tom.beckett@weyshire.example,Social worker,31/11/2026
"""


@pytest.fixture
def staff_list(tmp_path) -> str:
    file = tmp_path / "staff.csv"
    file.write_text(STAFF)
    return str(file)


def test_work_once_does_what_is_due_and_says_how_much():
    at_any_hour(make_completion(completed_on=timezone.localdate() - timedelta(days=100)).person)

    answer, _ = answer_of("work", "--once")

    done = Job.objects.filter(done_at__isnull=False).count()
    assert answer == {"jobs": done, "notices": 1}
    assert done > 0


def test_a_job_that_fails_does_not_stop_the_worker():
    Job.objects.create(name="people.check_import", key="broken", arguments={"run": 0}, due_at=timezone.now())

    answer_of("work", "--once")

    broken = Job.objects.get(key="broken")
    assert (broken.attempts, broken.done_at) == (1, None)


def test_retention_of_a_file_is_one_object_of_intakes():
    answer, said = answer_of("retention", "--file", str(COHORTS), "--intake", "2013")

    (intake,) = answer["intakes"]
    assert (intake["intake"], intake["n"], intake["in_post"]) == (2013, 23, 0)
    assert [point["t"] for point in intake["curve"]] == [365, 730, 1000, 1095]
    assert said == ""


def test_retention_of_the_records_counts_who_is_there():
    make_spell(started_on=date(2020, 9, 1), origin=1)

    answer, _ = answer_of("retention", "--on", "2026-11-10")

    assert [(intake["intake"], intake["n"], intake["in_post"]) for intake in answer["intakes"]] == [(2020, 1, 1)]


def test_measures_are_figures_with_their_words():
    completion = make_completion(completed_on=date(2026, 8, 1))
    make_follow_up(completion, due_on=date(2026, 11, 1), used="often", difference="some", answered_at=timezone.now())

    answer, _ = answer_of("measures", "--on", "2026-11-10")

    assert answer["on"] == "2026-11-10"
    assert [figure["label"] for figure in answer["measures"]] == [
        "Up to date",
        "Understood the thresholds",
        "Applied it, three months on",
        "Still here two years beyond the supported year",
        "Places lost to workload",
        "Took part in the quarter",
        "Kept it up",
        "Partner organisations that keep it up",
        "Partnership working, graded good or outstanding",
        "What partners say of working together",
        "Supervision in time",
        "Review actions done in time",
    ]
    assert {"value", "low", "high", "n", "sentence", "shown", "evidence_words"} <= set(answer["measures"][0])


def test_gaps_are_counted_by_organisation_and_by_requirement():
    organisation = make_organisation(code="weyshire")
    make_spell(organisation=organisation)
    make_requirement(make_item(code="risk", organisation=organisation))
    take_gap_snapshot()

    answer, _ = answer_of("gaps", "--organisation", "weyshire")

    assert (answer["people"], answer["gaps"], answer["overdue"]) == (1, 1, 1)
    assert [row["code"] for row in answer["organisations"]] == ["weyshire"]
    assert [row["item"] for row in answer["requirements"]] == ["risk"]


def test_a_dry_run_of_an_import_explains_each_bad_row_and_saves_nothing(staff_list):
    make_organisation(code="weyshire")

    answer, said = answer_of("import", "workforce", staff_list, "--organisation", "weyshire", "--dry-run")

    counts = {name: answer[name] for name in ("rows", "joiner", "mover", "leaver", "same", "applied")}
    assert counts == {"rows": 2, "joiner": 1, "mover": 0, "leaver": 0, "same": 0, "applied": 0}
    assert [(bad["row"], bad["name"]) for bad in answer["bad"]] == [(3, "Tom Beckett")]
    assert set(answer["bad"][0]["rules"][0]) == {"code", "message"}
    assert "of 2" in said  # how far it is
    assert not Person.objects.exists()


def test_an_import_is_applied_and_undone(staff_list):
    make_organisation(code="weyshire")

    applied, _ = answer_of("import", "workforce", staff_list, "--organisation", "weyshire")
    undone, _ = answer_of("import", "workforce", "--undo", str(applied["run"]))

    assert (applied["applied"], undone["applied"]) == (1, 0)
    assert not Person.objects.exists()


def test_a_whole_trail_is_counted_and_its_head_told():
    trail.note(make_account(), "corrected", make_person())

    answer, _ = answer_of("trail")

    assert answer == {"entries": 1, "first_broken": None, "head": trail.head()}


def test_a_trail_that_somebody_wrote_into_stops_with_1_and_names_the_entry():
    true = trail.note(make_account(), "corrected", make_person())
    forged = Entry.objects.create(at=true.at, by_name="Nobody", verb="gave", hash="0" * 64, previous_hash=true.hash)
    out = StringIO()

    with pytest.raises(SystemExit) as stopped:
        call_command("trail", "--json", stdout=out)

    assert stopped.value.code == 1
    assert json.loads(out.getvalue()) == {"entries": 2, "first_broken": forged.pk, "head": "0" * 64}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["gaps", "--organisation", "nowhere"], "There is no organisation with the code “nowhere”."),
        (["gaps", "--on", "31/11/2026"], "“31/11/2026” is not a day. Write it as 2026-11-17."),
        (["measures", "--on", "yesterday"], "“yesterday” is not a day. Write it as 2026-11-17."),
        (["retention", "--file", "nothing.csv"], "nothing.csv cannot be read"),
        (["retention", "--file", str(Path(__file__))], "has no column called worker"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(arguments, words):
    with pytest.raises(CommandError, match=words.replace(".", r"\.")):
        call_command(*arguments)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Give the file to bring in."),
        (["nothing.csv"], "nothing.csv cannot be read: No such file or directory."),
        ([str(COHORTS), "--organisation", "nowhere"], "There is no organisation with the code nowhere."),
        ([str(COHORTS), "--mapping", "unknown"], "There is no saved mapping called “unknown”."),
        (["--undo", "4711"], "There is no import 4711."),
    ],
)
def test_an_import_that_cannot_be_done_says_why_and_writes_no_object(arguments, words):
    make_organisation()
    out, err = StringIO(), StringIO()

    with pytest.raises(SystemExit) as stopped:
        call_command("import", "workforce", *arguments, "--json", stdout=out, stderr=err)

    assert (stopped.value.code, out.getvalue(), err.getvalue().strip()) == (1, "", words)


def test_a_real_process_keeps_what_it_says_to_people_off_standard_output(tmp_path):
    done = started("retention", "--file", str(COHORTS), "--json", folder=tmp_path)

    assert (done.returncode, done.stderr) == (0, "")
    assert [intake["intake"] for intake in json.loads(done.stdout)["intakes"]] == [2013, 2015]
