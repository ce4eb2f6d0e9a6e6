"""`academy import workforce FILE`: check a file, save it, and say row by row what could not be read."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from academy.config.replies import reply
from academy.core import imports
from academy.core.imports import Kind
from academy.core.models import ImportRun
from academy.core.refusals import Refused
from academy.people import imports as workforce
from academy.people.models import Organisation
from academy.workforce import imports as rates
from academy.workforce.models import Release

UNREADABLE = (ImportRun.Stage.REFUSED, ImportRun.Stage.MATCHING)
WIDTH = 40
PUBLISHED = "published"


class Command(BaseCommand):
    help = (
        "Bring in a workforce file: the national return as XML or flat CSV, or a staff list as CSV or Excel; "
        "or a published file of the workforce of every authority, or of statistical neighbours."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["workforce", PUBLISHED])
        parser.add_argument("file", nargs="?", help="not needed with --undo")
        parser.add_argument("--format", choices=list(workforce.FORMATS), help="guessed from the file when not given")
        parser.add_argument("--mapping", metavar="NAME", help="a saved mapping of columns and words")
        parser.add_argument("--organisation", metavar="CODE", help="whose file it is; the top of the tree if not given")
        parser.add_argument("--reason", default="", help="why it is right that more than one in ten leave")
        parser.add_argument("--dry-run", action="store_true", help="check only: save nothing")
        parser.add_argument("--undo", type=int, metavar="RUN", help="put everything back as it was before this run")
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        bar = Bar(self.stderr)
        self._make_tables()
        if options["what"] == PUBLISHED:
            self._keep_published(options)
            return
        try:
            run = _undo(options["undo"]) if options["undo"] else _import(options, bar)
        except Refused as refused:
            bar.close()
            self.stderr.write(refused.words)
            sys.exit(1)
        bar.close()
        for notice in run.notices:
            self.stderr.write(notice)
        reply(self, options, report(run), words(run))

    def _keep_published(self, options: dict[str, Any]) -> None:
        try:
            if options["undo"] or options["dry_run"] or not options["file"]:
                raise Refused("Give the published file. It is kept as a release, and taken away on its page.")
            path, content = _content(options["file"])
            release, left_out = rates.take_in_published(content, path.name, by=None)
        except Refused as refused:
            self.stderr.write(refused.words)
            sys.exit(1)
        for said in rates.left_out_words(left_out):
            self.stderr.write(said)
        reply(self, options, published_report(release, left_out), f"Kept: {release}.")

    def _make_tables(self) -> None:
        """The first thing anybody does may be to bring in a file."""
        if ImportRun._meta.db_table not in connection.introspection.table_names():
            self.stderr.write("Making the database")
            call_command("migrate", verbosity=0, interactive=False)


def published_report(release: Release, left_out: list[str]) -> dict[str, Any]:
    return {
        "release": release.pk,
        "title": release.title,
        "kind": release.kind,
        "years": [release.first_year, release.last_year],
        "rows": release.rows.count(),
        "neighbours": release.neighbours.count(),
        "not_read": release.not_read,
        "left_out": left_out,
    }


def report(run: ImportRun) -> dict[str, Any]:
    kinds = (Kind.JOINER, Kind.MOVER, Kind.LEAVER, Kind.SAME)
    return {
        "run": run.pk,
        "rows": run.rows,
        **{str(kind): run.counts.get(kind, 0) for kind in kinds},
        "bad": [
            {"row": row.number, "name": row.name or "No name", "rules": _rules(row)}
            for row in run.changes.filter(change=Kind.BAD)
        ],
        "applied": imports.applied(run),
    }


def words(run: ImportRun) -> str:
    """The same for people to read."""
    counts = [f"{run.counts.get(kind, 0):,} {noun}" for kind, noun in NOUNS.items()]
    lines = [f"Run {run.pk}, {run.file_name}: {run.rows:,} rows. {', '.join(counts)}.", OUTCOMES[run.stage]]
    for row in run.changes.filter(change=Kind.BAD):
        messages = "; ".join(rule["message"] for rule in _rules(row))
        lines.append(f"Row {row.number:,}, {row.name or 'no name'}: {messages}")
    return "\n".join(lines)


NOUNS = {
    Kind.JOINER: "joiners",
    Kind.MOVER: "movers",
    Kind.LEAVER: "leavers",
    Kind.SAME: "the same as before",
    Kind.BAD: "that cannot be read",
}
OUTCOMES: dict[str, str] = {
    ImportRun.Stage.CHECKED: "Nothing has been saved.",
    ImportRun.Stage.SAVED: "Saved.",
    ImportRun.Stage.UNDONE: "Undone: everything is as it was before.",
}


def _rules(row: Any) -> list[dict[str, str]]:
    return [{"code": fault.code, "message": fault.message} for fault in imports.faults_of(row)]


def _undo(number: int) -> ImportRun:
    run = ImportRun.objects.filter(pk=number, spec=workforce.NAME).first()
    if run is None:
        raise Refused(f"There is no import {number}.")
    return imports.undo(run, by=None)


def _import(options: dict[str, Any], bar: "Bar") -> ImportRun:
    if not options["file"]:
        raise Refused("Give the file to bring in.")
    organisation = _organisation(options["organisation"])
    path, content = _content(options["file"])
    mapping = _mapping(options["mapping"], organisation)
    run = workforce.start(
        content,
        path.name,
        by=None,
        organisation=organisation,
        format=options["format"] or "",
        mapping=mapping,
        reason=options["reason"],
    )
    run = workforce.check(run, say=bar.show) if options["dry_run"] else workforce.save(run, by=None, say=bar.show)
    if run.stage in UNREADABLE:
        raise Refused(run.refusal)
    if run.stage == ImportRun.Stage.CHECKED and not options["dry_run"]:
        raise Refused(f"{run.doubt} Nothing was saved. If it is right, say why: --reason “…”.")
    return run


def _content(name: str) -> tuple[Path, bytes]:
    path = Path(name)
    try:
        return path, path.read_bytes()
    except OSError as problem:
        raise Refused(f"{path} cannot be read: {problem.strerror or problem}.") from None


def _organisation(code: str | None) -> Organisation | None:
    if not code:
        return None
    found = Organisation.objects.filter(code=code).first()
    if found is None:
        raise Refused(f"There is no organisation with the code {code}.")
    return found


def _mapping(name: str | None, organisation: Organisation | None) -> Any:
    if not name:
        return None
    at = organisation or workforce.top()
    found = workforce.saved_mapping(name, branch=at.path if at else "")
    if found is None:
        raise Refused(f"There is no saved mapping called “{name}”.")
    return found


class Bar:
    """How far it is, on standard error: a moving bar on a screen, a line at each tenth in a log."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.is_screen = bool(getattr(stream, "isatty", lambda: False)())
        self.last = ("", -1)

    def show(self, words: str, done: int, total: int) -> None:
        tenth = done * 10 // total if total else 10
        if self.is_screen:
            filled = done * WIDTH // total if total else WIDTH
            bar = "█" * filled + "░" * (WIDTH - filled)
            self.stream.write(f"\r{bar} {words}: {done:,} of {total:,}\033[K", ending="")
        elif (words, tenth) != self.last:
            self.stream.write(f"{words}: {done:,} of {total:,}")
        self.last = (words, tenth)

    def close(self) -> None:
        if self.is_screen and self.last[0]:
            self.stream.write("\r\033[K", ending="")
