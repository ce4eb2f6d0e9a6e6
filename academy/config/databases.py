"""From a DATABASE_URL to Django's settings, with SQLite opened the safe way."""

import sys
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

# The write-ahead log of SQLite 3.7.0 to 3.51.2 can corrupt a database when it is reset (decision 15).
SAFE_SQLITE = (3, 51, 3)
WITHDRAWN_SQLITE = (3, 52, 0)
# Said without the address itself, which may hold a password.
WRONG = "DATABASE_URL cannot be read. Write sqlite:///FILE or postgresql://user:password@host:port/name."


def prefer_safe_sqlite() -> None:
    """Use the bundled newer SQLite where the interpreter's own is one of the unsafe ones."""
    import sqlite3

    if is_safe(sqlite3.sqlite_version_info):
        return
    try:
        import pysqlite3
    except ImportError:
        return
    if is_safe(pysqlite3.sqlite_version_info):
        sys.modules["sqlite3"] = pysqlite3
        sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


def is_safe(version: tuple[int, ...]) -> bool:
    return version >= SAFE_SQLITE and version != WITHDRAWN_SQLITE


def database(url: str) -> dict[str, Any]:
    """Django's settings for `sqlite:///FILE` or `postgresql://user:password@host:port/name`."""
    with suppress(ValueError):  # as when a port is not a number
        parts = urlsplit(url)
        if url.startswith("sqlite:///") and url != "sqlite:///":
            return sqlite(unquote(url.removeprefix("sqlite:///")))
        if parts.scheme in ("postgresql", "postgres") and parts.path.strip("/"):
            return postgresql(parts)
    raise SystemExit(WRONG)


def postgresql(parts: SplitResult) -> dict[str, Any]:
    """What stands after the question mark, such as `sslmode=require`, goes to the driver as it is."""
    options = dict(parse_qsl(parts.query))
    socket = options.pop("host", "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "") or socket,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            # compiling a query costs more than running ours: with it everybody's gaps take twice the time
            "options": "-c jit=off",
            # a page asks what pages asked before: planned once for each connection, it costs the database half
            "server_side_binding": True,
            "prepare_threshold": 3,
        }
        | options,
    }


def sqlite(file: str) -> dict[str, Any]:
    import sqlite3

    folder = Path(file).parent
    if not folder.is_dir():
        raise SystemExit(f"The folder {folder} for the database is not there. Make it, or change DATABASE_URL.")
    journal = "WAL" if is_safe(sqlite3.sqlite_version_info) else "DELETE"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": f"PRAGMA journal_mode={journal}; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            " PRAGMA mmap_size=0; PRAGMA cache_size=-20000;",
        },
    }
