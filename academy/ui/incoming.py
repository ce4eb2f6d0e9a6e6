"""A file that comes in, as pages: looked at row by row, then saved, and undone if it was the wrong one.

A room gives what is its own: how the file is read, and what the rows of it are headed by. The view keeps the permission
and the address, and a template on `ui/incoming.html` the words.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from academy.core import imports as machine
from academy.core.exports import Column, Table
from academy.core.imports import CHANGES, PACKED, ImportSpec, Kind
from academy.core.models import ImportRun
from academy.core.refusals import Refused

from . import tables

Stage = ImportRun.Stage
Undo = Callable[..., object]
NUMBER = Column("number", "Row", kind=int)
WRONG = (Column("rules", "Why", value=machine.why_of), Column("advice", "What to do", value=machine.advice_of))


def content_of(file: Any, *, called: str) -> bytes:
    if file.size > PACKED:
        raise machine.Unreadable(f"The file is larger than 20 MB. {called} is not.", field="file")
    content: bytes = file.read()
    return content


@dataclass(frozen=True)
class IncomingFile:
    """What a room says of a file that it takes: `row` heads what a row is about, `columns` what it would change."""

    spec: ImportSpec
    called: str  # as it stands in: A register is not
    row: str
    columns: Sequence[Column]
    caption: str = "What changes"

    def runs(self, **options: Any) -> QuerySet[ImportRun]:
        """Those that came before, the latest first: of a part, where its options name one."""
        told = {f"options__{name}": value for name, value in options.items()}
        return ImportRun.objects.filter(spec=self.spec.name, **told).order_by("-started_at", "-pk").defer("file")

    def take_in(self, file: Any, *, by: Any, branch: str = "", **options: Any) -> ImportRun:
        """Read and checked, and nothing saved."""
        content = content_of(file, called=self.called)
        return machine.take_in(self.spec, content, file.name, by=by, branch=branch, **options)

    def page(
        self, request: HttpRequest, run: ImportRun, template: str, *, by: Any, undo: Undo = machine.undo, **context: Any
    ) -> HttpResponseBase:
        """What becomes of every row; saved, thrown away or undone from the same page."""
        refusal = ""
        if request.method == "POST":
            try:
                self._act(request, run, by=by, undo=undo)
                return redirect(request.path)
            except Refused as refused:
                refusal = refused.words
        bad = self._table("Rows left out", run, Kind.BAD, columns=WRONG)
        if file := tables.download(request, bad):
            return file
        changed = self._table(self.caption, run, *CHANGES, columns=self.columns)
        context |= {
            "run": run,
            "refusal": refusal,
            "changes": sum(run.counts.get(kind, 0) for kind in CHANGES),
            "bad": tables.show(request, bad) if bad.total else None,
            "changed": tables.show(request, changed, per_page=50, has_downloads=False, turns="changed")
            if changed.total
            else None,
        }
        return render(request, template, context, status=409 if refusal else 200)

    def _table(self, caption: str, run: ImportRun, *kinds: Kind, columns: Sequence[Column]) -> Table:
        rows = run.changes.filter(change__in=kinds).order_by("number")
        columns = [NUMBER, Column("name", self.row, is_row_header=True), *columns]
        return Table(caption, columns, rows, total=rows.count())

    def _act(self, request: HttpRequest, run: ImportRun, *, by: Any, undo: Undo) -> None:
        if "save" in request.POST:
            machine.save(run, self.spec, by=by)
        elif "undo" in request.POST and run.stage == Stage.SAVED:
            undo(run, by=by)
        elif "cancel" in request.POST and run.stage == Stage.CHECKED:
            machine.cancel(run, by=by)
