"""An existing plan from a spreadsheet: looked at first, then saved, and undone if it was the wrong one."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from academy.core import imports as machine
from academy.core.exports import Column
from academy.improvement.actions.plan_files import undo_plan
from academy.improvement.forms.plans import PlanFileForm
from academy.improvement.imports import plans as imports
from academy.improvement.queries import plans as queries
from academy.people.scope import Request, open_to
from academy.ui.incoming import IncomingFile

FILE = IncomingFile(
    imports.SPEC,
    called="A plan",
    row="Action",
    columns=[
        Column("says", "Who, and by when"),
        Column("follows", "State"),
        Column("rules", "Look at", value=machine.why_of),
    ],
    caption="What comes into the plan",
)


@open_to("keep the improvement plan")
def plan_files(request: Request) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PlanFileForm(*sent, viewer=request.viewer)
    if form.is_valid():
        said = form.cleaned_data
        with form.showing_refusals():
            run = FILE.take_in(said["file"], by=request.viewer.account, plan=said["plan"].pk)
            return redirect("plan-file", run.pk)
    context = {
        "form": form,
        "columns": imports.COLUMNS,
        "runs": FILE.runs()[:10],
        "has_plans": queries.plans(request.viewer).filter(closed_on__isnull=True).exists(),
    }
    return render(request, "improvement/plan_files.html", context)


@open_to("keep the improvement plan")
def plan_file(request: Request, id: int) -> HttpResponseBase:
    run = get_object_or_404(FILE.runs(), pk=id)
    plan = queries.plans(request.viewer).filter(pk=run.options.get("plan")).first()
    return FILE.page(request, run, "improvement/plan_file.html", by=request.viewer.account, undo=undo_plan, plan=plan)
