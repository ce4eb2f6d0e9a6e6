"""Saying that something which rests on a changed source was looked at, for what has no page of its own for it."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from academy.frameworks import actions, queries
from academy.frameworks.forms.capabilities import LookedAgainForm
from academy.frameworks.rules import Outcome
from academy.people.scope import Request, open_to


@open_to("review what rests on a source")
def look_again(request: Request, id: int) -> HttpResponse:
    waiting = get_object_or_404(queries.reviews_waiting(request.viewer), pk=id)
    if waiting.record is None:
        raise Http404
    form = LookedAgainForm(request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            said = form.cleaned_data
            actions.review(waiting.record, Outcome(said["outcome"]), said["words"], by=request.viewer.account)
            return redirect("reviews")
    context = {"form": form, "review": waiting, "words": queries.words_of(waiting, on=request.viewer.on)}
    return render(request, "frameworks/look_again.html", context)
