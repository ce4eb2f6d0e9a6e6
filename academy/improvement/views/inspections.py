"""Inspections and visits on a line of time, and the authority among all authorities."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from academy.core.imports import PACKED, Unreadable
from academy.improvement.actions import inspections as actions
from academy.improvement.forms.inspections import InspectionFindingForm, InspectionForm, OutcomesForm
from academy.improvement.imports.outcomes import read_outcomes
from academy.improvement.models import Inspection, InspectionFinding
from academy.improvement.queries import inspections as queries
from academy.improvement.rules.inspections import InspectionRefused
from academy.improvement.shown import inspections as shown
from academy.people.scope import Request, open_to
from academy.ui import tables

KEEP = "keep inspections"


@open_to("see inspections")
def inspections(request: Request) -> HttpResponse:
    found = list(queries.inspections(request.viewer))
    context = {
        "inspections": found,
        "release": queries.newest_release(request.viewer),
        "may_keep": request.viewer.may(KEEP),
        "sees_measures": request.viewer.may("see measures"),
    }
    return render(request, "improvement/inspections/inspections.html", context)


@open_to("see inspections")
def inspection(request: Request, id: int) -> HttpResponseBase:
    found = _inspection(request, id)
    findings, judged = list(found.findings.all()), list(found.judgements.all())
    table = shown.findings_table(findings)
    if file := tables.download(request, table):
        return file
    context = {
        "inspection": found,
        "judged": tables.whole(shown.judgements_table(judged)) if judged else None,
        "table": tables.show(request, table) if findings else None,
        "may_keep": request.viewer.may(KEEP),
    }
    return render(request, "improvement/inspections/inspection.html", context)


@open_to("keep inspections")
def add_inspection(request: Request) -> HttpResponse:
    form = InspectionForm(request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            said = form.said
            of = (said.pop("kind"), said.pop("on"), said.pop("title"))
            made = actions.add_inspection(*of, judgements=form.judgements, by=request.viewer.account, **said)
            return redirect(made)
    return render(request, "improvement/inspections/add_inspection.html", {"form": form})


@open_to("keep inspections")
def change_inspection(request: Request, id: int) -> HttpResponse:
    found = _inspection(request, id)
    form = InspectionForm(request.POST or None, inspection=found)
    if form.is_valid():
        with form.showing_refusals():
            by = request.viewer.account
            return redirect(actions.change_inspection(found, judgements=form.judgements, by=by, **form.said))
    return render(request, "improvement/inspections/change_inspection.html", {"form": form, "inspection": found})


@open_to("keep inspections")
def add_inspection_finding(request: Request, id: int) -> HttpResponse:
    found = _inspection(request, id)
    form = InspectionFindingForm(request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            actions.add_inspection_finding(found, by=request.viewer.account, **form.cleaned_data)
            return redirect(found)
    return render(request, "improvement/inspections/add_inspection_finding.html", {"form": form, "inspection": found})


@open_to("see inspections")
def inspection_finding(request: Request, id: int) -> HttpResponse:
    found = _finding(request, id)
    context = {
        "finding": found,
        "priorities": queries.priorities_for(request.viewer, found),
        "actions": queries.actions_for(request.viewer, found),
        "may_keep": request.viewer.may(KEEP),
    }
    return render(request, "improvement/inspections/inspection_finding.html", context)


@open_to("keep inspections")
def change_inspection_finding(request: Request, id: int) -> HttpResponse:
    found = _finding(request, id)
    form = InspectionFindingForm(request.POST or None, finding=found)
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.change_inspection_finding(found, by=request.viewer.account, **form.cleaned_data))
    return render(request, "improvement/inspections/change_inspection_finding.html", {"form": form, "finding": found})


@open_to("see inspections")
def authorities(request: Request) -> HttpResponseBase:
    """Where ours would stand among all authorities: counted, never ranked."""
    viewer, release = request.viewer, queries.newest_release(request.viewer)
    context: dict[str, Any] = {"release": release, "may_keep": viewer.may(KEEP)}
    if release is not None:
        newest, ours = queries.newest_judgements(viewer)
        standings = queries.standings(viewer, release, ours)
        table = shown.outcomes_table(queries.outcomes(viewer, release))
        if file := tables.download(request, table):
            return file
        overall = standings[0]
        context |= {
            "newest": newest,
            "our_name": settings.AUTHORITY_NAME,
            "is_invented": settings.DEMONSTRATION,
            "words": shown.words_of(overall),
            "where": shown.where_words(overall),
            "chart": shown.standings_chart(overall),
            "areas": tables.whole(shown.standings_table(standings)),
            "table": tables.show(request, table, per_page=20),
        }
    return render(request, "improvement/inspections/authorities.html", context)


@open_to("keep inspections")
def read_outcomes_file(request: Request) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = OutcomesForm(*sent)
    if form.is_valid():
        with form.showing_refusals():
            said = form.cleaned_data
            if said["file"].size > PACKED:
                raise Unreadable("The file is larger than 20 MB.", field="file")
            found = read_outcomes(said["file"].read(), said["file"].name)
            as_at = said["as_at"] or found.as_at
            if as_at is None:
                raise InspectionRefused("The file does not say as at which day. Enter it here.", field="as_at")
            actions.keep_outcomes(found, as_at, source_words=said["source_words"], by=request.viewer.account)
            return redirect("authorities")
    return render(request, "improvement/inspections/read_outcomes.html", {"form": form})


def _inspection(request: Request, id: int) -> Inspection:
    return get_object_or_404(queries.inspections(request.viewer), pk=id)


def _finding(request: Request, id: int) -> InspectionFinding:
    return get_object_or_404(queries.findings(request.viewer), pk=id)
