"""What is looked at before the Academy starts."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from academy.config.databases import SAFE_SQLITE, is_safe


@register(Tags.database)
def sqlite_is_safe(**_: Any) -> list[CheckMessage]:
    if "sqlite3" not in settings.DATABASES["default"]["ENGINE"]:
        return []
    import sqlite3

    if is_safe(sqlite3.sqlite_version_info):
        return []
    return [
        Warning(
            f"SQLite {sqlite3.sqlite_version} may damage a database in write-ahead mode, so a slower journal is used.",
            hint=f"Install pysqlite3, or a Python with SQLite {'.'.join(map(str, SAFE_SQLITE))} or later.",
            id="academy.W001",
        )
    ]


@register(Tags.security, deploy=True)
def no_demonstration_in_production(**_: Any) -> list[CheckMessage]:
    if not settings.DEMONSTRATION:
        return []
    return [
        Error("This is a demonstration: its passwords are printed. Unset ACADEMY_DEMONSTRATION.", id="academy.E001")
    ]
