"""What committees recommended, what was answered, and what was done."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from academy.core import clock
from academy.improvement.actions import dates
from academy.improvement.actions import recommendations as actions
from academy.improvement.forms import recommendations as forms
from academy.improvement.forms.plans import MoveForm
from academy.improvement.models import Recommendation
from academy.improvement.queries import plans
from academy.improvement.queries import recommendations as queries
from academy.improvement.shown import recommendations as shown
from academy.improvement.shown.plans import moved_table, who
from academy.improvement.views.asking import ask
from academy.people.scope import Request, open_to
from academy.ui import tables


@open_to("see committee recommendations")
def recommendations(request: Request) -> HttpResponseBase:
    viewer, on = request.viewer, clock.today()
    form = forms.RecommendationsFilter(request.GET)
    show = form.cleaned_data["show"] if form.is_valid() else ""
    every = list(queries.recommendations(viewer))
    rows = [one for one in every if not show or queries.state(one, on=on) == show]
    named = plans.names_shown(viewer, [one.owner_id for one in rows])
    if file := tables.download(request, shown.whole_table(rows, on=on, named=named)):
        return file
    context = {
        "form": form,
        "is_filtered": bool(show),
        "every": len(every),
        "late": sum(queries.state(one, on=on) == "late" for one in every),
        "table": tables.show(request, shown.table(rows, on=on, named=named)),
        "keeps_it": viewer.may(plans.KEEP),
    }
    return render(request, "improvement/recommendations.html", context)


@open_to("see committee recommendations")
def recommendation(request: Request, id: int) -> HttpResponse:
    viewer, on, found = request.viewer, clock.today(), _found(request, id)
    moved = list(queries.moves_of(viewer, found))
    slip = shown.slip_of(found, moved[0].was_on if moved else found.respond_by, len(moved))
    named = plans.names_shown(viewer, [found.owner_id])
    context = {
        "recommendation": found,
        "status": shown.status_of(found, on=on),
        "in_time": shown.in_time_words(found),
        "slip": slip,
        "owner": who(found.owner, found.owner_words, named),
        "moved": tables.whole(moved_table(moved)),
        "actions": plans.lines_of(plans.actions(viewer).filter(recommendations=found), on=on),
        "may_answer": _may_answer(request, found),
    }
    return render(request, "improvement/recommendation.html", context)


@open_to("keep the improvement plan")
def add_recommendation(request: Request) -> HttpResponse:
    form = forms.RecommendationForm(request.POST or None)
    return ask(
        request,
        form,
        lambda said: actions.add_recommendation(**said, by=request.viewer.account),
        heading="Write down a recommendation",
        lede="What a committee of elected Members recommended, who answers it, and by when. They are told.",
        button="Save this recommendation",
        back=reverse("recommendations"),
        back_words="Recommendations",
    )


@open_to("see committee recommendations")
def answer_recommendation(request: Request, id: int) -> HttpResponse:
    found = _theirs(request, id)
    form = forms.AnswerForm(request.POST or None, viewer=request.viewer, recommendation=found)
    return ask(
        request,
        form,
        lambda said: actions.answer_recommendation(found, **said, by=request.viewer.account),
        heading="Answer it",
        lede=found.said,
        button="Save the answer",
        **_back(found),
    )


@open_to("see committee recommendations")
def finish_recommendation(request: Request, id: int) -> HttpResponse:
    found = _theirs(request, id)
    form = forms.DoneForm(request.POST or None, initial={"on": clock.today()})
    return ask(
        request,
        form,
        lambda said: actions.finish_recommendation(found, **said, by=request.viewer.account),
        heading="Say that it is done",
        lede=found.said,
        button="It is done",
        **_back(found),
    )


@open_to("see committee recommendations")
def move_recommendation(request: Request, id: int) -> HttpResponse:
    found = _theirs(request, id)
    form = MoveForm(request.POST or None)
    return ask(
        request,
        form,
        lambda said: dates.move_recommendation(found, **said, by=request.viewer.account),
        heading="Answer it by another day",
        lede="The day that was promised stays on the page, with your reason.",
        button="Move it",
        **_back(found),
    )


def _found(request: Request, id: int) -> Recommendation:
    return get_object_or_404(queries.recommendations(request.viewer), pk=id)


def _may_answer(request: Request, found: Recommendation) -> bool:
    viewer = request.viewer
    return viewer.may(plans.KEEP) or (viewer.person is not None and viewer.person.pk == found.owner_id)


def _theirs(request: Request, id: int) -> Recommendation:
    found = _found(request, id)
    if not _may_answer(request, found):
        raise Http404
    return found


def _back(found: Recommendation) -> dict[str, Any]:
    return {"back": found.get_absolute_url(), "back_words": "Back to the recommendation", "caption": found.committee}
