"""The quarterly return on agency workers, checked before it is sent, and files of assignments that come in."""

from decimal import Decimal

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from academy.core import imports as machine
from academy.core.exports import Table
from academy.core.imports import PACKED, Kind
from academy.core.models import ImportRun
from academy.core.refusals import Refused
from academy.people.scope import Request, open_to
from academy.ui import tables
from academy.workforce import imports
from academy.workforce.forms.agency import AgencyFileForm, ReturnFilter
from academy.workforce.queries.agency_return import return_rows
from academy.workforce.rules.business_cases import pounds_words
from academy.workforce.shown import agency as shown
from academy.workforce.views.agency import KEPT, sees_numbers_only

Stage = ImportRun.Stage


@open_to("see agency work")
def agency_return(request: Request) -> HttpResponseBase:
    """What is missing from it, and for whoever sends it the file. Members see only that it is made."""
    form = ReturnFilter(request.GET or None, on=request.viewer.on)
    quarter = form.chosen
    rows = return_rows(request.viewer, quarter)
    table = shown.return_table(rows, caption=f"Agency return, {quarter.words}")
    keeps = request.viewer.may(KEPT)
    if keeps and (file := tables.download(request, table)):
        return file
    missing = shown.missing_table(rows, names_workers=keeps)
    context = {
        "form": form,
        "quarter": quarter,
        "rows": len(rows),
        "workers": len({row.assignment.person_id for row in rows}),
        "pounds": pounds_words(float(sum((row.pounds for row in rows), Decimal(0)))),
        "above": sum(1 for row in rows if row.checked.is_above_cap),
        "missing": tables.show(request, missing, per_page=20, has_downloads=False) if missing.rows else None,
        "keeps": keeps,
        "csv_url": tables.address(request, format="csv"),
        "xlsx_url": tables.address(request, format="xlsx"),
        "sees_numbers_only": sees_numbers_only(request),
    }
    return render(request, "workforce/agency_return.html", context)


@open_to("keep agency work")
def agency_files(request: Request) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = AgencyFileForm(*sent)
    if form.is_valid():
        with form.showing_refusals():
            return redirect("agency-file", _take_in(request, form.cleaned_data["file"]).pk)
    runs = _runs().order_by("-started_at", "-pk")[:10]
    return render(
        request, "workforce/agency_files.html", {"form": form, "columns": imports.AGENCY_COLUMNS, "runs": runs}
    )


@open_to("keep agency work")
def agency_file(request: Request, id: int) -> HttpResponseBase:
    run, refusal = get_object_or_404(_runs(), pk=id), ""
    if request.method == "POST":
        try:
            _act(request, run)
            return redirect("agency-file", run.pk)
        except Refused as refused:
            refusal = refused.words
    bad = shown.file_table(run, Kind.BAD, caption="Rows left out")
    if file := tables.download(request, bad):
        return file
    changes = shown.changes_in(run)
    context = {
        "run": run,
        "refusal": refusal,
        "changes": changes,
        "bad": tables.show(request, bad) if run.counts.get(Kind.BAD) else None,
        "changed": tables.whole(_changed(run)) if changes else None,
    }
    return render(request, "workforce/agency_file.html", context, status=409 if refusal else 200)


def _changed(run: ImportRun) -> Table:
    return shown.file_table(run, Kind.JOINER, Kind.MOVER, Kind.LEAVER, caption="What would be written down")


def _act(request: Request, run: ImportRun) -> None:
    by = request.viewer.account
    if "save" in request.POST:
        machine.save(run, imports.AGENCY, by=by)
    elif "undo" in request.POST and run.stage == Stage.SAVED:
        machine.undo(run, by=by)
    elif "cancel" in request.POST and run.stage == Stage.CHECKED:
        machine.cancel(run, by=by)


def _take_in(request: Request, file: object) -> ImportRun:
    if file.size > PACKED:  # type: ignore[attr-defined]
        raise machine.Unreadable("The file is larger than 20 MB. A list of assignments is not.", field="file")
    return imports.take_in_assignments(file.read(), file.name, by=request.viewer.account)  # type: ignore[attr-defined]


def _runs() -> QuerySet[ImportRun]:
    return ImportRun.objects.filter(spec=imports.AGENCY.name)
