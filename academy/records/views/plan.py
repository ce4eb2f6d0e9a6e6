"""My plan, and “I have read this”."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from academy.catalogue import queries as catalogue
from academy.core import clock
from academy.core.refusals import Refused
from academy.people.scope import Request, open_to
from academy.records.actions import plan as actions
from academy.records.queries import plan as queries
from academy.records.rules import plan as rules


@open_to("plan one’s own learning")
def my_plan(request: Request) -> HttpResponse:
    lines = queries.plan(request.viewer)
    context = {"to_do": [line for line in lines if not line.done_on], "done": [line for line in lines if line.done_on]}
    return render(request, "records/my_plan.html", context)


@require_POST
@open_to("plan one’s own learning")
def add_to_plan(request: Request, id: int) -> HttpResponse:
    item = get_object_or_404(catalogue.every_item(request.viewer).filter(is_published=True), pk=id)
    if request.viewer.person is None:
        return redirect("my-plan")
    try:
        actions.add_to_plan(request.viewer.person, item, by=request.viewer.account)
    except Refused as refused:
        return _refused(request, refused)
    return redirect("my-plan")


@require_POST
@open_to("plan one’s own learning")
def take_off_plan(request: Request, id: int) -> HttpResponse:
    planned = get_object_or_404(queries.planned_items(request.viewer), pk=id)
    actions.take_off_plan(planned, by=request.viewer.account)
    return redirect("my-plan")


@require_POST
@open_to("learn from the library")
def mark_as_learned(request: Request, id: int) -> HttpResponse:
    """Only what the library holds: everything else is said by a register, a lesson or a certificate."""
    offered = catalogue.every_item(request.viewer).filter(kind__in=rules.BY_SAYING_SO, is_published=True)
    item = get_object_or_404(offered, pk=id)
    if request.viewer.person is None:
        return redirect("my-record")
    try:
        made = actions.learn_from_library(request.viewer.person, item, on=clock.today(), by=request.viewer.account)
    except Refused as refused:
        return _refused(request, refused)
    return redirect(f"{made.get_absolute_url()}?recorded")


def _refused(request: Request, refused: Refused) -> HttpResponse:
    return render(request, "records/not_now.html", {"words": refused.words}, status=409)
