"""Requirements that come as a file: looked at first, then saved, and undone if it was the wrong one."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from academy.core import imports as machine
from academy.core.exports import Column, Table
from academy.core.imports import CHANGES, PACKED, Kind
from academy.core.models import ImportRun
from academy.core.refusals import Refused
from academy.needs import actions, imports
from academy.needs.forms.requirement_files import RequirementFileForm
from academy.people.scope import Request, open_to
from academy.ui import tables

Stage = ImportRun.Stage


@open_to("set requirements")
def requirement_files(request: Request) -> HttpResponse:
    """A file of one’s own, or the partnership’s list that comes with the Academy."""
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    if request.method == "POST" and "template" in request.POST:
        content = imports.TEMPLATE.read_bytes()
        run = imports.take_in(content, imports.TEMPLATE_NAME, by=request.viewer.account)
        return redirect("requirement-file", run.pk)
    form = RequirementFileForm(*sent)
    if form.is_valid():
        with form.showing_refusals():
            return redirect("requirement-file", _take_in(request, form.cleaned_data["file"]).pk)
    runs = _runs().order_by("-started_at", "-pk")[:10]
    titles = imports.TEMPLATE.read_text(encoding="utf-8").count("\n") - 1
    context = {"form": form, "columns": imports.COLUMNS, "runs": runs, "titles": titles}
    return render(request, "needs/requirement_files.html", context)


@open_to("set requirements")
def requirement_template(request: Request) -> HttpResponseBase:
    response = HttpResponse(imports.TEMPLATE.read_bytes(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{imports.TEMPLATE_NAME}"'
    return response


@open_to("set requirements")
def requirement_file(request: Request, id: int) -> HttpResponseBase:
    run = get_object_or_404(_runs(), pk=id)
    refusal = ""
    if request.method == "POST":
        try:
            _act(request, run)
            return redirect("requirement-file", run.pk)
        except Refused as refused:
            refusal = refused.words
    bad = _table(run, Kind.BAD, caption="Rows left out")
    if file := tables.download(request, bad):
        return file
    changes = sum(run.counts.get(kind, 0) for kind in CHANGES)
    new_items = run.changes.filter(follows="New in the catalogue").values("name").distinct().count()
    context = {
        "run": run,
        "refusal": refusal,
        "changes": changes,
        "new_items": new_items,
        "bad": tables.show(request, bad) if run.counts.get(Kind.BAD) else None,
        "changed": tables.whole(_table(run, *CHANGES, caption="What is asked")) if changes else None,
    }
    return render(request, "needs/requirement_file.html", context, status=409 if refusal else 200)


def _act(request: Request, run: ImportRun) -> None:
    by = request.viewer.account
    if "save" in request.POST:
        machine.save(run, imports.SPEC, by=by)
    elif "undo" in request.POST and run.stage == Stage.SAVED:
        actions.undo_requirements(run, by=by)
    elif "cancel" in request.POST and run.stage == Stage.CHECKED:
        machine.cancel(run, by=by)


def _take_in(request: Request, file: object) -> ImportRun:
    if file.size > PACKED:  # type: ignore[attr-defined]
        raise machine.Unreadable("The file is larger than 20 MB. A list of requirements is not.", field="file")
    return imports.take_in(file.read(), file.name, by=request.viewer.account)  # type: ignore[attr-defined]


def _runs() -> QuerySet[ImportRun]:
    return ImportRun.objects.filter(spec=imports.NAME)


def _table(run: ImportRun, *kinds: Kind, caption: str) -> Table:
    rows = run.changes.filter(change__in=kinds).order_by("number")
    if Kind.BAD in kinds:
        more = [
            Column("rules", "Why", value=machine.why_of),
            Column("advice", "What to do", value=machine.advice_of),
        ]
    else:
        more = [Column("says", "Of whom"), Column("follows", "Now")]
    columns = [Column("number", "Row", kind=int), Column("name", "What", is_row_header=True), *more]
    return Table(caption=caption, columns=columns, rows=rows, total=rows.count())
