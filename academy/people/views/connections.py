"""Which systems come in by a key: made, shown once, withdrawn."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from academy.core.exports import Column, Status, Table
from academy.people import actions, queries
from academy.people.forms import ConnectionForm
from academy.people.models import Connection
from academy.people.rules import Scope
from academy.people.scope import Request, Viewer, open_to
from academy.people.views.people import chosen_organisation
from academy.ui import tables
from academy.ui.dates import short_date_words
from academy.ui.forms import Form


@open_to("connect systems")
def connections(request: Request) -> HttpResponse:
    table = _table(request.viewer)
    return render(request, "people/connections.html", {"table": tables.show(request, table, has_downloads=False)})


@open_to("connect systems")
@sensitive_variables("key")
def make_connection(request: Request) -> HttpResponse:
    """The key stands on the answer to this one request, and nowhere else."""
    mine = queries.organisations(request.viewer).order_by("name")
    organisation = chosen_organisation(request, mine)
    if organisation is None:
        context = {"organisations": mine, "heading": "Make a key", "lede": "First, whose system it is."}
        return render(request, "people/choose_organisation.html", context)
    form = ConnectionForm(request.POST or None, viewer=request.viewer)
    if form.is_valid():
        with form.showing_refusals():
            connection, key = actions.make_connection(
                organisation,
                by=request.viewer.account,
                by_the_academy=request.viewer.sees_authority,
                **form.cleaned_data,
            )
            return render(request, "people/connection_made.html", {"connection": connection, "key": key})
    return render(request, "people/make_connection.html", {"form": form, "organisation": organisation})


@open_to("connect systems")
def withdraw_connection(request: Request, id: int) -> HttpResponse:
    connection = get_object_or_404(queries.connections(request.viewer), pk=id)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with form.showing_refusals():
            actions.withdraw_connection(connection, by=request.viewer.account)
            return redirect("connections")
    return render(request, "people/withdraw_connection.html", {"form": form, "connection": connection})


def _table(viewer: Viewer) -> Table:
    return Table(
        caption="Keys",
        columns=[
            Column("name", "System", order_by="name", is_row_header=True),
            Column("organisation", "Organisation", order_by="organisation__name"),
            Column("scopes", "What it may do", value=_opens),
            Column("state", "Key", value=lambda row: _state(row, viewer)),
            Column("last_used_at", "Last used", value=_last_used),
            Column("made_by", "Made by"),
            Column(
                "withdraw",
                "Change",
                value=lambda row: _withdraw(row, viewer),
                link=lambda row: _withdraw_link(row, viewer),
            ),
        ],
        rows=queries.connections(viewer),
    )


def _opens(row: Connection) -> list[str]:
    return [Scope(scope).label for scope in row.scopes]


def _state(row: Connection, viewer: Viewer) -> Status:
    if row.revoked_at is not None:
        return Status(f"Withdrawn {short_date_words(timezone.localtime(row.revoked_at).date())}", "calm")
    if not row.is_open(viewer.on):
        return Status(f"Ran out {short_date_words(row.expires_on)}", "late")
    return Status(f"Until {short_date_words(row.expires_on)}", "good")


def _last_used(row: Connection) -> str:
    return short_date_words(timezone.localtime(row.last_used_at).date()) if row.last_used_at else "Never"


def _withdraw(row: Connection, viewer: Viewer) -> str:
    return "Withdraw" if row.is_open(viewer.on) else ""


def _withdraw_link(row: Connection, viewer: Viewer) -> str:
    if not row.is_open(viewer.on):
        return ""
    return reverse("withdraw-connection", args=[row.pk])
