"""Case reviews: what was learned, what is asked for, who does it by when, and what there is to show for it."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from academy.core.exports import Column, Status, Table
from academy.needs import queries as needs
from academy.people.scope import Request, open_to, visible
from academy.programmes import actions, queries
from academy.programmes.forms import ActionForm, EvidenceForm, MoveForm, RecommendationForm, ReviewForm
from academy.programmes.models import CaseReview, Recommendation, ReviewAction
from academy.programmes.rules import ActionState
from academy.ui import tables

TONES = {ActionState.DONE: "good", ActionState.OVERDUE: "late", ActionState.TO_DO: "calm"}
SAID = ("kind", "title", "organisation", "agreed_on", "summary", "link")


@open_to("see case reviews")
def case_reviews(request: Request) -> HttpResponseBase:
    viewer = request.viewer
    columns = [
        Column("title", "Review", link="get_absolute_url", is_row_header=True),
        Column("get_kind_display", "Kind"),
        Column("agreed_on", "Agreed"),
        Column("asked", "Asks for", int),
        Column("open_actions", "Still to do", int),
        Column("overdue", "Overdue", int),
    ]
    table = Table("Case reviews", columns, queries.reviews_with_counts(viewer, on=viewer.on))
    if file := tables.download(request, table):
        return file
    shown = tables.show(request, table, per_page=30)
    return render(request, "programmes/reviews.html", {"table": shown, "may_keep": viewer.may("keep case reviews")})


@open_to("see case reviews")
def case_review(request: Request, id: int) -> HttpResponse:
    viewer = request.viewer
    found = get_object_or_404(queries.case_reviews(viewer), pk=id)
    asked = list(found.recommendations.select_related("capability").prefetch_related("actions__owner", "actions__item"))
    context = {
        "review": found,
        "asked": [(one, [(action, _status(action, request)) for action in one.actions.all()]) for one in asked],
        "opened": set(visible(viewer, ReviewAction).filter(recommendation__review=found).values_list("pk", flat=True)),
        "may_keep": viewer.may("keep case reviews"),
        "sees_owners": viewer.sees_authority or viewer.may("keep case reviews"),
    }
    return render(request, "programmes/review.html", context)


@open_to("keep case reviews")
def new_review(request: Request) -> HttpResponse:
    form = ReviewForm(request.POST or None, viewer=request.viewer, initial={"agreed_on": request.viewer.on})
    account = request.viewer.account
    if form.is_valid() and form.may_keep() and account is not None:
        with form.showing_refusals():
            return redirect(actions.add_review(by=account, **_said(form)))
    return render(request, "programmes/review_form.html", {"form": form})


@open_to("keep case reviews")
def change_review(request: Request, id: int) -> HttpResponse:
    found = get_object_or_404(visible(request.viewer, CaseReview, "keep case reviews"), pk=id)
    initial = {name: getattr(found, name) for name in SAID}
    form = ReviewForm(request.POST or None, viewer=request.viewer, initial=initial)
    account = request.viewer.account
    if form.is_valid() and form.may_keep() and account is not None:
        with form.showing_refusals():
            return redirect(actions.change_review(found, by=account, **_said(form)))
    return render(request, "programmes/review_form.html", {"form": form, "review": found})


@open_to("keep case reviews")
def recommend(request: Request, id: int) -> HttpResponse:
    found = get_object_or_404(visible(request.viewer, CaseReview, "keep case reviews"), pk=id)
    form = RecommendationForm(request.POST or None, viewer=request.viewer)
    if form.is_valid() and form.may_keep():
        with form.showing_refusals():
            said = form.cleaned_data
            made = actions.add_recommendation(
                found, said["words"], capability=said["capability"], people=said["people"], by=request.viewer.account
            )
            return redirect(made)
    return render(request, "programmes/recommend.html", {"form": form, "review": found})


@open_to("keep case reviews")
def give(request: Request, id: int) -> HttpResponse:
    found = get_object_or_404(visible(request.viewer, Recommendation, "keep case reviews"), pk=id)
    form = ActionForm(request.POST or None, viewer=request.viewer)
    if form.is_valid() and form.may_keep():
        with form.showing_refusals():
            said = form.cleaned_data
            actions.add_action(
                found, said["words"], owner=said["owner"], due_on=said["due_on"], item=said["item"],
                by=request.viewer.account,
            )  # fmt: skip
            return redirect(found)
    return render(request, "programmes/give.html", {"form": form, "recommendation": found})


@open_to("see review actions")
def review_actions(request: Request) -> HttpResponseBase:
    """By owner and day, those overdue first."""
    viewer = request.viewer
    rows = queries.review_actions(viewer).order_by("done_on", "due_on", "pk")
    columns = [
        Column("words", "Action", link="get_absolute_url", is_row_header=True),
        Column("owner", "Who"),
        Column("due_on", "By", order_by="due_on"),
        Column("status", "State", value=lambda action: _status(action, request)),
    ]
    table = Table("Actions of case reviews", columns, rows)
    if file := tables.download(request, table):
        return file
    return render(request, "programmes/actions.html", {"table": tables.show(request, table, per_page=40)})


@open_to("see review actions")
def review_action(request: Request, id: int) -> HttpResponse:
    found = get_object_or_404(queries.review_actions(request.viewer), pk=id)
    context = {
        "action": found,
        "status": _status(found, request),
        "may_answer": _may_answer(request, found),
        "may_see_review": request.viewer.may("see case reviews"),
        "signals": needs.signals_raised_by(request.viewer, found.recommendation),
    }
    return render(request, "programmes/action.html", context)


@open_to("answer review actions")
def finish(request: Request, id: int) -> HttpResponse:
    found = _to_answer(request, id)
    form = EvidenceForm(request.POST or None)
    if form.is_valid() and form.may_keep():
        with form.showing_refusals():
            return redirect(actions.finish_action(found, form.cleaned_data["evidence"], by=request.viewer.account))
    return render(request, "programmes/finish.html", {"form": form, "asked": found})


@open_to("answer review actions")
def move(request: Request, id: int) -> HttpResponse:
    found = _to_answer(request, id)
    form = MoveForm(request.POST or None, initial={"due_on": found.due_on})
    if form.is_valid() and form.may_keep():
        with form.showing_refusals():
            said = form.cleaned_data
            return redirect(actions.move_due_day(found, said["due_on"], said["reason"], by=request.viewer.account))
    return render(request, "programmes/move.html", {"form": form, "asked": found})


def _to_answer(request: Request, id: int) -> ReviewAction:
    mine = visible(request.viewer, ReviewAction, "answer review actions").filter(done_on__isnull=True)
    return get_object_or_404(mine.select_related("owner", "recommendation__review"), pk=id)


def _may_answer(request: Request, action: ReviewAction) -> bool:
    mine = visible(request.viewer, ReviewAction, "answer review actions")
    return action.done_on is None and mine.filter(pk=action.pk).exists()


def _status(action: ReviewAction, request: Request) -> Status:
    state = action.state(on=request.viewer.on)
    return Status(state.label, TONES[state])


def _said(form: ReviewForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in SAID}
