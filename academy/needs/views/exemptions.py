"""Somebody need not, for a while: asked for, signed by two people, refused, taken back, ended."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from academy.core.exports import Column, Status, Table
from academy.needs import actions, queries
from academy.needs.forms.exemptions import EndExemptionForm, ExemptionForm, NotAgreedForm
from academy.needs.models import Exemption
from academy.needs.rules import ExemptionState
from academy.people.models import Person
from academy.people.rules import Reach
from academy.people.scope import Request, open_to, visible
from academy.ui import tables

TONES = {
    ExemptionState.WAITING: "due",
    ExemptionState.COUNTS: "good",
    ExemptionState.REFUSED: "late",
    ExemptionState.TAKEN_BACK: "calm",
}


@open_to("see exemptions")
def exemptions(request: Request) -> HttpResponse:
    """Those that wait for one’s name, and all that one may see."""
    viewer = request.viewer
    to_sign = queries.exemptions_to_sign(viewer) if viewer.may("sign exemptions") else Exemption.objects.none()
    rows = queries.exemptions(viewer)
    table = Table(
        "Exemptions",
        [
            Column("person.name", "Who", link="get_absolute_url", is_row_header=True),
            Column("item.title", "From what"),
            Column("status", "Status", value=status),
            Column("until_on", "Until"),
        ],
        rows,
    )
    context = {
        "to_sign": list(to_sign[:20]),
        "waiting": to_sign.count(),
        "is_own": viewer.reach("see exemptions") <= {Reach.SELF},
        "table": tables.show(request, table, has_downloads=False),
    }
    return render(request, "needs/exemptions.html", context)


@open_to("ask for exemptions")
def ask_for_exemption(request: Request, id: int) -> HttpResponse:
    viewer = request.viewer
    person = get_object_or_404(visible(viewer, Person, "ask for exemptions"), pk=id)
    initial = {"requirement": request.GET.get("requirement", "")}
    form = ExemptionForm(request.POST or None, viewer=viewer, person=person, initial=initial)
    if form.is_valid():
        with form.showing_refusals():
            made = actions.ask_for_exemption(person, by=viewer.account, **form.cleaned_data)
            return redirect(f"{made.get_absolute_url()}?asked")
    context = {"form": form, "person": person, "is_own": person == viewer.person}
    return render(request, "needs/ask_for_exemption.html", context)


@open_to("see exemptions")
def exemption(request: Request, id: int) -> HttpResponse:
    found = _found(request, id)
    account, refusal = request.viewer.account, NotAgreedForm(request.POST if "refuse" in request.POST else None)
    turn = queries.turn_to_sign(request.viewer, found) if request.viewer.may("sign exemptions") else None
    assert account is not None
    if turn and refusal.is_valid():
        with refusal.showing_refusals():
            actions.refuse_exemption(found, reason=refusal.cleaned_data["reason"], by=account)
            return redirect(found)
    if turn and "sign" in request.POST:
        with refusal.showing_refusals():
            actions.sign_exemption(found, turn, by=account)
            return redirect(found)
    context = {
        "exemption": found,
        "status": status(found),
        "rows": _summary(found),
        "turn": turn,
        "refusal": refusal,
        "is_own": _is_own(request, found),
        "was_asked": "asked" in request.GET,
        "may_end": _may_end(request, found),
    }
    return render(request, "needs/exemption.html", context)


@open_to("ask for exemptions")
def take_back_exemption(request: Request, id: int) -> HttpResponse:
    """By whoever asked for it, or is meant by it."""
    found = _found(request, id)
    account = request.viewer.account
    if not _is_own(request, found) and (account is None or found.asked_by_id != account.pk):
        raise Http404
    if request.method == "POST" and found.is_waiting:
        actions.take_back_exemption(found, by=account)
    return redirect(found)


@open_to("sign exemptions")
def end_exemption(request: Request, id: int) -> HttpResponse:
    found = _found(request, id)
    if not _may_end(request, found):
        raise Http404
    form, account = EndExemptionForm(request.POST or None), request.viewer.account
    assert account is not None
    if form.is_valid():
        with form.showing_refusals():
            actions.end_exemption(found, reason=form.cleaned_data["reason"], by=account)
            return redirect(found)
    return render(request, "needs/end_exemption.html", {"exemption": found, "form": form})


def status(exemption: Exemption) -> Status:
    state = ExemptionState(exemption.state)
    return Status("Ended early" if exemption.ended_on else str(state.label), TONES[state])


def _found(request: Request, id: int) -> Exemption:
    people = ("asked_by__person", "manager_signed_by__person", "lead_signed_by__person", "requirement__item")
    found: Exemption = get_object_or_404(queries.exemptions(request.viewer).select_related(*people), pk=id)
    return found


def _is_own(request: Request, found: Exemption) -> bool:
    return request.viewer.person is not None and found.person_id == request.viewer.person.pk


def _may_end(request: Request, found: Exemption) -> bool:
    """Whoever could have signed it, and is not meant by it."""
    is_running = found.counts_from is not None and found.ended_on is None and found.until_on >= request.viewer.on
    return is_running and not _is_own(request, found) and queries.may_sign(request.viewer, found)


def _summary(found: Exemption) -> list[dict[str, object]]:
    signed = [
        (found.manager_signed_by, found.manager_signed_at, "as line manager"),
        (found.lead_signed_by, found.lead_signed_at, "as training lead"),
    ]
    names = "; ".join(f"{by}, {words}, {at:%-d %B %Y}" for by, at, words in signed if by and at)
    words = [
        ("Who", found.person.name),
        ("From", found.item.title),
        ("Why", found.why),
        ("Until", f"{found.until_on:%-d %B %Y}"),
        ("Asked for by", f"{found.asked_by}, {found.asked_at:%-d %B %Y}" if found.asked_by else ""),
        ("Names to it", names),
        ("Counts since", f"{found.counts_from:%-d %B %Y}" if found.counts_from else ""),
        ("Last day", f"{found.ended_on:%-d %B %Y}" if found.ended_on else ""),
        ("Reason", found.reason),
    ]
    return [{"key": key, "value": value} for key, value in words if value]
