"""Worry about a child now: raised in one step, answered in one sentence."""

import secrets

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from academy.audits.actions import concerns as actions
from academy.audits.forms.findings import AnswerConcernForm, ConcernForm, ContactForm
from academy.audits.models import ConcernContact
from academy.audits.queries import auditing
from academy.audits.queries import findings as queries
from academy.core.exports import Column, Status, Table
from academy.people.scope import Request, open_to, visible
from academy.ui import tables


@open_to("do audits")
def raise_concern(request: Request, id: int) -> HttpResponse:
    """Told in the same minute to people by name. Sent twice, it is one concern."""
    audit = get_object_or_404(auditing.own_audits(request.viewer), pk=id)
    form = ConcernForm(request.POST or None, initial={"key": secrets.token_hex(16)})
    if form.is_valid() and form.may_keep():
        with form.showing_refusals():
            said = form.cleaned_data
            account = request.viewer.account
            return redirect(actions.raise_concern(audit, said=said["said"], key=said["key"], by=account))  # type: ignore[arg-type]
    case = audit.sampled_case
    organisation = case.team.organisation if case.team else case.sample.organisation
    context = {"audit": audit, "form": form, "told": queries.whom_to_tell(organisation, on=request.viewer.on)}
    return render(request, "audits/raise_concern.html", context | _phone())


@open_to("see concerns")
def concern(request: Request, id: int) -> HttpResponse:
    """Whom it reached, when, and what they answered."""
    found = get_object_or_404(queries.concerns(request.viewer), pk=id)
    told = list(found.told.select_related("person"))
    return render(request, "audits/concern.html", {"concern": found, "told": told} | _phone())


@open_to("see concerns")
def concerns(request: Request) -> HttpResponseBase:
    columns = [
        Column("case", "About", is_row_header=True, value=str, link="get_absolute_url"),
        Column("raised_at", "Raised", value=lambda row: row.raised_at, order_by="raised_at"),
        Column("raised_by", "By"),
        Column("organisation", "Organisation"),
        Column("state", "State", value=_state),
        Column("answered_at", "Answered"),
    ]
    table = Table("Immediate concerns", columns, queries.concerns(request.viewer))
    if file := tables.download(request, table):
        return file
    may_name = request.viewer.may("name concern contacts")
    return render(request, "audits/concerns.html", {"table": tables.show(request, table), "may_name": may_name})


@open_to("answer concerns")
def concern_told(request: Request, id: int) -> HttpResponse:
    """For whoever was told: what was written, and one box."""
    told = get_object_or_404(queries.told_of(request.viewer), pk=id)
    is_open = told.answered_at is None
    form = AnswerConcernForm(request.POST or None if is_open else None)
    if is_open and form.is_valid() and form.may_keep():
        with form.showing_refusals():
            actions.answer_concern(told, answer=form.cleaned_data["answer"], by=request.viewer.account)  # type: ignore[arg-type]
            return redirect(told)
    others = list(told.concern.told.exclude(pk=told.pk).select_related("person"))
    return render(request, "audits/concern_told.html", {"told": told, "form": form, "others": others} | _phone())


@open_to("name concern contacts")
def concern_contacts(request: Request) -> HttpResponse:
    """Who is told, organisation by organisation; the nearest above answers for those without anybody."""
    form = ContactForm(request.POST or None, viewer=request.viewer)
    if form.is_valid():
        person = form.person()
        if person is None:
            form.add_error("who", "We know nobody by that address")
        else:
            with form.showing_refusals():
                actions.name_contact(form.cleaned_data["organisation"], person, by=request.viewer.account)
                return redirect("concern-contacts")
    contacts = list(queries.contacts(request.viewer).order_by("organisation__path", "person__family_name", "pk"))
    return render(request, "audits/contacts.html", {"form": form, "contacts": contacts, "on": request.viewer.on})


@open_to("name concern contacts")
@require_POST
def end_contact(request: Request, id: int) -> HttpResponse:
    contact = get_object_or_404(visible(request.viewer, ConcernContact), pk=id)
    actions.end_contact(contact, by=request.viewer.account)
    return redirect("concern-contacts")


def _state(row: object) -> Status:
    return Status("Answered", "good") if getattr(row, "answered_at", None) else Status("Nobody has answered", "late")


def _phone() -> dict[str, str]:
    return {"phone": settings.SAFETY_PHONE, "safety_team": settings.SAFETY_TEAM}
