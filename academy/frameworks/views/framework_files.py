"""A framework sent as a file: looked at row by row, then saved; undone while nothing points at it."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.text import slugify

from academy.core import imports as machine
from academy.core.exports import Column, Table
from academy.core.imports import CHANGES, PACKED, Kind
from academy.core.models import ImportRow, ImportRun
from academy.core.refusals import Refused
from academy.frameworks import queries
from academy.frameworks.forms.capabilities import SendFrameworkForm
from academy.frameworks.imports import capabilities as files
from academy.frameworks.models import Framework
from academy.people.scope import Request, open_to
from academy.ui import tables

Stage = ImportRun.Stage


@open_to("keep frameworks")
def send_framework(request: Request) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = SendFrameworkForm(*sent, viewer=request.viewer)
    if form.is_valid():
        with form.showing_refusals():
            return redirect("framework-file", _take_in(request, form.cleaned_data).pk)
    runs = ImportRun.objects.filter(spec=files.NAME).order_by("-started_at").defer("file")[:10]
    context = {"form": form, "columns": files.COLUMNS, "runs": runs}
    return render(request, "frameworks/send_framework.html", context)


@open_to("keep frameworks")
def framework_file(request: Request, id: int) -> HttpResponseBase:
    """The dry run, with what becomes of every row; saved, and undone, from the same page."""
    run = ImportRun.objects.filter(spec=files.NAME, pk=id).first()
    if run is None:
        raise Http404
    refusal = ""
    if request.method == "POST":
        try:
            _act(request, run)
            return redirect("framework-file", run.pk)
        except Refused as refused:
            refusal = refused.words
    bad, changed = _table(run, Kind.BAD, caption="Rows left out"), _table(run, *CHANGES, caption="What comes in")
    if file := tables.download(request, bad if run.counts.get(Kind.BAD) else changed):
        return file
    changes = sum(run.counts.get(kind, 0) for kind in CHANGES)
    context = {
        "run": run,
        "said": run.options,
        "starts_on": date.fromisoformat(run.options["starts_on"]),
        "framework": files.framework_of(run),
        "replaces": files.replaced_by(run),
        "refusal": refusal,
        "bad": tables.show(request, bad) if run.counts.get(Kind.BAD) else None,
        "changed": tables.whole(changed) if changes else None,
        "changes": changes,
    }
    return render(request, "frameworks/framework_file.html", context, status=409 if refusal else 200)


def _act(request: Request, run: ImportRun) -> None:
    by = request.viewer.account
    if "save" in request.POST:
        machine.save(run, files.SPEC, by=by)
    elif "undo" in request.POST and run.stage == Stage.SAVED:
        machine.undo(run, by=by)
    elif "cancel" in request.POST and run.stage == Stage.CHECKED:
        machine.cancel(run, by=by)


def _take_in(request: Request, said: dict[str, Any]) -> ImportRun:
    file = said["file"]
    if file.size > PACKED:
        raise machine.Unreadable("The file is larger than 20 MB. A framework is not.", field="file")
    old = said["replaces"]
    facts = {name: said[name] for name in ("name", "version", "kind", "publisher", "about")}
    facts |= {"starts_on": said["starts_on"].isoformat(), "replaces": old.pk if old else None}
    facts["code"] = _code(said["name"], old)
    run = machine.start(files.SPEC, file.read(), file.name, by=request.viewer.account, **facts)
    return machine.check(run, files.SPEC)


def _code(name: str, old: Framework | None) -> str:
    """The next version of the same name goes by the same code; another name has one of its own."""
    known = old if old and old.name == name else queries.of_name(name)
    return known.code if known else slugify(name)[:40].strip("-") or "framework"


def _table(run: ImportRun, *kinds: Kind, caption: str) -> Table:
    rows = run.changes.filter(change__in=kinds)
    is_bad = Kind.BAD in kinds
    why = Column("rules", "Why", value=_why) if is_bad else Column("change", "What happens", value=_happens)
    after = Column("advice", "What to do", value=_advice) if is_bad else Column("follows", "And with it")
    columns = [Column("number", "Row", kind=int), Column("name", "Capability", is_row_header=True), why, after]
    return Table(caption=caption, columns=columns, rows=rows, total=run.rows and rows.count())


def _happens(row: ImportRow) -> str:
    return "Is added" if row.change == Kind.JOINER else "Its words are corrected"


def _why(row: ImportRow) -> str:
    return ". ".join(fault.message for fault in machine.faults_of(row))


def _advice(row: ImportRow) -> str:
    return ". ".join(dict.fromkeys(fault.advice for fault in machine.faults_of(row)))
