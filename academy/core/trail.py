"""The trail: who did what, in the order it happened, so that any tampering shows."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db import DatabaseError, connection, models, transaction

from academy.core import clock
from academy.core.models import Entry, EntryAbout
from academy.core.refusals import Refused
from academy.core.statements import Statement

START = "0" * 64
HEAD = Statement("SELECT hash FROM core_entry ORDER BY id DESC LIMIT 1")
LOCK = 7_220_118  # any number, the same for every writer: PostgreSQL lets one of them append at a time
BATCH = 1_000
ACADEMY = "the Academy"  # its own jobs


class NotWritten(Refused):
    """What would be shown may only be read with an entry in the trail, and that cannot be written now."""


def note(by: Any, verb: str, subject: models.Model, **details: Any) -> Entry:
    """Write one entry. Call it last in an action: it holds the end of the chain until the transaction ends."""
    return note_each(by, verb, [subject], **details)[0]


def note_reading(by: Any, verb: str, subject: models.Model, **details: Any) -> Entry:
    """Before something sensitive is shown. If it cannot be noted it is not shown."""
    try:
        with transaction.atomic():
            return note(by, verb, subject, **details)
    except DatabaseError as fault:
        raise NotWritten("This is shown only when the trail can be written, and it cannot just now.") from fault


@transaction.atomic(savepoint=False)  # an entry that cannot be written undoes what it tells of
def note_each(by: Any, verb: str, subjects: Iterable[models.Model], **details: Any) -> list[Entry]:
    last = _hold_the_end()
    at, (by_id, by_name) = clock.now(), _who(by)
    entries, about = [], []
    for subject in subjects:
        entry = Entry(
            at=at,
            by_id=by_id,
            by_name=by_name,
            verb=verb,
            subject_type=subject._meta.label_lower,
            subject_id=str(subject.pk),
            details=details,
            previous_hash=last,
        )
        entry.hash = last = hash_of(entry)
        entries.append(entry)
        about += [EntryAbout(entry=entry, subject_type=kind, subject_id=pk) for kind, pk in whom(subject)]
    Entry.objects.bulk_create(entries, batch_size=BATCH)
    for one in about:
        one.entry_id = one.entry.pk  # which it has only now
    EntryAbout.objects.bulk_create(about, batch_size=BATCH)
    return entries


def whom(record: models.Model) -> list[tuple[str, int]]:
    """Whose the record is, by the paths it says: `trail_paths`, or else how it is reached (`scope_path`)."""
    paths = getattr(record, "trail_paths", None) or (getattr(record, "scope_path", ""),)
    return list(dict.fromkeys(end for path in paths if (end := _end(record, path))))


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


def _who(by: Any) -> tuple[int | None, str]:
    if by is None:
        return None, ACADEMY
    return (by.pk, "") if isinstance(by, get_user_model()) else (None, str(getattr(by, "says", by._meta.verbose_name)))


def _end(record: models.Model, path: str) -> tuple[str, int] | None:
    if path == "self":
        return record._meta.label_lower, record.pk
    *way, last = path.split("__")
    found: Any = record
    for name in way:
        found = getattr(found, name, None)
    try:
        field = found._meta.get_field(last) if found is not None else None
    except FieldDoesNotExist:  # as with what everyone may see
        return None
    number = getattr(found, field.attname) if field is not None else None
    return (field.related_model._meta.label_lower, number) if field is not None and number is not None else None


def _hold_the_end() -> str:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    return head()
