"""Readings that come as a file, and published numbers to compare them with."""

import csv
from io import StringIO

from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from academy.core import imports as machine
from academy.core.exports import Column, Table
from academy.core.imports import CHANGES, PACKED, Kind
from academy.core.models import ImportRun
from academy.core.refusals import Refused
from academy.improvement.actions.comparators import keep_comparators
from academy.improvement.forms.measures import PublishedForm, ReadingFileForm
from academy.improvement.imports import readings as imports
from academy.improvement.queries import measure_lists as lists
from academy.improvement.rules.published_measures import published_in
from academy.people.scope import Request, open_to
from academy.ui import tables

Stage = ImportRun.Stage


@open_to("bring in readings")
def reading_files(request: Request) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ReadingFileForm(*sent)
    if form.is_valid():
        with form.showing_refusals():
            return redirect("reading-file", _take_in(request, form.cleaned_data["file"]).pk)
    runs = _runs().order_by("-started_at", "-pk")[:10]
    context = {"form": form, "columns": imports.COLUMNS, "runs": runs}
    return render(request, "improvement/measures/reading_files.html", context)


@open_to("bring in readings")
def reading_template(request: Request) -> HttpResponseBase:
    """Every measure’s code, for somebody to fill in."""
    text = StringIO()
    lines = csv.writer(text)
    lines.writerow([column.label for column in imports.COLUMNS])
    lines.writerows([one.code] for one in lists.measures(request.viewer).order_by("area", "title"))
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="readings.csv"'
    return response


@open_to("bring in readings")
def reading_file(request: Request, id: int) -> HttpResponseBase:
    run = get_object_or_404(_runs(), pk=id)
    refusal = ""
    if request.method == "POST":
        try:
            _act(request, run)
            return redirect("reading-file", run.pk)
        except Refused as refused:
            refusal = refused.words
    bad = _table(run, Kind.BAD, caption="Rows left out")
    if file := tables.download(request, bad):
        return file
    changes = sum(run.counts.get(kind, 0) for kind in CHANGES)
    context = {
        "run": run,
        "refusal": refusal,
        "changes": changes,
        "bad": tables.show(request, bad) if run.counts.get(Kind.BAD) else None,
        "changed": tables.whole(_table(run, *CHANGES, caption="What is read")) if changes else None,
    }
    return render(request, "improvement/measures/reading_file.html", context, status=409 if refusal else 200)


@open_to("bring in readings")
def published_measures(request: Request) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form, kept, found = PublishedForm(*sent), None, None
    if form.is_valid():
        said = form.cleaned_data
        with form.showing_refusals():
            found = published_in(_content(said["file"]), places=said["places"].splitlines())
            kept = keep_comparators(found, source_words=said["source_words"], by=request.viewer.account)
    context = {"form": PublishedForm() if found else form, "found": found, "kept": kept}
    return render(request, "improvement/measures/published_measures.html", context)


def _act(request: Request, run: ImportRun) -> None:
    by = request.viewer.account
    if "save" in request.POST:
        machine.save(run, imports.SPEC, by=by)
    elif "undo" in request.POST and run.stage == Stage.SAVED:
        machine.undo(run, by=by)
    elif "cancel" in request.POST and run.stage == Stage.CHECKED:
        machine.cancel(run, by=by)


def _take_in(request: Request, file: object) -> ImportRun:
    return imports.take_in_readings(_content(file), file.name, by=request.viewer.account)  # type: ignore[attr-defined]


def _content(file: object) -> bytes:
    if file.size > PACKED:  # type: ignore[attr-defined]
        raise machine.Unreadable("The file is larger than 20 MB. A list of readings is not.", field="file")
    content: bytes = file.read()  # type: ignore[attr-defined]
    return content


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
        more = [Column("says", "Reading"), Column("follows", "Before")]
    columns = [Column("number", "Row", kind=int), Column("name", "Measure", is_row_header=True), *more]
    return Table(caption=caption, columns=columns, rows=rows, total=rows.count())
