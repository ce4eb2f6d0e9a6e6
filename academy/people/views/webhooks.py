"""Which systems are told of what happens, and what became of the telling."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from academy.core.exports import Column, Status, Table
from academy.people import actions, queries, rules
from academy.people.forms import WebhookForm
from academy.people.models import Delivery, Webhook
from academy.people.rules import Event
from academy.people.scope import Request, Viewer, open_to
from academy.people.views.people import chosen_organisation
from academy.ui import tables
from academy.ui.forms import Form


@open_to("connect systems")
def webhooks(request: Request) -> HttpResponse:
    table = tables.show(request, _table(request.viewer), has_downloads=False)
    return render(request, "people/webhooks.html", {"table": table})


@open_to("connect systems")
def make_webhook(request: Request) -> HttpResponse:
    mine = queries.organisations(request.viewer).order_by("name")
    organisation = chosen_organisation(request, mine)
    if organisation is None:
        context = {"organisations": mine, "heading": "Tell a system", "lede": "First, whose system it is."}
        return render(request, "people/choose_organisation.html", context)
    form = WebhookForm(request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            actions.refuse_address(form.cleaned_data["address"])
            made = actions.make_webhook(organisation, by=request.viewer.account, **form.cleaned_data)
            secret = rules.shown_secret(actions.secret_of(made))
            return render(request, "people/webhook_made.html", {"webhook": made, "secret": secret})
    return render(request, "people/make_webhook.html", {"form": form, "organisation": organisation})


@open_to("connect systems")
def webhook(request: Request, id: int) -> HttpResponse:
    """What was told and what was not; the button switches it off, or on again."""
    found = get_object_or_404(queries.webhooks(request.viewer), pk=id)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.switch_webhook(found, is_on=not found.is_on, by=request.viewer.account)
        return redirect("webhook", found.pk)
    context = {
        "webhook": found,
        "form": form,
        "events": [Event(event).label for event in found.events],
        "table": tables.show(request, _deliveries(request.viewer, found), has_downloads=False),
    }
    return render(request, "people/webhook.html", context)


@open_to("connect systems")
@require_POST
def send_again(request: Request, id: int) -> HttpResponse:
    found = get_object_or_404(queries.webhooks(request.viewer), pk=id)
    actions.send_again(found, by=request.viewer.account)
    return redirect("webhook", found.pk)


def _table(viewer: Viewer) -> Table:
    return Table(
        caption="Systems that are told",
        columns=[
            Column("address", "Address", link=_page, order_by="address", is_row_header=True),
            Column("organisation", "Organisation", order_by="organisation__name"),
            Column("events", "Told of", value=lambda row: [Event(event).label for event in row.events]),
            Column("state", "State", value=_state),
        ],
        rows=queries.webhooks(viewer),
    )


def _deliveries(viewer: Viewer, found: Webhook) -> Table:
    return Table(
        caption="What it was told",
        columns=[
            Column("event", "Event", value=lambda row: Event(row.event).label, is_row_header=True),
            Column("created_at", "Happened", order_by="created_at"),
            Column("state", "State", value=_became),
            Column("attempts", "Tries", kind=int, order_by="attempts"),
            Column("last_error", "What went wrong"),
        ],
        rows=queries.deliveries(viewer, found),
    )


def _page(row: Webhook) -> str:
    return reverse("webhook", args=[row.pk])


def _state(row: Webhook) -> Status:
    if not row.is_on:
        return Status("Switched off", "calm")
    if row.parked:  # type: ignore[attr-defined]
        return Status(f"{row.parked} set aside", "late")  # type: ignore[attr-defined]
    return Status("On", "good")


def _became(row: Delivery) -> Status:
    if row.sent_at is not None:
        return Status("Told", "good")
    return Status("Set aside", "late") if row.parked_at is not None else Status("Waiting", "due")
