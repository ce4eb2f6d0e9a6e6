"""What an organisation shows the hub: written down, looked at, ended."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from academy.people import actions, queries, rules
from academy.people.forms import AgreementForm, EndAgreementForm
from academy.people.models import Agreement, Organisation
from academy.people.scope import Request, open_to


@open_to("see organisations")
def agreements(request: Request, id: int) -> HttpResponse:
    """All there ever were with one organisation."""
    found, on = _organisation(request, id), request.viewer.on
    held = list(queries.agreements_of(request.viewer, found))
    context = {
        "organisation": found,
        "current": [row for row in held if row.is_current(on)],
        "coming": [row for row in held if row.starts_on > on and (row.last_on is None or row.last_on >= row.starts_on)],
        "past": [row for row in held if row.last_on is not None and row.last_on < on],
        "whole": queries.agreement_for(found, on),
        "needs_agreement": rules.needs_agreement(found.kind),
        "may_change": request.viewer.may("add organisations"),
    }
    return render(request, "people/agreements.html", context)


@open_to("see organisations")
def agreement(request: Request, id: int) -> HttpResponse:
    found, on = _agreement(request, id), request.viewer.on
    context = {
        "agreement": found,
        "is_current": found.is_current(on),
        "is_over": found.last_on is not None and found.last_on < on,
        "kept_back": [word.label for word in rules.Shared if word not in found.shares],
        "may_end": request.viewer.may("add organisations") and (found.last_on is None or found.last_on >= on),
    }
    return render(request, "people/agreement.html", context)


@open_to("add organisations")
def add_agreement(request: Request, id: int) -> HttpResponse:
    found = _organisation(request, id)
    form = AgreementForm(request.POST or None, initial={"signed_for_hub": request.viewer.name})
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.add_agreement(found, by=request.viewer.account, **form.cleaned_data))
    return render(request, "people/add_agreement.html", {"form": form, "organisation": found})


@open_to("add organisations")
def end_agreement(request: Request, id: int) -> HttpResponse:
    found = _agreement(request, id)
    form = EndAgreementForm(request.POST or None, initial={"on": request.viewer.on})
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.end_agreement(found, on=form.cleaned_data["on"], by=request.viewer.account))
    return render(request, "people/end_agreement.html", {"form": form, "agreement": found})


def _organisation(request: Request, id: int) -> Organisation:
    return get_object_or_404(queries.organisations(request.viewer), pk=id)


def _agreement(request: Request, id: int) -> Agreement:
    return get_object_or_404(queries.agreements(request.viewer), pk=id)
