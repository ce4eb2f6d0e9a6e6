"""Scoring oneself: one capability to a screen, kept as one goes; then a line manager’s word on each."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from academy.core.refusals import Refused
from academy.frameworks import actions, queries
from academy.frameworks.forms.self_assessments import BeginForm, ConfirmForm
from academy.frameworks.models import SelfAssessment
from academy.frameworks.rules import Level, Purpose, State
from academy.people.scope import Request, open_to


@open_to("assess oneself")
def self_assessments(request: Request) -> HttpResponse:
    """One’s own, and the start of another."""
    viewer = request.viewer
    form = BeginForm(request.POST or None, viewer=viewer, initial={"purpose": Purpose.APPRAISAL})
    if viewer.person and form.is_valid():
        with form.showing_refusals():
            said = form.cleaned_data
            begun = actions.begin_self_assessment(
                viewer.person,
                said["framework"],
                Purpose(said["purpose"]),
                by=viewer.account,
                is_whole=said["is_whole"],
            )
            return redirect("score-oneself", begun.pk)
    held = list(queries.own_self_assessments(viewer)[:50])
    context = {"form": form, "held": held, "has_person": viewer.person is not None}
    return render(request, "frameworks/self_assessments.html", context)


@open_to("assess oneself")
@never_cache
def score_oneself(request: Request, id: int, number: int | None = None) -> HttpResponse:
    """The first that has no score, or the one that is asked for. A tap keeps it and goes on."""
    held = _own(request, id)
    if held.state != State.DRAFT:
        return redirect("check-self-assessment", held.pk)
    scores = list(queries.scores_of(held))
    score = next((one for one in scores if (one.number == number if number else one.own is None)), None)
    if score is None:
        if number:
            raise Http404
        return redirect("check-self-assessment", held.pk)
    if request.POST.get("level", "") in {str(level.value) for level in Level}:
        try:
            actions.score_oneself(held, score.capability, Level(int(request.POST["level"])))
        except Refused:  # sent from another window meanwhile
            return redirect("check-self-assessment", held.pk)
        return redirect("check-self-assessment" if "change" in request.GET else "score-oneself", held.pk)
    context = {"held": held, "score": score, "of": len(scores), "levels": list(Level), "before": score.number - 1}
    return render(request, "frameworks/score_oneself.html", context)


@open_to("assess oneself")
@never_cache
def check_self_assessment(request: Request, id: int) -> HttpResponse:
    """All of it before it is sent; sent, it may be taken back until it is confirmed."""
    held, by, refusal = _own(request, id), request.viewer.account, ""
    if request.method == "POST":
        try:
            return _act(request, held)
        except Refused as refused:
            refusal = refused.words
    held = _own(request, id)
    if held.state == State.CONFIRMED:
        return redirect(held)
    scores = list(queries.scores_of(held))
    context = {
        "held": held,
        "is_sent": held.state == State.SENT,
        "scores": scores,
        "unscored": sum(score.own is None for score in scores),
        "manager": queries.line_manager(held.person, on=request.viewer.on) if by else None,
        "refusal": refusal,
    }
    return render(request, "frameworks/check_self_assessment.html", context, status=409 if refusal else 200)


@open_to("confirm self-assessments")
def self_assessments_to_confirm(request: Request) -> HttpResponse:
    rows = list(queries.to_confirm(request.viewer)[:100])
    return render(request, "frameworks/to_confirm.html", {"rows": rows})


@open_to("confirm self-assessments")
@never_cache
def confirm_self_assessment(request: Request, id: int) -> HttpResponse:
    """Beside each of their scores the line manager’s own, which begins as theirs."""
    held = get_object_or_404(queries.to_confirm(request.viewer), pk=id)
    form = ConfirmForm(request.POST or None, scores=queries.scores_of(held))
    if form.is_valid() and request.viewer.account:
        with form.showing_refusals():
            return redirect(actions.confirm_self_assessment(held, form.said(), by=request.viewer.account))
    return render(request, "frameworks/confirm_self_assessment.html", {"held": held, "form": form})


def _act(request: Request, held: SelfAssessment) -> HttpResponse:
    by = request.viewer.account
    if "throw_away" in request.POST:
        actions.throw_away_draft(held, by=by)
        return redirect("self-assessments")
    if "take_back" in request.POST:
        actions.take_back(held, by=by)
    else:
        actions.send_self_assessment(held, by=by)
    return redirect("check-self-assessment", held.pk)


def _own(request: Request, id: int) -> SelfAssessment:
    found: SelfAssessment = get_object_or_404(
        queries.own_self_assessments(request.viewer).select_related("person", "framework", "job_role"), pk=id
    )
    return found
