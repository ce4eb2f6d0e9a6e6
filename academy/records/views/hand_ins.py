"""Learning from elsewhere: handed in by whoever did it, looked at by those whose names are asked for."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from academy.core import uploads
from academy.people.scope import Request, open_to
from academy.records import actions, queries, rules
from academy.records.forms import CountersignForm, ElsewhereForm, RefuseForm, beginning_with
from academy.records.models import HandIn
from academy.records.rules import State


@open_to("hand in learning")
def elsewhere(request: Request) -> HttpResponse:
    """One's own: what was handed in, and what became of it."""
    own = queries.hand_ins(request.viewer).filter(person=request.viewer.person or 0)
    return render(request, "records/elsewhere.html", {"hand_ins": list(own[:100])})


@open_to("hand in learning")
def hand_in_new(request: Request) -> HttpResponse:
    viewer = request.viewer
    if viewer.person is None:
        return render(request, "records/nobody.html")
    form = ElsewhereForm(request.POST or None, request.FILES or None, viewer=viewer, initial=_beginning(request))
    if form.is_valid():
        with form.showing_refusals():
            said = dict(form.cleaned_data)
            made = actions.hand_in(
                viewer.person, said.pop("item"), by=viewer.account, previous=_before(request), **said
            )
            return redirect(f"{made.get_absolute_url()}?recorded")
    return render(request, "records/hand_in_new.html", {"form": form, "before": _before(request)})


@open_to("see what was handed in")
def hand_in(request: Request, id: int) -> HttpResponse:
    found = _found(request, id)
    context = {
        "hand_in": found,
        "is_own": _is_own(request, found),
        "is_new": "recorded" in request.GET,
        "turn": queries.turn_of(request.viewer, found),
        "signatures": list(found.countersignatures.select_related("by__person")),
        "still_asked": queries.still_asked(found) if found.is_waiting else [],
    }
    return render(request, "records/hand_in.html", context)


@open_to("see what was handed in")
def evidence(request: Request, id: int) -> HttpResponseBase:
    found = _found(request, id)
    if found.evidence is None:
        raise Http404
    return uploads.serve(request, found.evidence, called=found.title)


@open_to("hand in learning")
def take_back(request: Request, id: int) -> HttpResponse:
    found = _found(request, id)
    if not _is_own(request, found):
        raise Http404
    if request.method == "POST" and found.is_waiting:
        actions.take_back(found, by=request.viewer.account)
    return redirect(found)


@open_to("countersign learning")
def to_countersign(request: Request) -> HttpResponse:
    waiting = queries.waiting_for(request.viewer)
    return render(request, "records/to_countersign.html", {"waiting": list(waiting[:50]), "total": waiting.count()})


@open_to("countersign learning")
def countersign(request: Request, id: int) -> HttpResponse:
    """Look at it, then put one’s name to it, or say why not. Whoever has no say is shown it as it stands."""
    found = _found(request, id)
    turn = queries.turn_of(request.viewer, found)
    if turn is None:
        return redirect(found)
    may_accept = queries.accepts_for(request.viewer).filter(pk=found.organisation_id).exists()
    form = CountersignForm(request.POST if "sign" in request.POST else None)
    refusal = RefuseForm(request.POST if "refuse" in request.POST else None)
    account = request.viewer.account
    assert account is not None
    if refusal.is_valid():
        with refusal.showing_refusals():
            actions.refuse_hand_in(found, reason=refusal.cleaned_data["reason"], by=account)
            return redirect("to-countersign")
    if form.is_valid():
        with form.showing_refusals():
            signed = actions.countersign(found, turn, by=account)
            if may_accept and form.cleaned_data["is_accepted"]:
                _accept(request, signed, form)
            return redirect(found)
    context = {
        "hand_in": found,
        "turn": turn,
        "form": form,
        "refusal": refusal,
        "may_accept": may_accept,
        "others": [signer for signer in queries.still_asked(found) if signer != turn.signer],
    }
    return render(request, "records/countersign.html", context)


def _accept(request: Request, signed: HandIn, form: CountersignForm) -> None:
    said = form.cleaned_data
    try:
        actions.accept_issuer(
            signed.organisation,
            signed.item,
            issuer=signed.issuer,
            title="" if said["any_title"] else signed.title,
            until=said["until"],
            by=request.viewer.account,
            hand_in=signed,
        )
    except rules.AlreadyAccepted:
        return  # somebody else said so already: the name stands, and nothing more is needed


def _found(request: Request, id: int) -> HandIn:
    found: HandIn = get_object_or_404(queries.hand_ins(request.viewer).select_related("evidence", "previous"), pk=id)
    return found


def _is_own(request: Request, found: HandIn) -> bool:
    return request.viewer.person is not None and found.person_id == request.viewer.person.pk


def _before(request: Request) -> HandIn | None:
    """What was not accepted, when it is handed in again."""
    asked = request.GET.get("again", "")
    own = queries.hand_ins(request.viewer).filter(person=request.viewer.person or 0, state=State.REFUSED)
    return own.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 18 else None


def _beginning(request: Request) -> dict[str, object]:
    if before := _before(request):
        fields = ("issuer", "title", "completed_on", "hours", "valid_until")
        return {"item": before.item_id} | {name: getattr(before, name) for name in fields}
    asked = request.GET.get("accepted", "")
    accepted = queries.accepted_issuers(request.viewer)
    return beginning_with(accepted.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 18 else None)
