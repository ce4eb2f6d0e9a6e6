"""An improvement plan and its priorities, and the forms that change them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from academy.core import clock
from academy.improvement.actions import plans as actions
from academy.improvement.forms import plans as forms
from academy.improvement.measures.plans import plan_figures
from academy.improvement.models import ImprovementPlan, Priority
from academy.improvement.queries import plans as queries
from academy.improvement.queries.plans import ActionLine
from academy.improvement.rules.plans import ActionStanding
from academy.improvement.shown import plans as shown
from academy.improvement.views.asking import ask, press
from academy.people.scope import Request, open_to
from academy.ui import tables

SHOWS: dict[str, Callable[[ActionLine], bool]] = {
    "": lambda line: True,
    "late": lambda line: line.is_late,
    "held": lambda line: bool(line.blockers),
    "moved": lambda line: bool(line.moves),
    "complete": lambda line: line.action.is_done,
    "to_embed": lambda line: line.standing == ActionStanding.TO_EMBED,
    "embedded": lambda line: line.standing == ActionStanding.EMBEDDED,
    "ownerless": lambda line: line.has_left and not line.action.is_done,
}


@open_to("see the improvement plan")
def improvement_plan(request: Request, id: int) -> HttpResponseBase:
    viewer, found = request.viewer, plan_or_404(request, id)
    of = queries.whole(viewer, found, on=clock.today())
    form = forms.PlanFilter(request.GET)
    show = form.cleaned_data["show"] if form.is_valid() else ""
    lines = [line for line in of.lines if SHOWS[show](line)]
    named = queries.names_shown(viewer, _everybody(lines))
    if file := tables.download(request, shown.whole_table(lines, caption=found.title, named=named)):
        return file
    caption = dict(forms.PlanFilter.SHOWN)[show] if show else "Who does what by when"
    context = {
        "plan": found,
        "of": of,
        "form": form,
        "is_filtered": bool(show),
        "counts": shown.counts_of(plan_figures(of)),
        "table": tables.show(request, shown.actions_table(lines, caption=caption, named=named)),
        "keeps_it": keeps(request) and not found.is_closed,
    }
    return render(request, "improvement/plan.html", context)


@open_to("see the improvement plan")
def improvement_priority(request: Request, id: int) -> HttpResponse:
    viewer, found = request.viewer, priority_or_404(request, id)
    lines = queries.lines_of(queries.actions(viewer).filter(priority=found), on=clock.today())
    named = queries.names_shown(viewer, _everybody(lines))
    context = {
        "priority": found,
        "plan": found.plan,
        "outcomes": list(found.outcomes.all()),
        "reasons": queries.reasons_of(viewer, found),
        "table": tables.whole(shown.actions_table(lines, caption="Who does what by when", named=named)),
        "keeps_it": keeps(request) and not found.plan.is_closed,
    }
    return render(request, "improvement/priority.html", context)


@open_to("see improvement actions")
def improvement_owners(request: Request) -> HttpResponseBase:
    """Late actions by who sees to them, over all open plans."""
    owing = queries.overdue_by_owner(request.viewer, on=clock.today())
    named = queries.names_shown(request.viewer, [one.owner.pk for one in owing])
    table = shown.owing_table(owing, named)
    if file := tables.download(request, table):
        return file
    context = {"table": tables.show(request, table), "late": sum(len(one.lines) for one in owing)}
    return render(request, "improvement/owners.html", context)


@open_to("keep the improvement plan")
def begin_improvement_plan(request: Request) -> HttpResponse:
    form = forms.ImprovementPlanForm(request.POST or None)
    return ask(
        request,
        form,
        lambda said: actions.begin_plan(**form.said, by=request.viewer.account),
        heading="Begin an improvement plan",
        lede="Priorities, what children are to notice, and who does what by when stand in it.",
        button="Begin it",
        **_to_front(),
    )


@open_to("keep the improvement plan")
def change_improvement_plan(request: Request, id: int) -> HttpResponse:
    found = plan_or_404(request, id)
    form = forms.ImprovementPlanForm(request.POST or None, plan=found)
    return ask(
        request,
        form,
        lambda said: actions.change_plan(found, **form.said, by=request.viewer.account),
        heading="Change what it says",
        button="Save",
        **_to_plan(found),
    )


@open_to("keep the improvement plan")
@require_POST
def close_improvement_plan(request: Request, id: int) -> HttpResponse:
    found = plan_or_404(request, id)
    return press(request, lambda: actions.close_plan(found, by=request.viewer.account), **_to_plan(found))


@open_to("keep the improvement plan")
def add_priority(request: Request, id: int) -> HttpResponse:
    plan = plan_or_404(request, id)
    form = forms.PriorityForm(request.POST or None, viewer=request.viewer)
    return ask(
        request,
        form,
        lambda said: actions.add_priority(plan, said["title"], **form.said, by=request.viewer.account),
        heading="Add a priority",
        lede="One thing to improve, and what was found that makes it one.",
        button="Save this priority",
        **_to_plan(plan),
    )


@open_to("keep the improvement plan")
def change_priority(request: Request, id: int) -> HttpResponse:
    found = priority_or_404(request, id)
    form = forms.PriorityForm(request.POST or None, viewer=request.viewer, priority=found)
    return ask(
        request,
        form,
        lambda said: actions.change_priority(found, title=said["title"], **form.said, by=request.viewer.account),
        heading="Change this priority",
        button="Save",
        **to_priority(found),
    )


@open_to("keep the improvement plan")
def add_outcome(request: Request, id: int) -> HttpResponse:
    found = priority_or_404(request, id)
    form = forms.OutcomeForm(request.POST or None)
    return ask(
        request,
        form,
        lambda said: actions.add_outcome(found, **said, by=request.viewer.account).priority,
        heading="Say what children will notice",
        lede="An outcome is about children and families, and not about what we do.",
        button="Save this outcome",
        **to_priority(found),
    )


def plan_or_404(request: Request, id: int) -> ImprovementPlan:
    return get_object_or_404(queries.plans(request.viewer), pk=id)


def priority_or_404(request: Request, id: int) -> Priority:
    return get_object_or_404(queries.priorities(request.viewer), pk=id)


def keeps(request: Request) -> bool:
    return request.viewer.may(queries.KEEP)


def to_priority(found: Priority) -> dict[str, Any]:
    return {"back": found.get_absolute_url(), "back_words": "Back to the priority", "caption": str(found)}


def _to_plan(plan: ImprovementPlan) -> dict[str, Any]:
    return {"back": plan.get_absolute_url(), "back_words": "Back to the plan", "caption": str(plan)}


def _to_front() -> dict[str, Any]:
    return {"back": reverse("improvement"), "back_words": "Improvement"}


def _everybody(lines: list[ActionLine]) -> list[int | None]:
    return [pk for line in lines for pk in (line.action.owner_id, line.action.sponsor_id)]
