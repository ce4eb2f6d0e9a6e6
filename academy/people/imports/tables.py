"""Runs and rows of imports as pages and downloads show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from academy.core.exports import Column, Status, Table
from academy.core.imports import CHANGES, Kind, faults_of
from academy.core.models import ImportRow, ImportRun
from academy.people.imports.hr_columns import COLUMNS, job_roles, organisations
from academy.people.models import JobRole, Organisation
from academy.people.queries.imports import import_rows
from academy.people.rules import Contract, Destination, Reason
from academy.people.rules.titles import role_guess

NOUNS = {
    Kind.JOINER: ("joiner", "joiners"),
    Kind.MOVER: ("mover", "movers"),
    Kind.LEAVER: ("leaver", "leavers"),
    Kind.SAME: ("the same as before", "the same as before"),
    Kind.BAD: ("row we cannot read", "rows we cannot read"),
}
KINDS = ("changes", "queries", Kind.JOINER, Kind.MOVER, Kind.LEAVER, Kind.BAD)
TONES = {"Joins": "is-good", "Also": "is-good", "Leaves": "", "Gives": "", "Moves": "is-note", "Changes": "is-note"}
STAGES = {
    ImportRun.Stage.CHECKING: "note",
    ImportRun.Stage.MATCHING: "due",
    ImportRun.Stage.CHECKED: "due",
    ImportRun.Stage.SAVING: "note",
    ImportRun.Stage.SAVED: "good",
    ImportRun.Stage.REFUSED: "late",
}
EXAMPLE = {
    "staff_number": "W10442",
    "given_name": "Leila",
    "family_name": "Haddad",
    "email": "leila.haddad@weyshire.example",
    "swe_number": "SW104421",
    "role": "Newly qualified social worker",
    "title": "Social worker, supported year",
    "team": "Family Safeguarding, north",
    "starts_on": "02/11/2026",
    "fte": "1",
    "contract": "Permanent",
}


@dataclass(frozen=True)
class BadRow:
    """A row with what is wrong with it, or what is worth a look."""

    row: ImportRow
    run: ImportRun

    @property
    def name(self) -> str:
        return self.row.name or "No name"

    @property
    def messages(self) -> str:
        return ". ".join(fault.message for fault in faults_of(self.row))

    @property
    def advice(self) -> str:
        return ". ".join(dict.fromkeys(fault.advice for fault in faults_of(self.row)))

    @property
    def url(self) -> str:
        """Where the word can be taught, if it is a word that stands in the way."""
        can_be_taught = any(fault.code.startswith("unknown-") and fault.column for fault in faults_of(self.row))
        return reverse("import-words", args=[self.run.pk]) if can_be_taught else ""


@dataclass(frozen=True)
class ChangedRow:
    row: ImportRow

    @property
    def name(self) -> str:
        return self.row.name or "Name not known"

    @property
    def word(self) -> str:
        return self.row.says.split(" ", 1)[0].rstrip(":")

    @property
    def tone(self) -> str:
        return TONES.get(self.word, "")

    @property
    def rest(self) -> str:
        return self.row.says.partition(" ")[2]


def runs_table(runs: QuerySet[ImportRun]) -> Table:
    return Table(
        caption="Files, the newest first",
        columns=[
            Column("file_name", "File", link=lambda run: reverse("import-run", args=[run.pk]), is_row_header=True),
            Column("started_at", "Brought in", kind=date, value=lambda run: run.started_at),
            Column("by_name", "By"),
            Column("stage", "Stage", value=lambda run: Status(run.get_stage_display(), STAGES.get(run.stage, "calm"))),
            Column("rows", "Rows", kind=int),
            Column("changes", "Changes", kind=int, value=lambda run: sum(run.counts.get(kind, 0) for kind in CHANGES)),
            Column("bad", "Not read", kind=int, value=lambda run: run.counts.get(Kind.BAD, 0)),
        ],
        rows=runs,
    )


def rows_table(run: ImportRun, kind: str) -> Table:
    if kind == Kind.BAD:
        return _bad_table(run, import_rows(run, Kind.BAD), NOUNS[Kind.BAD][1])
    if kind == "queries":
        rows = run.changes.exclude(change=Kind.BAD).exclude(rules=[]).order_by("number")
        return _bad_table(run, rows, "rows worth a look")
    kinds = CHANGES if kind == "changes" else [Kind(kind)]
    return Table(
        caption="Joiners, movers and leavers" if kind == "changes" else NOUNS[Kind(kind)][1].capitalize(),
        columns=[
            Column("number", "Row", kind=int, order_by="number"),
            Column("name", "Name", order_by="name", is_row_header=True, value=lambda row: ChangedRow(row).name),
            Column("says", "What changes"),
            Column("starts_on", "From", kind=date, order_by="starts_on"),
            Column("follows", "What follows"),
        ],
        rows=import_rows(run, *kinds),
    )


def _bad_table(run: ImportRun, rows: QuerySet[ImportRow], caption: str) -> Table:
    return Table(
        caption=caption.capitalize(),
        columns=[
            Column("number", "Row", kind=int, order_by="number"),
            Column("name", "Name", order_by="name", is_row_header=True, value=lambda row: BadRow(row, run).name),
            Column("wrong", "What is wrong", value=lambda row: BadRow(row, run).messages),
            Column(
                "advice",
                "To put it right",
                value=lambda row: BadRow(row, run).advice,
                link=lambda row: BadRow(row, run).url,
            ),
        ],
        rows=rows,
    )


def download_table(run: ImportRun) -> Table:
    """The rows as they stood in the file, with who, where and why in front: put right, they can be sent as they are."""
    bad = _bad_table(run, import_rows(run, Kind.BAD), "rows to put right")
    front = [replace(bad.columns[0], title="Row"), replace(bad.columns[1], title="Who"), *bad.columns[2:]]
    cells = [Column(heading, heading, value=_cell(place)) for place, heading in enumerate(run.header)]
    return replace(bad, columns=[*front, *cells])


def _cell(place: int) -> Any:
    return lambda row: row.cells[place] if place < len(row.cells) else ""


def template() -> Table:
    """A file to fill in, with one invented row to show how."""
    columns = [Column(column.name, column.label) for column in template_columns()]
    return Table(
        caption="staff list", columns=columns, rows=[{column.name: EXAMPLE.get(column.name, "") for column in columns}]
    )


def template_columns() -> list[Any]:
    return [column for column in COLUMNS if column.name not in ("name", "fte_percent")]


def guesses(run: ImportRun, asked: Mapping[str, Iterable[str]]) -> Mapping[str, Mapping[str, str]]:
    """What a job title may well mean, for somebody to confirm: nobody is given a role on a guess."""
    if "role" not in asked:
        return {}
    codes, words = dict(JobRole.objects.values_list("pk", "code")), job_roles(run)
    found = {word: role_guess(word, words) for word in asked["role"]}
    return {"role": {word: codes[key] for word, key in found.items() if key is not None}}


def meanings(run: ImportRun, asked: Iterable[str]) -> Mapping[str, list[tuple[str, str]]]:
    """What a word of the file may be said to mean, by column."""
    known: dict[str, list[tuple[str, str]]] = {
        "contract": [(str(choice.value), choice.label) for choice in Contract],
        "reason": [(str(choice.value), choice.label) for choice in Reason],
        "destination": [(str(choice.value), choice.label) for choice in Destination],
    }
    if "role" in asked:
        known["role"] = list(JobRole.objects.order_by("name").values_list("code", "name"))
    if "organisation" in asked:
        within = Organisation.objects.filter(pk__in=organisations(run).values()).order_by("name")
        known["organisation"] = list(within.values_list("code", "name"))
    return known
