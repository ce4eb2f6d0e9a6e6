"""Opening one conversation’s notes: asked for, agreed to by a second person, and read for some hours."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from academy.people.scope import Request, open_to, visible
from academy.programmes import actions, queries, rules
from academy.programmes.forms import OpeningForm
from academy.programmes.models import Conversation


@open_to("agree to open notes")
def openings(request: Request) -> HttpResponse:
    rows = list(queries.openings(request.viewer)[:50])
    return render(request, "programmes/openings.html", {"openings": rows})


@open_to("open supervision notes")
def ask_to_open(request: Request, id: int) -> HttpResponse:
    found = get_object_or_404(visible(request.viewer, Conversation, "open supervision notes"), pk=id)
    form = OpeningForm(request.POST or None)
    account = request.viewer.account
    if form.is_valid() and account is not None:
        with form.showing_refusals():
            return redirect(actions.ask_to_open(found, form.cleaned_data["reason"], by=account))
    return render(request, "programmes/ask_to_open.html", {"form": form, "conversation": found})


@open_to("agree to open notes")
@never_cache
def note_opening(request: Request, id: int) -> HttpResponse:
    """Who asked and why; the notes themselves for whoever asked, while they are open. Sent, they are read."""
    found = get_object_or_404(queries.openings(request.viewer), pk=id)
    account, refused, note = request.viewer.account, "", None
    is_asker = account is not None and account.pk == found.asked_by_id
    if request.method == "POST" and account is not None:
        try:
            note = actions.read_opened(found, by=account)
        except rules.OpeningRefused as no:
            refused = no.words
    context = {
        "opening": found,
        "is_asker": is_asker,
        "is_open": queries.is_open(found),
        "note": note,
        "refused": refused,
    }
    return render(request, "programmes/opening.html", context)


@open_to("agree to open notes")
def agree(request: Request, id: int) -> HttpResponse:
    found = get_object_or_404(queries.openings(request.viewer), pk=id)
    account, refused = request.viewer.account, ""
    if request.method == "POST" and account is not None:
        try:
            return redirect(actions.agree_to_opening(found, by=account))
        except rules.OpeningRefused as no:
            refused = no.words
    return render(request, "programmes/agree.html", {"opening": found, "refused": refused})
