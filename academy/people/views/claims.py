"""Claiming somebody who comes from another employer, and what that employer is asked."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from academy.people import actions, queries
from academy.people.forms import ClaimForm
from academy.people.scope import Request, open_to
from academy.people.views.people import chosen_organisation, goes_on


@open_to("claim people")
def claim(request: Request) -> HttpResponse:
    mine = queries.organisations(request.viewer).order_by("name")
    organisation = chosen_organisation(request, mine)
    if organisation is None:
        heading = "Add somebody from another employer"
        return render(request, "people/choose_organisation.html", {"organisations": mine, "heading": heading})
    form = ClaimForm(request.POST or None, viewer=request.viewer, organisation=organisation)
    account = request.viewer.account
    if form.is_valid() and account:
        with form.showing_refusals():
            spell = actions.claim_person(form.facts, organisation, post=form.post, stay=form.stay, by=account)
            return goes_on(request, spell.person, what="added", on=spell.started_on)
    return render(request, "people/claim.html", {"form": form, "organisation": organisation})


@open_to("change people")
def post_questions(request: Request) -> HttpResponse:
    """Others say that these people now work for them: has the post here ended?"""
    return render(request, "people/post_questions.html", {"questions": list(queries.post_questions(request.viewer))})


@open_to("change people")
def post_goes_on(request: Request, id: int) -> HttpResponse:
    question = get_object_or_404(queries.post_questions(request.viewer), pk=id)
    if request.method == "POST" and request.viewer.account:
        actions.say_post_goes_on(question, by=request.viewer.account)
    return redirect("post-questions")
