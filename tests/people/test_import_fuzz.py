"""Spoilt files, sent as people send them: none is a server error, each bad row is named, nothing is half saved."""

import subprocess
import sys
import time
from collections import Counter

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from academy.core import imports as machine
from academy.core.imports import Unreadable, excel, read
from academy.core.models import ImportRun
from academy.people import imports
from academy.people.models import Organisation
from academy.people.rules import Role
from tests.builders import make_account, make_organisation, signed_in
from tests.people import fuzz
from tests.people.hr_file import staff_list
from tests.people.tables import hashes

pytestmark = pytest.mark.django_db
Stage = ImportRun.Stage
SAVED_EACH = 10  # one in so many is also saved, and taken back again
MOST = 400  # MiB that this process may come to hold on top of what it had


@pytest.fixture
def weyshire() -> Organisation:
    return make_organisation("Weyshire", code="weyshire")


@pytest.fixture
def dan(weyshire) -> Client:
    client = signed_in(make_account(Role.ACADEMY, organisation=weyshire))
    client.raise_request_exception = False
    return client


def send(client: Client, weyshire: Organisation, content: bytes, name: str) -> ImportRun | None:
    """As far as the page that shows what was found. None when the form said at once what was wrong."""
    file = SimpleUploadedFile(name, content)
    answer = client.post("/people/imports/new/", {"file": file, "organisation": weyshire.pk}, follow=True)
    assert answer.status_code == 200, (answer.status_code, answer.content[:300])
    if not answer.redirect_chain:
        return None
    run = ImportRun.objects.latest("pk")
    if run.stage == Stage.CHECKING:  # a large one waits for a worker
        run = imports.check(run)
        assert client.get(f"/people/imports/{run.pk}/", follow=True).status_code == 200
    return run


def look(client: Client, run: ImportRun) -> None:
    for page in ("rows/bad/?format=csv", "rows/changes/", "words/", "columns/"):
        answer = client.get(f"/people/imports/{run.pk}/{page}")
        assert answer.status_code == 200, (page, answer.status_code)
        b"".join(answer.streaming_content) if answer.streaming else answer.content


def sound(run: ImportRun) -> None:
    """Every row is judged, and every bad one says where and why."""
    bad = list(run.changes.filter(change="bad"))
    assert len({row.number for row in bad}) == len(bad) == run.counts["bad"]
    assert all(fault.message and fault.advice for row in bad for fault in machine.faults_of(row))
    assert sum(run.counts[kind] for kind in ("joiner", "mover", "leaver", "same", "bad")) == run.rows


def try_all(kind: str, make, dan: Client, weyshire: Organisation) -> None:
    """Nothing is left in any table of people, whatever was sent, saved or undone."""
    look(dan, send(dan, weyshire, staff_list(20).content, "sound.csv"))  # what the pages load, they load once
    ImportRun.objects.all().delete()
    started, held, before = time.monotonic(), fuzz.peak(), hashes()
    stages: Counter[str] = Counter()
    slowest = (0.0, 0)
    for number in fuzz.numbers(kind):
        content, began = make(number), time.monotonic()
        run = send(dan, weyshire, content, f"{number}.{kind}")
        stages[run.stage if run else "form"] += 1
        if run and run.stage == Stage.CHECKED:
            sound(run)
            if number % SAVED_EACH == 0:
                look(dan, run)
                saved_and_undone(run, before)
        slowest = max(slowest, (time.monotonic() - began, number))
        ImportRun.objects.filter(steps=None).delete()
    more, took = fuzz.peak() - held, time.monotonic() - started
    print(
        f"\n{kind}: {sum(stages.values()):,} files in {took:,.0f} s, slowest {slowest[0]:.1f} s (number {slowest[1]})."
    )
    print(f"At most {more:,.0f} MiB more than the {held:,.0f} MiB before. {dict(stages)}")
    assert hashes() == before
    assert more < MOST


def saved_and_undone(run: ImportRun, before: dict[str, str]) -> None:
    run = imports.save(run, by=None)
    assert run.stage == Stage.SAVED
    machine.undo(run, by=None)
    assert hashes() == before
    run.delete()


def test_no_spoilt_text_file_is_a_server_error(dan, weyshire):
    try_all("csv", fuzz.a_csv, dan, weyshire)


def test_no_spoilt_excel_file_is_a_server_error(dan, weyshire):
    try_all("xlsx", fuzz.an_xlsx, dan, weyshire)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (fuzz.bomb, "times its size. The most we open is 100 times"),
        (fuzz.flat, "parts. The most we open is 2,000"),
        (fuzz.liar, "We cannot read this Excel file"),
        (fuzz.nested, "We cannot read this Excel file"),
        (fuzz.strings, "holds more text than a staff list can|We cannot read this Excel file"),
    ],
)
def test_a_monster_is_refused_in_words_and_in_no_time(make, words):
    content = make()
    began = time.monotonic()

    with pytest.raises(Unreadable, match=words):
        read(content, "staff.xlsx")

    assert time.monotonic() - began < 10


READ_IT = "import runpy, sys; book = runpy.run_path(sys.argv[1]); {limit}; book['tell'](sys.stdin.buffer.read())"
MEASURED = (
    "import resource, subprocess, sys;"
    "quiet = {'stdout': subprocess.DEVNULL, 'stderr': subprocess.DEVNULL};"
    "done = subprocess.run([sys.executable, '-c', *sys.argv[1:]], stdin=sys.stdin, **quiet);"
    "print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
)


def read_in_a_process_of_its_own(content: bytes, *, limit: str) -> tuple[int, int]:
    """How it ended, and the most memory it had in MiB."""
    command = [sys.executable, "-c", MEASURED, READ_IT.format(limit=limit), str(excel.WORKBOOK)]
    code, memory = subprocess.run(command, input=content, capture_output=True, check=True).stdout.split()
    return int(code), int(memory)


def test_without_the_limit_a_small_file_takes_all_the_memory_it_likes():
    """The control: the same file, past the list of contents, with the limit on and off."""
    far = fuzz.parts_of(fuzz.workbooks()[0])
    cell = b'<row r="40000"><c r="AZZ40000"><v>1</v></c></row></sheetData>'
    far[fuzz.SHEET] = far[fuzz.SHEET].replace(b"</sheetData>", cell)
    content = fuzz.packed(far)
    excel.refuse_unsafe(content)

    limited, free = (read_in_a_process_of_its_own(content, limit=limit) for limit in ("book['limit']()", "pass"))

    assert limited[0] != 0
    assert limited[1] < 768 < free[1]
