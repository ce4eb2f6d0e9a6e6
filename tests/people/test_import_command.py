"""`academy import workforce`: what it prints, what it returns, and what stays when it is killed."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from academy.core import imports as machine
from academy.core.models import ImportMapping, ImportRun
from academy.people.models import Organisation, Spell
from tests.builders import make_organisation
from tests.other_process import environment
from tests.people import hr_file
from tests.people.tables import content, hashes

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ROOT / "tests" / "fixtures" / "csww" / "social_work_workforce_2022.xml"
KEYS = ["run", "rows", "joiner", "mover", "leaver", "same", "bad", "applied"]


@pytest.fixture
def answer(capsys):
    def run(*arguments: str) -> dict:
        call_command("import", "workforce", *arguments, "--json", skip_checks=True)
        return json.loads(capsys.readouterr().out)

    return run


@pytest.mark.django_db
def test_the_dry_run_names_each_rule_of_each_row_and_saves_nothing(answer):
    found = answer(str(SAMPLE), "--dry-run")

    assert list(found) == KEYS
    assert [found[key] for key in ("rows", "joiner", "mover", "leaver", "same", "applied")] == [30, 7, 0, 0, 0, 0]
    assert len(found["bad"]) == 23
    assert found["bad"][0] == {
        "row": 2,
        "name": "Social worker Yk7226043359",
        "rules": [
            {"code": "start-origin", "message": "StartOrigin is 8, but RoleStartDate is missing"},
            {"code": "fte", "message": "RoleEndDate is 2019-09-23, but FTE is 0"},
        ],
    }
    assert Spell.objects.count() == 0


@pytest.mark.django_db
def test_the_good_rows_apply_once_and_undo_takes_the_authority_away_too(answer):
    before = hashes()

    first, second = answer(str(SAMPLE)), answer(str(SAMPLE))
    undone = answer("--undo", str(first["run"]))

    assert (first["applied"], second["applied"], second["same"]) == (7, 0, 7)
    assert (undone["run"], undone["applied"]) == (first["run"], 0)
    assert hashes() == before
    assert Organisation.objects.count() == 0


@pytest.mark.django_db
def test_an_organisation_and_a_mapping_may_be_named(answer, tmp_path):
    north = make_organisation("North", code="north")
    make_organisation("Weyshire", code="weyshire")
    ImportMapping.objects.create(
        spec="workforce",
        branch="",
        name="Payroll",
        columns={"starts_on": "Since"},
        words={"role": {"sw l3": "social_worker"}},
    )
    file = tmp_path / "staff.csv"
    file.write_text("Staff number,Name,Role,Since\nW1,Amara Okafor,SW L3,06/01/2020\n")

    found = answer(str(file), "--organisation", "north", "--mapping", "Payroll", "--format", "hr")

    assert found["applied"] == 1
    assert Spell.objects.get().post.organisation == north


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["missing.csv"], "missing.csv cannot be read: No such file or directory."),
        ([], "Give the file to bring in."),
        (["--undo", "999999"], "There is no import 999999."),
        ([str(SAMPLE), "--organisation", "nowhere"], "There is no organisation with the code nowhere."),
        ([str(SAMPLE), "--mapping", "nothing"], "There is no saved mapping called “nothing”."),
        ([str(SAMPLE), "--format", "hr"], "This is a web page or XML, not a table. Save it as .xlsx or as CSV."),
    ],
)
def test_what_cannot_be_done_is_said_on_standard_error_with_exit_code_1(arguments, words, capsys):
    with pytest.raises(SystemExit) as stopped:
        call_command("import", "workforce", *arguments, "--json", skip_checks=True)

    printed = capsys.readouterr()
    assert (stopped.value.code, printed.out) == (1, "")
    assert printed.err.splitlines()[-1] == words


@pytest.mark.django_db
def test_people_get_sentences(capsys):
    call_command("import", "workforce", str(SAMPLE), "--dry-run", skip_checks=True)

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("30 rows. 7 joiners, 0 movers, 0 leavers, 0 the same as before, 23 that cannot be read.")
    assert lines[1] == "Nothing has been saved."
    assert lines[2].startswith("Row 2, Social worker Yk7226043359: StartOrigin is 8, but RoleStartDate is missing; ")


@pytest.fixture
def staff_file(tmp_path) -> Path:
    file = tmp_path / "staff.csv"
    file.write_bytes(hr_file.staff_list(4_500).content)
    return file


def import_process(file: Path) -> subprocess.Popen:
    command = [sys.executable, "-m", "academy.config.manage", "import", "workforce", str(file), "--skip-checks"]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment(), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", ["Saving people", "Saving posts: 2", "Closing the books"])
def test_killed_half_way_nothing_stays_and_a_rerun_is_as_one_clean_import(staff_file, step):
    before = hashes()
    process = import_process(staff_file)
    for line in process.stderr:
        if line.startswith(step):
            process.send_signal(signal.SIGKILL)
            break
    process.stderr.close()
    assert process.wait(timeout=60) == -signal.SIGKILL
    after_the_kill = hashes()

    rerun = import_process(staff_file)
    rerun.stderr.read()
    rerun.stderr.close()

    assert after_the_kill == before
    assert rerun.wait(timeout=120) == 0
    assert Spell.objects.count() == 4_500
    assert list(ImportRun.objects.values_list("stage", flat=True)) == ["saved", "checking"]
    after_the_rerun = content()
    machine.undo(ImportRun.objects.get(stage="saved"), by=None)
    call_command("import", "workforce", str(staff_file), skip_checks=True)
    assert content() == after_the_rerun
