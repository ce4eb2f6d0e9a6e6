"""Approving bookings: one by one, several at once, by a link with one tap, and who answers for somebody away."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from academy.booking import actions, queries, rules
from academy.booking.forms import APPROVE, ApprovalForm, ApprovalRuleForm, ApprovalsForm, DeputyForm
from academy.booking.models import Approval
from academy.core import clock, links
from academy.core.refusals import Refused
from academy.people import queries as people
from academy.people.models import Account
from academy.people.scope import Request, open_to, open_to_everyone


@open_to("approve bookings")
def approvals(request: Request) -> HttpResponse:
    """What waits for the one who looks, whoever has waited longest first; ticked, several are approved at once."""
    viewer = request.viewer
    waiting = list(queries.waiting_for(viewer))
    form = ApprovalsForm(request.POST or None, waiting=waiting)
    refused: list[str] = []
    if form.is_valid():
        refused = _approve_each(form.chosen, viewer.account)
        if not refused:
            return redirect("approvals")
        waiting = list(queries.waiting_for(viewer))
    context = {"waiting": waiting, "form": form, "refused": refused, "deputies": queries.deputies(viewer)}
    return render(request, "booking/approvals.html", context)


@open_to("approve bookings")
def approval(request: Request, id: int) -> HttpResponse:
    viewer = request.viewer
    found = get_object_or_404(queries.approvals(viewer), pk=id)
    form = ApprovalForm(request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            _answer(found, form, by=viewer.account)
            return redirect(found)
    is_wide = found.widened_at is not None
    may = actions.may_approve(viewer.account, found.booking.person, found.asked_of, is_wide=is_wide)
    return render(request, "booking/approval.html", _shown(found, form) | {"may_answer": may})


@open_to_everyone
@never_cache
def approve(request: Request, token: str) -> HttpResponse:
    """The link that was sent to whoever is asked: one tap. Opening it changes nothing."""
    number = links.number_in(actions.APPROVE, token)
    if number is None:
        raise Http404
    found = get_object_or_404(
        Approval.objects.select_related("booking__session__item", "booking__person", "asked_of"), pk=number
    )
    if found.asked_of is None or people.is_shut_out(found.asked_of):
        raise Http404
    form = ApprovalForm(request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            _answer(found, form, by=queries.account_of(found.asked_of))
            return redirect("approve", token)
    return render(request, "booking/approval.html", _shown(found, form) | {"may_answer": True, "is_by_link": True})


@open_to("name deputies")
def deputies(request: Request) -> HttpResponse:
    """Who approves for the one who looks, from a day to a day."""
    viewer = request.viewer
    if viewer.person is None:
        raise Http404
    form = DeputyForm(request.POST or None, viewer=viewer)
    if form.is_valid():
        typed = form.cleaned_data
        with form.showing_refusals():
            actions.name_deputy(
                viewer.person, typed["email"], starts_on=typed["starts_on"], ends_on=typed["ends_on"], by=viewer.account
            )
            return redirect("deputies")
    return render(request, "booking/deputies.html", {"form": form, "deputies": queries.deputies(viewer)})


@open_to("name deputies")
@require_POST
def end_deputy(request: Request, id: int) -> HttpResponse:
    found = get_object_or_404(queries.deputies(request.viewer), pk=id)
    actions.end_deputy(found, by=request.viewer.account)
    return redirect("deputies")


@open_to("set approval rules")
def approval_rules(request: Request) -> HttpResponse:
    """What an organisation asks of its own people, whatever they book."""
    viewer = request.viewer
    form = ApprovalRuleForm(request.POST or None, viewer=viewer)
    if form.is_valid():
        with form.showing_refusals():
            actions.set_approval_rule(**form.cleaned_data, by=viewer.account)
            return redirect("approval-rules")
    rules_there = sorted(queries.approval_rules(viewer).values(), key=lambda rule: rule.organisation.name)
    return render(request, "booking/approval_rules.html", {"form": form, "rules": rules_there})


def _answer(approval: Approval, form: ApprovalForm, *, by: Account | None) -> None:
    typed = form.cleaned_data
    if typed["answer"] == APPROVE:
        actions.approve(approval.booking, by=by)
    else:
        actions.decline(approval.booking, by=by, why=typed["why"])


def _approve_each(chosen: list[Approval], by: Account | None) -> list[str]:
    """One refusal stops nobody else."""
    refused = []
    for one in chosen:
        try:
            actions.approve(one.booking, by=by)
        except Refused as no:
            refused.append(f"{one.booking.person}: {no.words}")
    return refused


def _shown(found: Approval, form: ApprovalForm) -> dict[str, Any]:
    booking = found.booking
    widens_on: date = rules.widened_on(found.asked_at)
    return {
        "approval": found,
        "booking": booking,
        "session": booking.session,
        "form": form,
        "widens_on": widens_on,
        "is_open": booking.awaits_approval and booking.is_to_come and booking.session.is_open(now=clock.now()),
    }
