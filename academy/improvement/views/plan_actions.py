"""One action of a plan: how it stands, what shows it, what is in its way; and everything its owner does with it."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from academy.core import clock
from academy.improvement.actions import dates
from academy.improvement.actions import plan_actions as actions
from academy.improvement.forms import plans as forms
from academy.improvement.models import Blocker, Milestone, PlanAction
from academy.improvement.queries import plans as queries
from academy.improvement.rules.plans import ActionState, embeds_from
from academy.improvement.shown import plans as shown
from academy.improvement.views.asking import ask, press
from academy.improvement.views.plans import keeps, priority_or_404, to_priority
from academy.people.scope import Request, open_to
from academy.ui import tables


@open_to("see improvement actions")
def improvement_action(request: Request, id: int) -> HttpResponseBase:
    viewer, found = request.viewer, action_or_404(request, id)
    line = queries.line_of(found, on=clock.today())
    moved = list(queries.moved_dates(viewer, found))
    milestones = list(found.milestones.all())
    named = queries.names_shown(viewer, [found.owner_id, found.sponsor_id])
    weeks = found.priority.plan.embed_weeks
    context = {
        "action": found,
        "line": line,
        "tone": shown.standing_of(line).tone,
        "lateness": shown.lateness_of(line),
        "owner": shown.who(found.owner, found.owner_words, named),
        "sponsor": shown.who(found.sponsor, found.sponsor_words, named),
        "chart": shown.days_of(line, moved=moved, milestones=milestones),
        "evidence": tables.whole(shown.evidence_table(queries.evidence_of(viewer, found))),
        "blockers": list(found.blockers.all()),
        "milestones": milestones,
        "measures": list(found.measures.all()),
        "recommendations": queries.recommendations_of(viewer, found),
        "embeds_from": embeds_from(found.completed_on, weeks=weeks) if found.completed_on else None,
        "weeks": weeks,
        "on": line.on,
        "may_work": queries.may_work_on(viewer, found),
        "may_embed": queries.may_embed(viewer, found),
        "keeps_it": keeps(request) and not found.priority.plan.is_closed,
        "may_see_plan": viewer.may("see the improvement plan"),
        "may_see_measures": viewer.may("see measures"),
        "is_begun": found.state != ActionState.NOT_STARTED,
    }
    return render(request, "improvement/action.html", context)


@open_to("keep the improvement plan")
def add_improvement_action(request: Request, id: int) -> HttpResponse:
    priority = priority_or_404(request, id)
    form = forms.PlanActionForm(request.POST or None, viewer=request.viewer, priority=priority)
    return ask(
        request,
        form,
        lambda said: actions.add_action(priority, due_on=said["due_on"], by=request.viewer.account, **form.said),
        heading="Give somebody an action",
        lede="They are told. Nothing is saved without somebody who sees to it and a day.",
        button="Give it to them",
        **to_priority(priority),
    )


@open_to("keep the improvement plan")
def change_improvement_action(request: Request, id: int) -> HttpResponse:
    found = action_or_404(request, id)
    form = forms.PlanActionForm(request.POST or None, viewer=request.viewer, priority=found.priority, action=found)
    return ask(
        request,
        form,
        lambda said: actions.change_action(found, by=request.viewer.account, **form.said),
        heading="Change this action",
        lede="Its date moves on a page of its own, because the old date and the reason are kept.",
        button="Save",
        **_back(found),
    )


@open_to("work on improvement actions")
@require_POST
def begin_improvement_action(request: Request, id: int) -> HttpResponse:
    found = _theirs(request, id)
    return press(request, lambda: actions.begin_action(found, by=request.viewer.account), **_back(found))


@open_to("work on improvement actions")
def complete_improvement_action(request: Request, id: int) -> HttpResponse:
    found = _theirs(request, id)
    form = forms.CompleteForm(request.POST or None, initial={"on": clock.today()})
    return ask(
        request,
        form,
        lambda said: actions.complete_action(found, **said, by=request.viewer.account),
        heading="Say that it is complete",
        lede="Complete means done. Whether it has lasted is looked at later, by somebody else.",
        button="It is complete",
        **_back(found),
    )


@open_to("work on improvement actions")
def take_up_improvement_action(request: Request, id: int) -> HttpResponse:
    found = _theirs(request, id)
    form = forms.TakeUpForm(request.POST or None)
    return ask(
        request,
        form,
        lambda said: actions.take_up_action(found, **said, by=request.viewer.account),
        heading="Take it up again",
        lede="It was not done after all, or it did not last.",
        button="Take it up again",
        **_back(found),
    )


@open_to("work on improvement actions")
@require_POST
def embed_improvement_action(request: Request, id: int) -> HttpResponse:
    """Also refused on a page: a second person who looks too early is told what is missing."""
    found, by = action_or_404(request, id), request.viewer.account
    if by is None or not (queries.may_work_on(request.viewer, found) or queries.may_embed(request.viewer, found)):
        raise Http404
    return press(request, lambda: actions.embed_action(found, by=by), **_back(found))


@open_to("work on improvement actions")
def move_improvement_action(request: Request, id: int) -> HttpResponse:
    found = _theirs(request, id)
    return _move(request, lambda said: dates.move_action(found, **said, by=request.viewer.account), **_back(found))


@open_to("work on improvement actions")
def add_evidence(request: Request, id: int) -> HttpResponse:
    found = _theirs(request, id)
    form = forms.EvidenceForm(request.POST or None, viewer=request.viewer)
    return ask(
        request,
        form,
        lambda said: actions.add_evidence(
            found, said["said"], seen_on=said["seen_on"], by=request.viewer.account, **form.more
        ),
        heading="Add evidence",
        lede="What was seen on a day that shows it was done, or that it has lasted.",
        button="Save this evidence",
        **_back(found),
    )


@open_to("work on improvement actions")
def add_blocker(request: Request, id: int) -> HttpResponse:
    found = _theirs(request, id)
    form = forms.BlockerForm(request.POST or None)
    return ask(
        request,
        form,
        lambda said: actions.raise_blocker(found, said["said"], by=request.viewer.account),
        heading="Say what is in the way",
        lede="Whoever stands behind this action is told.",
        button="Save",
        **_back(found),
    )


@open_to("work on improvement actions")
def clear_blocker(request: Request, id: int) -> HttpResponse:
    blocker: Blocker = get_object_or_404(queries.blockers(request.viewer), pk=id)
    _theirs(request, blocker.action_id)
    form = forms.ClearForm(request.POST or None)
    return ask(
        request,
        form,
        lambda said: actions.clear_blocker(blocker, **said, by=request.viewer.account),
        heading="Say how it was cleared",
        lede=blocker.said,
        button="It is cleared",
        **_back(blocker.action),
    )


@open_to("work on improvement actions")
def add_milestone(request: Request, id: int) -> HttpResponse:
    found = _theirs(request, id)
    form = forms.MilestoneForm(request.POST or None)
    return ask(
        request,
        form,
        lambda said: dates.add_milestone(**said, action=found, by=request.viewer.account).action,
        heading="Add a milestone",
        lede="Something to reach on the way, by a day before the action itself is due.",
        button="Save this milestone",
        **_back(found),
    )


@open_to("see milestones")
def improvement_milestone(request: Request, id: int) -> HttpResponse:
    """By when, every date that was promised, and the box in which it is reached."""
    found = get_object_or_404(queries.milestones(request.viewer), pk=id)
    may_work = may_work_on_milestone(request, found)
    form = forms.ReachedForm(request.POST or None if may_work else None, initial={"on": clock.today()})
    if may_work and form.is_valid():
        with form.showing_refusals():
            return redirect(dates.reach_milestone(found, on=form.cleaned_data["on"], by=request.viewer.account))
    context = {
        "form": form,
        "milestone": found,
        "moved": tables.whole(shown.moved_table(queries.moves_of(request.viewer, found))),
        "slip": shown.slip_of(found),
        "may_work": may_work and found.reached_on is None,
        "is_late": found.reached_on is None and found.due_on < clock.today(),
        "of": found.action or found.phase,
    }
    return render(request, "improvement/milestone.html", context)


@open_to("see milestones")
def move_milestone(request: Request, id: int) -> HttpResponse:
    found = get_object_or_404(queries.milestones(request.viewer), pk=id)
    if not may_work_on_milestone(request, found):
        raise Http404
    back = {"back": found.get_absolute_url(), "back_words": "Back to the milestone", "caption": str(found)}
    return _move(request, lambda said: dates.move_milestone(found, **said, by=request.viewer.account), **back)


def may_work_on_milestone(request: Request, found: Milestone) -> bool:
    viewer = request.viewer
    if found.action is not None:
        return queries.may_work_on(viewer, found.action)
    own = viewer.person is not None and found.phase is not None and found.phase.owner_id == viewer.person.pk
    return viewer.may("keep the programme") or own


def action_or_404(request: Request, id: int) -> PlanAction:
    return get_object_or_404(queries.actions(request.viewer), pk=id)


def _theirs(request: Request, id: int) -> PlanAction:
    """To work on: theirs, or they keep the plan. To anybody else it answers as what never was."""
    found = action_or_404(request, id)
    if not queries.may_work_on(request.viewer, found):
        raise Http404
    return found


def _move(request: Request, act: Any, **shown_more: Any) -> HttpResponse:
    return ask(
        request,
        forms.MoveForm(request.POST or None),
        act,
        heading="Move the date",
        lede="The date that was promised stays on the page, with your reason.",
        button="Move it",
        **shown_more,
    )


def _back(found: PlanAction) -> dict[str, Any]:
    return {"back": found.get_absolute_url(), "back_words": "Back to the action", "caption": found.title}
