"""Words or duties sent as a file into a draft: looked at first, then saved, and taken back if it was the wrong one."""

from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from academy.core import imports as machine
from academy.core.exports import Column
from academy.core.models import ImportRun
from academy.frameworks.forms.guides import GuideFileForm
from academy.frameworks.imports import guides as imports
from academy.frameworks.models import GuideVersion
from academy.frameworks.queries import guides as queries
from academy.frameworks.rules.practice import PARTS_OF, GuideKind
from academy.people.scope import Request, open_to
from academy.ui.incoming import IncomingFile

KEEP = "keep how we practise"
COLUMNS = [Column("says", "Will say"), Column("follows", "Says now")]
FILES = {
    kind: IncomingFile(spec, called="A list of words", row="What", columns=COLUMNS)
    for kind, spec in imports.SPECS.items()
}


@open_to(KEEP)
def guide_file(request: Request, id: int) -> HttpResponse:
    version, file = _version(request, id, is_draft=True)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = GuideFileForm(*sent)
    if form.is_valid():
        sent_by, branch = request.viewer.account, f"guide-{version.pk}."
        with form.showing_refusals():
            run = file.take_in(form.cleaned_data["file"], by=sent_by, branch=branch, version=version.pk)
            return redirect("guide-file-run", version.pk, run.pk)
    runs = file.runs(version=version.pk)[:10]
    context = {"version": version, "form": form, "columns": file.spec.columns, "runs": runs, "label": file.spec.label}
    return render(request, "frameworks/practice/guide_file.html", context)


@open_to(KEEP)
def guide_file_run(request: Request, id: int, file_id: int) -> HttpResponseBase:
    version, file = _version(request, id)
    run = get_object_or_404(file.runs(version=version.pk), pk=file_id)
    needs = [column.label for column in file.spec.columns if (column.name,) in file.spec.needs]
    page = "frameworks/practice/guide_file_run.html"
    return file.page(request, run, page, by=request.viewer.account, undo=_undo, version=version, needs=needs)


def _undo(run: ImportRun, *, by: Any) -> ImportRun:
    """Only while it is a draft."""
    imports.version_of(run)
    return machine.undo(run, by=by)


def _version(request: Request, id: int, *, is_draft: bool = False) -> tuple[GuideVersion, IncomingFile]:
    """One of words or of duties: the others are written by hand."""
    version = get_object_or_404(queries.versions(request.viewer), pk=id)
    kind = next((kind for kind in PARTS_OF[GuideKind(version.guide.kind)] if kind in FILES), None)
    if kind is None or (is_draft and not version.is_draft):
        raise Http404
    return version, FILES[kind]
