"""After a sample was drawn on the page, no identifier of the list is in the database, in a file or in the log."""

import logging
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from academy.audits.models import SampledCase
from academy.people.rules import Role
from tests.builders import make_organisation, make_viewer, signed_in
from tests.builders_practice import make_audit_tool, make_sample

pytestmark = pytest.mark.django_db
CHILDREN = [f"QX{number}7ZW" for number in range(30)]
BORN = [f"{number % 27 + 1:02}/03/1911" for number in range(30)]
LIST = "Case ID,Team,Worker,Plan,Date of Birth,Postcode\n" + "".join(
    f"{child},North,Ann Lee,CIN,{born},ZZ{place} 9QQ\n"
    for place, (child, born) in enumerate(zip(CHILDREN, BORN, strict=True))
)
IDENTIFIERS = [*CHILDREN, *[child.lower() for child in CHILDREN], "/03/1911", "1911-03", " 9QQ"]


def everything_stored() -> str:
    """Every cell of every table."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found)


def files_written() -> str:
    files = [file for file in Path(settings.FOLDER).rglob("*") if file.is_file() and "sqlite" not in file.name]
    return "\n".join(file.read_bytes().decode("latin-1") for file in files)


def left_behind(text: str) -> list[str]:
    return [one for one in IDENTIFIERS if one in text]


@pytest.fixture
def drawn(caplog):
    """Drawn on the page, then asked for its key: both read the list."""
    caplog.set_level(logging.DEBUG)
    academy, sample = signed_in(make_viewer(Role.ACADEMY).account), make_sample()
    version = make_audit_tool("Another").versions.get()
    asked = {"tool": version.pk, "organisation": make_organisation("Weyshire Council").pk, "size": "12"}
    done = academy.post(f"{sample.round.get_absolute_url()}draw/", {**asked, "file": uploaded(LIST)})
    key = b"".join(academy.post(f"{done.url}key/", {"file": uploaded(LIST)}).streaming_content).decode()
    academy.post(f"{sample.round.get_absolute_url()}draw/", {**asked, "file": uploaded(LIST), "stratify": "Case ID"})
    return key


def uploaded(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("qx07zw.csv", text.encode())


def test_nothing_of_the_list_is_left_anywhere(drawn, caplog):
    assert SampledCase.objects.count() == 12
    assert left_behind(drawn)  # the one who asked was told

    assert left_behind(everything_stored()) == []
    assert left_behind(files_written()) == []
    assert left_behind(caplog.text) == []


def test_the_search_would_find_one_that_was_left(drawn):
    """The control: one identifier kept by mistake is found."""
    SampledCase.objects.filter(pk=SampledCase.objects.first().pk).update(team_said=f"Team of {CHILDREN[3]}")

    assert left_behind(everything_stored()) == [CHILDREN[3]]


def test_a_fault_while_the_list_is_read_tells_nothing_of_it(caplog, monkeypatch):
    """What a page says of a fault, and what the log keeps of it, are read by people who may not know."""
    monkeypatch.setattr("academy.audits.views.samples.read_cases", _fails)
    academy, sample = signed_in(make_viewer(Role.ACADEMY).account), make_sample()
    academy.raise_request_exception = False
    version = make_audit_tool("Another").versions.get()
    asked = {"tool": version.pk, "organisation": make_organisation("Weyshire Council").pk, "size": "12"}

    answer = academy.post(f"{sample.round.get_absolute_url()}draw/", {**asked, "file": uploaded(LIST)})

    assert answer.status_code == 500
    assert left_behind(caplog.text + answer.content.decode()) == []


def _fails(content: bytes, name: str) -> None:
    raise ZeroDivisionError("a fault of ours")
