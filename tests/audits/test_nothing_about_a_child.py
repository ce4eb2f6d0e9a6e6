"""After lists were read, a sample drawn and timeliness counted, nothing that tells of a child is anywhere: every
identifier of the input is looked for in the database, in its backup, in the files and in the log."""

import io
import logging
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from academy.audits.actions.auditing import finish_audit, open_audit
from academy.audits.actions.samples import draw_sample
from academy.audits.imports.case_lists import read_cases
from academy.audits.models import Sample, SampledCase
from academy.audits.rules.samples import Design
from academy.core import clock
from academy.people.rules import Role
from tests.audits.audited import make_auditor, say_all
from tests.audits.workbooks import annex
from tests.builders import make_account, signed_in
from tests.builders_practice import make_audit_tool, make_sample

pytestmark = pytest.mark.django_db
PLACES = {"table audits_sampledcase", "backup"}
CHILDREN = 40
BORN = [date(2011, 2, 3) + timedelta(days=97 * number) for number in range(CHILDREN)]
NUMBERS = [f"7731{number:05}9" for number in range(CHILDREN)]
POSTCODES = [f"WY{number}4 7QT" for number in range(CHILDREN)]
HOMES = [f"SC88{number:04}" for number in range(CHILDREN)]


def input_file() -> bytes:
    started = clock.today() - timedelta(days=300)
    who = [{"Child Unique ID": number, "Date of Birth": born} for number, born in zip(NUMBERS, BORN, strict=True)]
    needs = [row | {"CIN Start Date": started, "Case Status": "c) Child in need plan"} for row in who]
    cared = [
        row | {"Date Started to be Looked After": started, "Placement postcode": postcode, "URN of Placement": home}
        for row, postcode, home in zip(who, POSTCODES, HOMES, strict=True)
    ]
    return annex({"List 6": needs, "List 8": cared})


def identifiers() -> list[str]:
    days = [f"{born:%d/%m/%Y}" for born in BORN] + [born.isoformat() for born in BORN]
    return [*NUMBERS, *POSTCODES, *HOMES, *days]


def everything(log: str) -> dict[str, str]:
    """What is kept, as text, by where it is kept."""
    kept = {"log": log}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            kept[f"table {table}"] = "\n".join(map(str, cursor.fetchall()))
    for file in Path(settings.FOLDER).rglob("*"):
        # Who opens and closes the database's own file gives up this process's locks on it; its backup is read instead.
        if file.is_file() and "static" not in file.parts and ".sqlite3" not in file.name:
            kept[f"file {file.name}"] = file.read_bytes().decode("latin-1")
    if connection.vendor == "sqlite" and not connection.in_atomic_block:  # within, it would wait for this very test
        kept["backup"] = _backup().decode("latin-1")
    return kept


def _backup() -> bytes:
    """As whoever runs the server makes one: a copy of the whole database, page by page."""
    with TemporaryDirectory() as folder:
        copy = Path(folder, "backup.sqlite3")
        target = connection.Database.connect(str(copy))  # type: ignore[attr-defined]
        connection.connection.backup(target)
        target.close()
        return copy.read_bytes()


def found_in(kept: dict[str, str]) -> dict[str, list[str]]:
    found = {place: [said for said in identifiers() if said in text] for place, text in kept.items()}
    return {place: said for place, said in found.items() if said}


def read_it_in_every_way(folder: Path) -> Sample:
    content = input_file()
    path = folder / "annex.xlsx"
    path.write_bytes(content)
    call_command("timeliness", str(path), json=True, stdout=io.StringIO())
    call_command("sample", str(path), size=5, seed="7", json=True, stdout=io.StringIO())
    path.unlink()
    client = signed_in(make_account(Role.ACADEMY))
    sent = {"file": SimpleUploadedFile("annex.xlsx", content), "on": clock.today().isoformat()}
    assert client.post(reverse("read-lists"), sent).status_code == 302
    drawn = make_sample(make_audit_tool())
    other = make_audit_tool("Another tool").versions.get()
    sample = draw_sample(
        drawn.round,
        other,
        read_cases(content),
        organisation=drawn.organisation,
        design=Design(size=5, seed="7"),
        by=None,
    )
    audit_one(sample)
    return sample


def audit_one(sample: Sample) -> None:
    auditor = make_auditor()
    case = sample.cases.first()
    SampledCase.objects.filter(pk=case.pk).update(auditor=auditor.person)
    audit = open_audit(SampledCase.objects.get(pk=case.pk), by=auditor)
    say_all(audit)
    finish_audit(audit, by=auditor)


@pytest.mark.django_db(transaction=True)
def test_no_identifier_of_the_input_is_kept_anywhere(tmp_path, caplog):
    with caplog.at_level(logging.DEBUG):
        sample = read_it_in_every_way(tmp_path)

    kept = everything(caplog.text)
    assert sample.cases.count() == 5
    named = {where for where, text in kept.items() if sample.cases.first().pseudonym in text}
    assert named >= PLACES & set(kept)
    assert found_in(kept) == {}


@pytest.mark.parametrize("place", ["table", "log", "file"])
def test_an_identifier_that_is_kept_would_be_found(place, tmp_path, caplog):
    """The control: one is put where it must not be."""
    sample = make_sample(make_audit_tool())
    with caplog.at_level(logging.DEBUG):
        if place == "table":
            Sample.objects.filter(pk=sample.pk).update(design={"first": NUMBERS[0]})
        elif place == "log":
            logging.getLogger("academy").debug("read %s", POSTCODES[0])
        else:
            Path(settings.FOLDER, "left.tmp").write_text(BORN[0].isoformat())

    try:
        found = found_in(everything(caplog.text))
    finally:
        Path(settings.FOLDER, "left.tmp").unlink(missing_ok=True)

    assert any(where.startswith(place) for where in found), found
