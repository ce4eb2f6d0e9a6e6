"""A published pack keeps its SHA-256: when a backup is put back, as the guide for servers says, and when a later
release makes packs otherwise or changes the tables that hold them."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from pptx.util import Mm

from academy.core.append_only import protect, unprotect
from academy.improvement.exports.packs import numbers, slides
from academy.improvement.exports.packs.freezing import made
from academy.improvement.models import PackFile, PackVersion
from academy.improvement.queries.packs import facts_of
from academy.improvement.rules.packs import Edition, FileKind
from tests.builders import signed_in
from tests.house.code import ROOT
from tests.improvement.packed import director, make_pack, publish
from tests.other_process import database_url

Digests = dict[tuple[str, str], str]
GUIDE = ROOT / "docs" / "guides" / "server.md"
BACKUP = {"sqlite": r"^    (\.venv/bin/python -c .+\.backup\(.+)$", "postgresql": r"^    (pg_dump .+)$"}
PUT_BACK = {"postgresql": r"`(pg_restore [^`]+)`"}


def downloaded(reader: Client) -> Digests:
    """The SHA-256 of every file of a pack, as it comes over the line."""
    return {
        (file.edition, file.kind): sha256(reader.get(file.get_absolute_url()).content).hexdigest()
        for file in PackFile.objects.defer("content")
    }


def written_down(version: PackVersion) -> Digests:
    return {(file.edition, file.kind): file.digest for file in version.files.all()}


def refuses_a_change() -> bool:
    try:
        with transaction.atomic():
            PackFile.objects.update(digest="0" * 64)
            transaction.set_rollback(True)
    except DatabaseError as fault:
        return "append-only" in str(fault)
    return False


@pytest.mark.django_db(transaction=True)
def test_it_keeps_its_digests_when_a_backup_is_put_back(tmp_path):
    version, reader = publish(make_pack()), signed_in(director("Ruth"))
    kept = downloaded(reader)
    back_up(tmp_path)

    spoil()
    assert set(downloaded(reader).values()) == {sha256(b"Otherwise").hexdigest()}  # the control
    with put_back(tmp_path):
        assert downloaded(reader) == written_down(version) == kept
        assert refuses_a_change()


def spoil() -> None:
    """As somebody could who may do anything to the database."""
    with connection.schema_editor() as editor:
        unprotect(editor, "improvement_packfile")
    PackFile.objects.update(content=b"Otherwise")


def back_up(folder: Path) -> None:
    typed(BACKUP[connection.vendor], folder)


@contextmanager
def put_back(folder: Path) -> Iterator[None]:
    """On SQLite it is opened where it lies: a file that this process may hold open is not to be replaced."""
    connection.close()
    file = connection.settings_dict["NAME"]
    if connection.vendor == "postgresql":
        typed(PUT_BACK["postgresql"], folder)
    else:
        connection.settings_dict["NAME"] = str(folder / "academy.sqlite3")
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = file
        with connection.schema_editor() as editor:
            protect(editor, "improvement_packfile")  # as it was before it was spoilt


def typed(pattern: str, folder: Path) -> None:
    """What the guide tells people to type, for the test's own database."""
    [told] = re.findall(pattern, GUIDE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    file, url = str(connection.settings_dict["NAME"]), database_url()
    ours = {".venv/bin/python": sys.executable, "academy": url, "--dbname=academy": f"--dbname={url}"}
    words = [ours.get(word, word) for word in shlex.split(told)]
    words = [word.replace("/srv/academy/academy.sqlite3", file).replace("/backups", str(folder)) for word in words]
    subprocess.run(words, check=True, capture_output=True)


@pytest.mark.django_db
def test_a_later_release_that_makes_packs_otherwise_serves_the_bytes_that_were_kept(monkeypatch, settings):
    version, reader = publish(make_pack()), signed_in(director("Ruth"))
    kept = downloaded(reader)
    assert again(version).items() <= kept.items()  # made anew by this release they are the same

    settings.AUTHORITY_NAME = "Eastmere"
    monkeypatch.setattr(numbers, "COLUMNS", numbers.COLUMNS[:-1])
    monkeypatch.setattr(slides, "EDGE", Mm(20))

    assert downloaded(reader) == kept
    anew = again(version)
    assert {key[1] for key in anew if anew[key] != kept[key]} == set(FileKind) - {FileKind.FACTS}  # the control


def again(version: PackVersion) -> Digests:
    """Made anew from what the Members’ pack says."""
    said = facts_of(version, Edition.MEMBERS) or {}
    return {(Edition.MEMBERS, file.kind): file.digest for file in made(said, Edition.MEMBERS, on=version.published_on)}


@pytest.mark.django_db(transaction=True)
def test_migrations_that_come_later_leave_its_bytes_and_the_lock_on_them():
    version, reader = publish(make_pack()), signed_in(director("Ruth"))
    kept = downloaded(reader)

    migrated("0001_initial")
    assert not refuses_a_change()  # the control: the lock is what a migration put there
    migrated("0003_moved_dates_stay")
    assert (downloaded(reader), refuses_a_change()) == (kept, True)

    a_column_comes_and_goes()
    assert (downloaded(reader), refuses_a_change()) == (kept, True)
    assert (PackVersion.objects.get().digest, written_down(version)) == (version.digest, kept)


def migrated(name: str) -> None:
    MigrationExecutor(connection).migrate([("improvement", name)])


def a_column_comes_and_goes() -> None:
    """SQLite makes the table anew for it, and the lock is lost with the old one: such a migration puts it on again."""
    column = models.CharField(max_length=9, default="new")
    column.set_attributes_from_name("later")
    for act in ("add_field", "remove_field"):
        with connection.schema_editor() as editor:
            getattr(editor, act)(PackFile, column)
            protect(editor, "improvement_packfile")
