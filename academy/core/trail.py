"""The trail: who did what, in the order it happened, so that any tampering shows."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, models, transaction

from academy.core import clock
from academy.core.models import Entry
from academy.core.statements import Statement

START = "0" * 64
HEAD = Statement("SELECT hash FROM core_entry ORDER BY id DESC LIMIT 1")
LOCK = 7_220_118  # any number, the same for every writer: PostgreSQL lets one of them append at a time
BATCH = 1_000


def note(by: Any, verb: str, subject: models.Model, **details: Any) -> Entry:
    """Write one entry. Call it last in an action: it holds the end of the chain until the transaction ends."""
    return note_each(by, verb, [subject], **details)[0]


@transaction.atomic(savepoint=False)  # an entry that cannot be written undoes what it tells of
def note_each(by: Any, verb: str, subjects: Iterable[models.Model], **details: Any) -> list[Entry]:
    last = _hold_the_end()
    at = clock.now()
    entries = []
    for subject in subjects:
        entry = Entry(
            at=at,
            by_id=getattr(by, "pk", None),
            by_name=str(by) if by else "the Academy",
            verb=verb,
            subject_type=subject._meta.label_lower,
            subject_id=str(subject.pk),
            details=details,
            previous_hash=last,
        )
        entry.hash = last = hash_of(entry)
        entries.append(entry)
    return Entry.objects.bulk_create(entries, batch_size=BATCH)


def hash_of(entry: Entry) -> str:
    at = entry.at if isinstance(entry.at, datetime) else datetime.fromisoformat(entry.at)
    said = [
        entry.previous_hash,
        round(at.timestamp() * 1_000_000),
        entry.by_id,
        entry.by_name,
        entry.verb,
        entry.subject_type,
        entry.subject_id,
        entry.details,
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def first_broken(entries: Iterable[Entry] | None = None) -> Entry | None:
    """The first entry that was changed, or that follows one that was taken away; None when the chain is whole."""
    last = START
    for entry in entries if entries is not None else Entry.objects.order_by("pk").iterator(chunk_size=BATCH):
        if entry.previous_hash != last or entry.hash != hash_of(entry):
            return entry
        last = entry.hash
    return None


def head() -> str:
    """The hash to keep somewhere else: it shows whether the end of the trail was cut off."""
    last = HEAD.rows()
    return last[0][0] if last else START


def entries_about(record: models.Model) -> models.QuerySet[Entry]:
    return Entry.objects.filter(subject_type=record._meta.label_lower, subject_id=str(record.pk)).order_by("pk")


def _hold_the_end() -> str:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    return head()
