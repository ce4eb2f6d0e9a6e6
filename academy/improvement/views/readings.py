"""Readings that come as a file, and published numbers to compare them with."""

import csv
from io import StringIO

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from academy.core.exports import Column
from academy.improvement.actions.comparators import keep_comparators
from academy.improvement.forms.measures import PublishedForm, ReadingFileForm
from academy.improvement.imports import readings as imports
from academy.improvement.queries import measure_lists as lists
from academy.improvement.rules.published_measures import published_in
from academy.people.scope import Request, open_to
from academy.ui.incoming import IncomingFile, content_of

FILE = IncomingFile(
    imports.SPEC,
    called="A list of readings",
    row="Measure",
    columns=[Column("says", "Reading"), Column("follows", "Before")],
    caption="What is read",
)


@open_to("bring in readings")
def reading_files(request: Request) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ReadingFileForm(*sent)
    if form.is_valid():
        with form.showing_refusals():
            run = FILE.take_in(form.cleaned_data["file"], by=request.viewer.account)
            return redirect("reading-file", run.pk)
    context = {"form": form, "columns": imports.COLUMNS, "runs": FILE.runs()[:10]}
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
    run = get_object_or_404(FILE.runs(), pk=id)
    return FILE.page(request, run, "improvement/measures/reading_file.html", by=request.viewer.account)


@open_to("bring in readings")
def published_measures(request: Request) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form, kept, found = PublishedForm(*sent), None, None
    if form.is_valid():
        said = form.cleaned_data
        with form.showing_refusals():
            found = published_in(content_of(said["file"], called=FILE.called), places=said["places"].splitlines())
            kept = keep_comparators(found, source_words=said["source_words"], by=request.viewer.account)
    context = {"form": PublishedForm() if found else form, "found": found, "kept": kept}
    return render(request, "improvement/measures/published_measures.html", context)
