"""One file from when it comes in: checked, saved, undone. Nothing but the run itself is written before it is saved."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from academy.core import clock, trail
from academy.core.imports import confirming, mapping, sheets, tables
from academy.core.imports import ledger as ledgers
from academy.core.imports.layout import Sheet
from academy.core.imports.progress import forget, reporting
from academy.core.imports.spec import CHANGES, Fault, ImportSpec, Judged, Kind, Row, Say
from academy.core.models import ImportMapping, ImportRow, ImportRun
from academy.core.refusals import Refused

Stage = ImportRun.Stage
LOCK = 7_220_119  # any number, the same for every import: PostgreSQL lets one of them write at a time
OPEN = (Stage.CHECKING, Stage.MATCHING, Stage.CHECKED, Stage.SAVING)
NAMES = ("number", "change", "name", "says", "follows", "starts_on", "part", "rules", "cells")


class NotNow(Refused):
    """The run is at another stage: saved already, cancelled, or overtaken."""


def start(
    spec: ImportSpec,
    content: bytes,
    file_name: str,
    *,
    by: Any,
    branch: str = "",
    saved_mapping: ImportMapping | None = None,
    **options: Any,
) -> ImportRun:
    """Take a file in. Nothing of it is read yet."""
    return ImportRun.objects.create(
        spec=spec.name,
        format=spec.format,
        branch=branch,
        file_name=file_name.replace("\0", "")[-200:],
        file_hash=hashlib.sha256(content).hexdigest(),
        file=content,
        mapping=saved_mapping,
        options=options,
        by_id=getattr(by, "pk", None),
        by_name=str(by) if by else "the Academy",
        started_at=clock.now(),
    )


def take_in(
    spec: ImportSpec, content: bytes, file_name: str, *, by: Any, branch: str = "", **options: Any
) -> ImportRun:
    """A file small enough to wait for: read and checked, and nothing saved."""
    return check(start(spec, content, file_name, by=by, branch=branch, **options), spec)


def check(run: ImportRun, spec: ImportSpec, *, say: Say | None = None) -> ImportRun:
    """The dry run: every row judged, and nothing saved but what was found."""
    _refuse_without_file(run)
    say = reporting(run, say)
    try:
        with tables.no_collecting():
            judged = judge(run, spec, _rows(run, spec, say), say)
    except Refused as refused:
        return _refuse(run, refused)
    with transaction.atomic():
        run = _held(run, *OPEN)
        _keep(run, judged, spec)
        run.stage, run.refusal = Stage.CHECKED, ""
        run.save()
    forget(run)
    return run


def save(run: ImportRun, spec: ImportSpec, *, by: Any, say: Say | None = None) -> ImportRun:
    """Judge everything again and write it, all or nothing. What is no longer as it was checked is shown again first."""
    if run.stage == Stage.SAVED:
        return run
    _refuse_without_file(run)
    say = reporting(run, say)
    with tables.no_collecting():
        try:
            rows = _rows(run, spec, say)
        except Refused as refused:
            return _refuse(run, refused)
        return _save(run, spec, rows, by=by, say=say)


def _save(run: ImportRun, spec: ImportSpec, rows: Sequence[Row], *, by: Any, say: Say) -> ImportRun:
    with transaction.atomic():
        _one_at_a_time()
        run = _held(run, *OPEN, Stage.SAVED)
        if run.stage == Stage.SAVED:
            return run
        judged = judge(run, spec, rows, say)
        seen, run.digest = run.digest, digest(judged)
        if seen and seen != run.digest:
            return _ask_again(run, judged, spec)
        if not seen:
            _keep(run, judged, spec)
        if confirming.is_held_back(run, seen):
            return _hold_back(run)
        run.options = {**run.options, "saved_by": getattr(by, "pk", None)}
        _write(run, judged, spec, say)
        run.stage, run.saved_at, run.file = Stage.SAVED, clock.now(), None
        run.save()
        reason = {"reason": run.reason} if run.doubt else {}
        trail.note(by, "imported", run, file=run.file_hash, **reason, **run.counts)
    forget(run)
    return run


def undo(run: ImportRun, *, by: Any) -> ImportRun:
    """Every table as it was before, unless somebody has built on it since."""
    with transaction.atomic():
        _one_at_a_time()
        run = _held(run, Stage.SAVED)
        later = overtaken_by(run)
        if later is not None:
            raise ledgers.CannotBeUndone(f"{later.file_name} was saved after this one. Undo that one first.")
        ledgers.undo(run)
        run.steps.all().delete()
        run.stage, run.undone_at = Stage.UNDONE, clock.now()
        run.save()
        trail.note(by, "undid", run, file=run.file_hash)
    return run


def cancel(run: ImportRun, *, by: Any) -> ImportRun:
    with transaction.atomic():
        run = _held(run, *OPEN)
        run.stage, run.file = Stage.CANCELLED, None
        run.save()
        trail.note(by, "cancelled", run)
    forget(run)
    return run


def forget_old(*, before: datetime) -> int:
    """Files that nobody came back to are not kept, nor the cells of rows that could not be read."""
    old = ImportRun.objects.filter(started_at__lt=before)
    ImportRow.objects.filter(run__in=old).exclude(cells=[]).update(cells=[])
    return old.filter(stage__in=OPEN).update(stage=Stage.CANCELLED, file=None)


def overtaken_by(run: ImportRun) -> ImportRun | None:
    """A later run that wrote something in the same part of the tree. One that changed nothing is not in the way."""
    later = ImportRun.objects.filter(spec=run.spec, stage=Stage.SAVED, saved_at__gt=run.saved_at).exclude(pk=run.pk)
    for other in later.filter(steps__isnull=False).distinct().order_by("saved_at").defer("file"):
        if other.branch.startswith(run.branch) or run.branch.startswith(other.branch):
            return other
    return None


def judge(run: ImportRun, spec: ImportSpec, rows: Sequence[Row], say: Say) -> list[Judged]:
    change = spec.change
    judged = [Judged(row, name, change(said, held)) for row, name, said, held in spec.held(run, rows, say)]
    say("Checking", len(rows), len(rows))
    return judged


def digest(judged: Sequence[Judged]) -> str:
    """The same for the same findings: what is saved is what somebody looked at."""
    found = hashlib.blake2b(digest_size=32)
    for row, _, change in judged:
        if change.kind != Kind.SAME or change.plan:
            found.update(f"{row.number}\t{change.kind}\t{change.says}\t{change.starts_on}\n".encode())
    return found.hexdigest()


def _rows(run: ImportRun, spec: ImportSpec, say: Say) -> list[Row]:
    sheet = spec.read(run) if spec.read else _table(run, spec)
    run.header, run.rows = [_storable(heading) for heading in sheet.header], len(sheet.rows)
    if run.mapping is None:
        run.mapping = mapping.fitting(run)
    saved = run.mapping.columns if run.mapping else {}
    run.options = {**run.options, "notes": [_storable(note) for note in mapping.notes(sheet, spec, saved)]}
    return mapping.rows(run, sheet, spec, say)


def _table(run: ImportRun, spec: ImportSpec) -> Sheet:
    return sheets.read(bytes(run.file or b""), run.file_name, known=spec.headings)


def _refuse_without_file(run: ImportRun) -> None:
    if run.file is None:
        raise NotNow("The file is not kept once it has been saved or cancelled. Send it again.")


def _refuse(run: ImportRun, refused: Refused) -> ImportRun:
    """A file that only lacks a heading stays, so that somebody can say which it is."""
    with transaction.atomic():
        held = _held(run, *OPEN)
        held.stage, held.refusal = Stage.REFUSED, refused.words
        if isinstance(refused, mapping.NotMatched):
            held.stage = Stage.MATCHING
        else:
            held.file = None
        held.save()
    forget(run)
    return held


def _ask_again(run: ImportRun, judged: Sequence[Judged], spec: ImportSpec) -> ImportRun:
    _keep(run, judged, spec)
    run.stage = Stage.CHECKED
    run.notices = [
        "This is not quite as it was when you looked, because something changed since. Look again before you save.",
        *run.notices,
    ]
    run.save()
    return run


def _hold_back(run: ImportRun) -> ImportRun:
    """It waits until somebody says why."""
    run.stage = Stage.CHECKED
    run.save()
    return run


def _keep(run: ImportRun, judged: Sequence[Judged], spec: ImportSpec) -> None:
    """What was found: a record of each row that changes something or cannot be read, and counts of all."""
    run.changes.all().delete()
    kept = [found for found in judged if found.change.kind != Kind.SAME or found.change.queries]
    for chunk in tables.chunks(kept):
        tables.insert(ImportRow, ["run", *NAMES], [_record(run, found) for found in chunk])
    counts = dict.fromkeys(map(str, Kind), 0)
    for found in judged:
        counts[found.change.kind] += 1
    counts["queries"] = sum(bool(found.change.queries) for found in judged)
    counts["writes"] = sum(bool(found.change.plan) for found in judged)
    run.counts, run.rows, run.digest = counts, len(judged), digest(judged)
    run.options = {**run.options, "doubt": spec.doubt(run, judged)}
    run.notices = [*run.options.get("notes", ()), *spec.notices(run, judged)]


def _record(run: ImportRun, found: Judged) -> tuple[Any, ...]:
    row, name, change = found
    is_bad = change.kind == Kind.BAD
    rules = [list(fault) for fault in (change.faults if is_bad else change.queries)]
    cells = [_storable(cell) for cell in row.cells] if is_bad else []
    says, part = change.says[:2_000], change.part[:160]
    return (run.pk, row.number, change.kind, name[:200], says, change.follows, change.starts_on, part, rules, cells)


def _write(run: ImportRun, judged: Sequence[Judged], spec: ImportSpec, say: Say) -> None:
    ledger = ledgers.Ledger(run)
    spec.apply(run, [found for found in judged if found.change.plan], ledger, say)
    say("Closing the books", 1, 1)
    ledger.close()


def _held(run: ImportRun, *stages: str) -> ImportRun:
    """The run as it is now, locked, with what this reading of the file found out about it."""
    header, rows, options, found = run.header, run.rows, run.options, run.mapping
    run = ImportRun.objects.select_for_update(of=("self",)).select_related("mapping").defer("file").get(pk=run.pk)
    if run.stage not in stages:
        raise NotNow(f"This import is at another stage: {Stage(run.stage).label.lower()}.")
    run.header, run.rows, run.options = header or run.header, rows or run.rows, {**run.options, **options}
    run.mapping = run.mapping or found
    return run


def _one_at_a_time() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _storable(cell: str) -> str:
    return cell.replace("\0", "\ufffd").encode("utf-8", "replace").decode()[:2_000]


def faults_of(row: ImportRow) -> list[Fault]:
    return [Fault(*fault) for fault in row.rules]


def why_of(row: ImportRow) -> str:
    return ". ".join(fault.message for fault in faults_of(row))


def advice_of(row: ImportRow) -> str:
    return ". ".join(dict.fromkeys(fault.advice for fault in faults_of(row)))


def applied(run: ImportRun) -> int:
    return sum(run.counts.get(kind, 0) for kind in CHANGES) if run.stage == Stage.SAVED else 0
