"""Words or duties sent as a file into a draft: looked at first, then saved, and taken back if it was the wrong one."""

from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from academy.core import imports as machine
from academy.core.exports import Column, Table
from academy.core.imports import CHANGES, PACKED, ImportSpec, Kind
from academy.core.models import ImportRun
from academy.core.refusals import Refused
from academy.frameworks.forms.guides import GuideFileForm
from academy.frameworks.imports import guides as imports
from academy.frameworks.models import GuideVersion
from academy.frameworks.queries import guides as queries
from academy.frameworks.rules.practice import PARTS_OF, GuideKind
from academy.people.scope import Request, open_to
from academy.ui import tables

Stage = ImportRun.Stage
KEEP = "keep how we practise"


@open_to(KEEP)
def guide_file(request: Request, id: int) -> HttpResponse:
    version, spec = _version(request, id, is_draft=True)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = GuideFileForm(*sent)
    if form.is_valid():
        with form.showing_refusals():
            run = _take_in(request, version, spec, form.cleaned_data["file"])
            return redirect("guide-file-run", version.pk, run.pk)
    runs = ImportRun.objects.filter(spec=spec.name, options__version=version.pk).defer("file")[:10]
    context = {"version": version, "form": form, "columns": spec.columns, "runs": runs, "label": spec.label}
    return render(request, "frameworks/practice/guide_file.html", context)


@open_to(KEEP)
def guide_file_run(request: Request, id: int, file_id: int) -> HttpResponseBase:
    """The dry run, with what becomes of every row; saved, and undone, from the same page."""
    version, spec = _version(request, id)
    run = get_object_or_404(ImportRun, spec=spec.name, options__version=version.pk, pk=file_id)
    refusal = ""
    if request.method == "POST":
        try:
            _act(request, run, spec)
            return redirect("guide-file-run", version.pk, run.pk)
        except Refused as refused:
            refusal = refused.words
    bad = _table(run, Kind.BAD, caption="Rows left out")
    if file := tables.download(request, bad):
        return file
    changes = sum(run.counts.get(kind, 0) for kind in CHANGES)
    context = {
        "version": version,
        "run": run,
        "refusal": refusal,
        "label": spec.label.lower(),
        "needs": [column.label for column in spec.columns if (column.name,) in spec.needs],
        "bad": tables.show(request, bad) if run.counts.get(Kind.BAD) else None,
        "changed": tables.whole(_table(run, *CHANGES, caption="What changes")) if changes else None,
        "changes": changes,
    }
    return render(request, "frameworks/practice/guide_file_run.html", context, status=409 if refusal else 200)


def _act(request: Request, run: ImportRun, spec: ImportSpec) -> None:
    by = request.viewer.account
    if "save" in request.POST:
        machine.save(run, spec, by=by)
    elif "undo" in request.POST and run.stage == Stage.SAVED:
        imports.version_of(run)
        machine.undo(run, by=by)
    elif "cancel" in request.POST and run.stage == Stage.CHECKED:
        machine.cancel(run, by=by)


def _take_in(request: Request, version: GuideVersion, spec: ImportSpec, file: Any) -> ImportRun:
    if file.size > PACKED:
        raise machine.Unreadable("The file is larger than 20 MB. A list of words is not.", field="file")
    run = machine.start(
        spec, file.read(), file.name, by=request.viewer.account, branch=f"guide-{version.pk}.", version=version.pk
    )
    return machine.check(run, spec)


def _table(run: ImportRun, *kinds: Kind, caption: str) -> Table:
    rows = run.changes.filter(change__in=kinds)
    why = Column("rules", "Why", value=machine.why_of) if Kind.BAD in kinds else Column("says", "Will say")
    after = (
        Column("advice", "What to do", value=machine.advice_of) if Kind.BAD in kinds else Column("follows", "Says now")
    )
    columns = [Column("number", "Row", kind=int), Column("name", "What", is_row_header=True), why, after]
    return Table(caption=caption, columns=columns, rows=rows, total=run.rows and rows.count())


def _version(request: Request, id: int, *, is_draft: bool = False) -> tuple[GuideVersion, ImportSpec]:
    """One of words or of duties: the others are written by hand."""
    version = get_object_or_404(queries.versions(request.viewer), pk=id)
    kind = next((kind for kind in PARTS_OF[GuideKind(version.guide.kind)] if kind in imports.SPECS), None)
    if kind is None or (is_draft and not version.is_draft):
        raise Http404
    return version, imports.SPECS[kind]
