"""Whose learning each organisation accepts, published; and whose names it asks for before anything else counts."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from academy.people.scope import Request, open_to
from academy.records import actions, queries
from academy.records.forms import AcceptForm, CountersigningForm


@open_to("see the offer")
def accepted(request: Request) -> HttpResponse:
    viewer = request.viewer
    own = viewer.organisation
    everything = "all" in request.GET or own is None
    near = None if everything else own
    shown = queries.accepted_issuers(viewer, organisation=near)
    context = {
        "accepted": list(shown[:200]),
        "rules": list(queries.rules_of_countersigning(viewer, organisation=near)[:100]),
        "own": own,
        "is_everything": everything,
        "mine": set(queries.accepts_for(viewer).values_list("pk", flat=True)) if viewer.may(queries.ACCEPT) else set(),
        "may_accept": viewer.may(queries.ACCEPT),
    }
    return render(request, "records/accepted.html", context)


@open_to("accept issuers")
def accept(request: Request) -> HttpResponse:
    own = request.viewer.organisation
    form = AcceptForm(request.POST or None, viewer=request.viewer, initial={"organisation": own.pk if own else None})
    if form.is_valid():
        with form.showing_refusals():
            said = dict(form.cleaned_data)
            actions.accept_issuer(said.pop("organisation"), said.pop("item"), by=request.viewer.account, **said)
            return redirect("accepted-issuers")
    return render(request, "records/accept.html", {"form": form})


@open_to("accept issuers")
def stop_accepting(request: Request, id: int) -> HttpResponse:
    found = get_object_or_404(queries.accepted_issuers(request.viewer), pk=id)
    if not queries.accepts_for(request.viewer).filter(pk=found.organisation_id).exists():
        raise Http404
    if request.method == "POST":
        actions.stop_accepting(found, by=request.viewer.account)
        return redirect("accepted-issuers")
    return render(request, "records/stop_accepting.html", {"accepted": found})


@open_to("accept issuers")
def countersigning(request: Request) -> HttpResponse:
    own = request.viewer.organisation
    initial = {"organisation": own.pk if own else None, "signers": ["training_lead"]}
    form = CountersigningForm(request.POST or None, viewer=request.viewer, initial=initial)
    if form.is_valid():
        said = form.cleaned_data
        actions.set_countersigning(
            said["organisation"], said["item"], signers=said["signers"], by=request.viewer.account
        )
        return redirect("accepted-issuers")
    return render(request, "records/countersigning.html", {"form": form})
