"""An existing plan from a spreadsheet: looked at first, then saved, and undone if it was the wrong one."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from academy.core import imports as machine
from academy.core.exports import Column, Table
from academy.core.imports import CHANGES, PACKED, Kind
from academy.core.models import ImportRun
from academy.core.refusals import Refused
from academy.improvement.actions.plan_files import undo_plan
from academy.improvement.forms.plans import PlanFileForm
from academy.improvement.imports import plans as imports
from academy.improvement.queries import plans as queries
from academy.people.scope import Request, open_to
from academy.ui import tables

Stage = ImportRun.Stage


@open_to("keep the improvement plan")
def plan_files(request: Request) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PlanFileForm(*sent, viewer=request.viewer)
    if form.is_valid():
        with form.showing_refusals():
            return redirect("plan-file", _take_in(request, form.cleaned_data).pk)
    context = {
        "form": form,
        "columns": imports.COLUMNS,
        "runs": _runs().order_by("-started_at", "-pk")[:10],
        "has_plans": queries.plans(request.viewer).filter(closed_on__isnull=True).exists(),
    }
    return render(request, "improvement/plan_files.html", context)


@open_to("keep the improvement plan")
def plan_file(request: Request, id: int) -> HttpResponseBase:
    run = get_object_or_404(_runs(), pk=id)
    refusal = ""
    if request.method == "POST":
        try:
            _act(request, run)
            return redirect("plan-file", run.pk)
        except Refused as refused:
            refusal = refused.words
    bad = _table(run, Kind.BAD, caption="Rows left out")
    if file := tables.download(request, bad):
        return file
    changes = sum(run.counts.get(kind, 0) for kind in CHANGES)
    context = {
        "run": run,
        "plan": queries.plans(request.viewer).filter(pk=run.options.get("plan")).first(),
        "refusal": refusal,
        "changes": changes,
        "bad": tables.show(request, bad) if run.counts.get(Kind.BAD) else None,
        "changed": tables.whole(_table(run, *CHANGES, caption="What comes into the plan")) if changes else None,
    }
    return render(request, "improvement/plan_file.html", context, status=409 if refusal else 200)


def _act(request: Request, run: ImportRun) -> None:
    by = request.viewer.account
    if "save" in request.POST:
        machine.save(run, imports.SPEC, by=by)
    elif "undo" in request.POST and run.stage == Stage.SAVED:
        undo_plan(run, by=by)
    elif "cancel" in request.POST and run.stage == Stage.CHECKED:
        machine.cancel(run, by=by)


def _take_in(request: Request, said: dict[str, Any]) -> ImportRun:
    file = said["file"]
    if file.size > PACKED:
        raise machine.Unreadable("The file is larger than 20 MB. A plan is not.", field="file")
    return imports.take_in(file.read(), file.name, plan=said["plan"], by=request.viewer.account)


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
        more = [
            Column("says", "Who, and by when"),
            Column("follows", "State"),
            Column("rules", "Look at", value=machine.why_of),
        ]
    columns = [Column("number", "Row", kind=int), Column("name", "Action", is_row_header=True), *more]
    return Table(caption=caption, columns=columns, rows=rows, total=rows.count())
