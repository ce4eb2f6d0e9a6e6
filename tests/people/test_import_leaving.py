"""A file that would end more than one in ten of an organisation’s posts waits until somebody says why."""

import csv
import io
import json

import pytest
from django.core.management import call_command
from django.test import Client

from academy.core import imports as machine
from academy.core import trail
from academy.core.imports import NeedsReason
from academy.core.models import ImportRun
from academy.people import imports
from academy.people.models import Organisation, Spell
from academy.people.rules import Role
from academy.people.rules.leaving import too_many_leave
from tests.builders import make_account, make_organisation, signed_in
from tests.people import hr_file
from tests.people.hr_file import DESTINATION, ENDS, REASON
from tests.people.staff import a_list, check, row, save
from tests.people.tables import counts, hashes

pytestmark = pytest.mark.django_db
Stage = ImportRun.Stage
DOUBT = "This would end the posts of 3 of the 20 people of Weyshire: more than one in ten."


@pytest.fixture
def weyshire() -> Organisation:
    return make_organisation("Weyshire", code="weyshire")


@pytest.fixture
def dan(weyshire) -> Client:
    return signed_in(make_account(Role.ACADEMY, organisation=weyshire))


def leaving(how_many: int, *, of: int = 20) -> bytes:
    found = hr_file.staff_list(of)
    for place in range(how_many):
        found.rows[-1 - place][ENDS] = "06/11/2026"
        found.rows[-1 - place][REASON], found.rows[-1 - place][DESTINATION] = "Resigned", "Another authority"
    return found.content


def everybody(of: int = 20) -> None:
    save(hr_file.staff_list(of).content)


@pytest.mark.parametrize(
    ("leaving", "of", "is_much"),
    [(0, 20, False), (2, 20, False), (3, 20, True), (1, 1, False), (1, 5, False), (2, 5, True), (10, 100, False)],
)
def test_more_than_one_in_ten_is_much_but_one_alone_never(leaving, of, is_much):
    assert too_many_leave(leaving, of=of) == is_much


def test_two_of_twenty_may_leave_without_a_word(weyshire):
    everybody()

    run = save(leaving(2))

    assert (run.stage, run.doubt, run.counts["leaver"]) == (Stage.SAVED, "", 2)


def test_three_of_twenty_are_not_saved_by_anybody_until_somebody_says_why(weyshire):
    everybody()
    before = hashes()
    run = check(leaving(3))
    assert (run.doubt, counts(run)) == (DOUBT, (0, 0, 3, 17, 0))

    held_back = imports.save(run, by=None)
    with pytest.raises(NeedsReason, match="Say why before you save"):
        machine.agree(run)

    assert (held_back.stage, hashes()) == (Stage.CHECKED, before)


def test_the_reason_lets_it_through_and_is_kept_in_the_trail(weyshire):
    everybody()
    account = make_account(Role.ACADEMY, organisation=weyshire)
    run = check(leaving(3))

    machine.confirm(run, "The youth service moves  to the county", by=account)
    run = imports.save(ImportRun.objects.get(pk=run.pk), by=account)

    kept = [(entry.verb, entry.details.get("reason")) for entry in trail.entries_about(run)]
    assert (run.stage, run.reason) == (Stage.SAVED, "The youth service moves to the county")
    assert sorted(kept) == [
        ("imported", "The youth service moves to the county"),
        ("said why to save", "The youth service moves to the county"),
    ]
    assert Spell.objects.filter(ended_on__isnull=False).count() == 3


def test_a_reason_holds_only_for_what_somebody_looked_at(weyshire):
    everybody()
    run = machine.confirm(check(leaving(3)), "They move to the county", by=None)
    save(leaving(2))  # meanwhile two of them have left by another file

    run = imports.save(ImportRun.objects.get(pk=run.pk), by=None)

    assert (run.stage, run.counts["leaver"], Spell.objects.filter(ended_on__isnull=False).count()) == ("checked", 1, 2)


def test_each_organisation_is_counted_for_itself(weyshire):
    school = make_organisation("Larkrise Primary", parent=weyshire, code="larkrise")
    everybody(of=60)
    headings = ("Staff number", "Name", "Role", "Start date", "End date", "Organisation")
    staff = [(f"L{n}", f"P{n} Salt", "Teacher", "01/09/2020", "", "larkrise") for n in range(4)]
    save(a_list(*staff, headings=headings))

    run = check(a_list(*[(*cells[:4], "31/10/2026", "larkrise") for cells in staff[:2]], headings=headings))

    assert run.doubt == f"This would end the posts of 2 of the 4 people of {school}: more than one in ten."


def test_who_has_left_already_is_not_counted_again(weyshire):
    everybody()
    save(leaving(2))

    assert check(leaving(3)).doubt == ""


def test_the_page_asks_why_keeps_asking_and_says_it_afterwards(weyshire, dan):
    everybody()
    run = check(leaving(3))
    asked = dan.get(f"/people/imports/{run.pk}/").content.decode()

    without = dan.post(f"/people/imports/{run.pk}/save/", {"reason": " "})
    saved = dan.post(f"/people/imports/{run.pk}/save/", {"reason": "The team moves"}, follow=True).content.decode()

    assert DOUBT in asked
    assert "Why do so many leave?" in asked
    assert "One thing to put right" in without.content.decode()
    assert "3 changes saved" in saved
    assert "The reason given: “The team moves”" in saved


def test_the_command_refuses_and_takes_a_reason(weyshire, tmp_path, capsys):
    everybody()
    file = tmp_path / "staff.csv"
    file.write_bytes(leaving(3))

    with pytest.raises(SystemExit):
        call_command("import", "workforce", str(file), skip_checks=True)
    refused = capsys.readouterr().err
    call_command("import", "workforce", str(file), "--reason", "They move", "--json", skip_checks=True)

    assert f"{DOUBT} Nothing was saved. If it is right, say why: --reason “…”." in refused
    assert json.loads(capsys.readouterr().out)["leaver"] == 3


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_the_error_file_holds_row_name_reason_and_the_uploaders_own_cells_only(weyshire, dan, format):
    other = make_organisation("Secret Trust", code="secret")
    save(a_list(row(surname="Quillfeather", email="zinnia@secret.example")), organisation=other)
    theirs = row(staff_number="=1+1", first_name="@Tom", surname="Pike", email="zinnia@secret.example")
    run = check(a_list(theirs), organisation=weyshire)

    answer = dan.get(f"/people/imports/{run.pk}/rows/bad/?format={format}")

    content = b"".join(answer.streaming_content)
    if format == "csv":
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    else:
        found = machine.read(content, "x.xlsx", known=imports.hr_columns.KNOWN)
        rows = [list(found.header), *map(list, found.rows)]
    assert rows[0][:4] == ["Row", "Who", "What is wrong", "To put it right"]
    assert rows[1][:3] == ["2", "'@Tom Pike" if format == "csv" else "@Tom Pike", rows[1][2]]
    assert rows[1][2] == "E-mail zinnia@secret.example does not go with this name"
    assert rows[1][4:6] == (["'=1+1", "'@Tom"] if format == "csv" else ["=1+1", "@Tom"])
    assert "Quillfeather" not in str(rows)
    assert "Secret" not in str(rows)
