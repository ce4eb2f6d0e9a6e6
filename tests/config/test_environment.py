"""What may differ between places is read from the environment, and what cannot be read is said in a sentence."""

from pathlib import Path

import pytest

from academy.config import env
from academy.config.databases import WRONG, database
from tests.config.commands import started

OPENED = {"options": "-c jit=off", "server_side_binding": True, "prepare_threshold": 3}
ON_POSTGRESQL = {
    "ENGINE": "django.db.backends.postgresql",
    "NAME": "academy",
    "USER": "",
    "PASSWORD": "",
    "HOST": "",
    "PORT": "",
    "CONN_MAX_AGE": 600,
    "CONN_HEALTH_CHECKS": True,
    "OPTIONS": OPENED,
}


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (
            "postgresql://amara:s%40cret@db.weyshire.example:5433/academy",
            {"USER": "amara", "PASSWORD": "s@cret", "HOST": "db.weyshire.example", "PORT": "5433"},
        ),
        ("postgres://db.weyshire.example/academy", {"HOST": "db.weyshire.example"}),
        ("postgresql:///academy?host=%2Frun%2Fpostgresql", {"HOST": "/run/postgresql"}),
        (
            "postgresql://db/academy?sslmode=require",
            {"HOST": "db", "OPTIONS": OPENED | {"sslmode": "require"}},
        ),
        ("postgresql://[::1]/academy", {"HOST": "::1"}),
    ],
)
def test_a_postgresql_address_is_taken_apart(url, said):
    assert database(url) == ON_POSTGRESQL | said


@pytest.mark.parametrize(
    ("url", "file"),
    [("sqlite:///academy.sqlite3", "academy.sqlite3"), ("sqlite:///:memory:", ":memory:")],
)
def test_an_sqlite_address_is_a_file(url, file):
    assert database(url)["NAME"] == file


def test_a_file_whose_name_has_a_space_may_be_written_as_addresses_are(tmp_path):
    assert database(f"sqlite:///{tmp_path}/the%20academy.sqlite3")["NAME"] == f"{tmp_path}/the academy.sqlite3"


@pytest.mark.parametrize(
    "url",
    [
        "nothing",
        "sqlite://academy.sqlite3",
        "sqlite:///",
        "mysql://amara:secret@db/academy",
        "postgresql://amara:secret@db",
        "postgresql://amara:secret@db:port/academy",
        "postgresql://amara:secret@[db/academy",
    ],
)
def test_an_address_that_cannot_be_read_gets_a_sentence_that_holds_no_password(url):
    with pytest.raises(SystemExit) as stopped:
        database(url)

    assert str(stopped.value) == WRONG
    assert "secret" not in WRONG


def test_a_folder_that_is_not_there_is_named():
    with pytest.raises(SystemExit, match="The folder nowhere for the database is not there"):
        database("sqlite:///nowhere/academy.sqlite3")


def test_settings_are_read_with_their_types(monkeypatch):
    given = {"ACADEMY_HTTPS": "true", "ACADEMY_WEB_WORKERS": "4", "ACADEMY_FOLDER": "elsewhere", "UNKNOWN": "x"}
    for name, value in given.items():
        monkeypatch.setenv(name, value)

    read = env.read()

    found = (read.ACADEMY_HTTPS, read.ACADEMY_WEB_WORKERS, read.ACADEMY_FOLDER)
    assert found == (True, 4, Path("elsewhere"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ACADEMY_HTTPS", "perhaps"),
        ("ACADEMY_WEB_WORKERS", "two"),
        ("ACADEMY_WEB_WORKERS", "0"),
        ("ACADEMY_LOG_LEVEL", "LOUD"),
    ],
)
def test_a_setting_that_cannot_be_what_it_says_is_named(monkeypatch, name, value):
    monkeypatch.setenv(name, value)

    with pytest.raises(SystemExit, match=f"{name} is “{value}”"):
        env.read()


def test_a_wrong_setting_stops_the_start_with_one_line_and_no_traceback(tmp_path):
    done = started("check", folder=tmp_path, DATABASE_URL="mysql://amara:secret@db/academy")

    assert (done.returncode, done.stdout, done.stderr.strip()) == (1, "", WRONG)


def test_a_first_start_makes_its_folder_and_its_key_for_nobody_else_and_a_second_keeps_them(tmp_path):
    folder = tmp_path / "academy"
    key = folder / "secret-key"

    started("check", folder=folder)
    first = key.read_text()
    started("check", folder=folder)

    assert (folder.stat().st_mode & 0o777, key.stat().st_mode & 0o777) == (0o700, 0o600)
    assert len(first) >= 50
    assert key.read_text() == first
