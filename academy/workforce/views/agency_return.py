"""The quarterly return on agency workers, checked before it is sent, and files of assignments that come in."""

from decimal import Decimal

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from academy.core.exports import Column
from academy.people.scope import Request, open_to
from academy.ui import tables
from academy.ui.incoming import IncomingFile
from academy.workforce import imports
from academy.workforce.forms.agency import AgencyFileForm, ReturnFilter
from academy.workforce.queries.agency_return import return_rows
from academy.workforce.rules.business_cases import pounds_words
from academy.workforce.shown import agency as shown
from academy.workforce.views.agency import KEPT, sees_numbers_only

FILE = IncomingFile(
    imports.AGENCY,
    called="A list of assignments",
    row="Of whom",
    columns=[Column("says", "What it says"), Column("follows", "What was there")],
    caption="What would be written down",
)


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
            return redirect("agency-file", FILE.take_in(form.cleaned_data["file"], by=request.viewer.account).pk)
    context = {"form": form, "columns": imports.AGENCY_COLUMNS, "runs": FILE.runs()[:10]}
    return render(request, "workforce/agency_files.html", context)


@open_to("keep agency work")
def agency_file(request: Request, id: int) -> HttpResponseBase:
    run = get_object_or_404(FILE.runs(), pk=id)
    return FILE.page(request, run, "workforce/agency_file.html", by=request.viewer.account)
