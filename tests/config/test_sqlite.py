"""SQLite is opened the safe way, or the slower way where its version is not to be trusted (decision 15)."""

import importlib.util
import sqlite3

import pytest
from django.db import connection, transaction

from academy.config.checks import sqlite_is_safe
from academy.config.databases import database, is_safe

on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="the tests run on another database")


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 7, 0), False),
        ((3, 40, 1), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), False),
        ((3, 52, 1), True),
        ((3, 53, 4), True),
        ((4, 0, 0), True),
    ],
)
def test_a_version_that_may_damage_a_database_is_known(version, safe):
    assert is_safe(version) is safe


@pytest.mark.skipif(importlib.util.find_spec("pysqlite3") is None, reason="pysqlite3 has no wheel for this machine")
def test_the_version_in_use_is_a_safe_one():
    assert is_safe(sqlite3.sqlite_version_info)


@on_sqlite
@pytest.mark.django_db
def test_the_open_database_has_what_reliability_asks():
    asked = ("journal_mode", "synchronous", "foreign_keys", "mmap_size")

    with connection.cursor() as cursor:
        found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in asked}

    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "mmap_size": 0}


@on_sqlite
@pytest.mark.django_db(transaction=True)
def test_a_transaction_holds_the_pen_from_its_first_word():
    other = sqlite3.connect(connection.settings_dict["NAME"], timeout=0, isolation_level=None)

    with transaction.atomic(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")

    other.execute("BEGIN IMMEDIATE")  # and lets go of it
    other.close()


def opened(file) -> str:
    """The journal that a file opened with our settings has."""
    settings = database(f"sqlite:///{file}")
    with sqlite3.connect(settings["NAME"]) as opened:
        opened.executescript(settings["OPTIONS"]["init_command"])
        return opened.execute("PRAGMA journal_mode").fetchone()[0]


@pytest.mark.parametrize(("version", "journal"), [((3, 51, 3), "wal"), ((3, 40, 1), "delete")])
def test_an_unsafe_version_gets_a_rollback_journal(monkeypatch, tmp_path, version, journal):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)

    assert opened(tmp_path / "academy.sqlite3") == journal


@on_sqlite
@pytest.mark.parametrize(("version", "warnings"), [((3, 51, 3), []), ((3, 40, 1), ["academy.W001"])])
def test_an_unsafe_version_is_said_at_the_start(monkeypatch, version, warnings):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)

    assert [warning.id for warning in sqlite_is_safe()] == warnings
