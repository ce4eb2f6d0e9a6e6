"""What stands in the people tables, as hashes: exactly, and by content when keys may differ."""

import hashlib

from django.db import connection

from academy.core.models import ImportRun
from academy.people.models import Account, Grant, Organisation, Person, Post, ReturnLine, Spell, StaffNumber, Team

TABLES = (Organisation, Team, Post, Person, StaffNumber, Spell, ReturnLine, Account, Grant)
SPELL = (
    *("person__email", "person__swe_number", "person__family_name", "post__title", "post__team__name"),
    *("post__organisation__code", "post__job_role__code", "line_manager__email", "started_on", "ended_on", "fte"),
    *("contract", "origin", "reason_for_leaving", "destination", "is_start_estimated"),
)


def hashes() -> dict[str, str]:
    """Every table, every row, every key."""
    found = {}
    for model in TABLES:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {model._meta.db_table} ORDER BY id")
            found[model.__name__] = hashlib.sha256(repr(cursor.fetchall()).encode()).hexdigest()
    return found


def content() -> str:
    """The same people in the same posts, whatever their keys."""
    spells = sorted(map(repr, Spell.objects.values_list(*SPELL)))
    numbers = sorted(map(repr, StaffNumber.objects.values_list("number", "organisation__code", "person__email")))
    lines = sorted(map(repr, ReturnLine.objects.values_list("person__swe_number", "year", "fte", "organisation__code")))
    return hashlib.sha256(repr((spells, numbers, lines)).encode()).hexdigest()


def counts(run: ImportRun) -> tuple[int, int, int, int, int]:
    return tuple(run.counts[kind] for kind in ("joiner", "mover", "leaver", "same", "bad"))  # type: ignore[return-value]
