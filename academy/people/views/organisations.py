"""The partnership as a tree, and its parts."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from academy.core.exports import Column, Status, Table
from academy.people import actions, queries, rules
from academy.people.forms import IdentifiersForm, OrganisationFilter, OrganisationForm, TeamForm
from academy.people.forms.organisations import CLOSED, FEW_LEADS, NO_AGREEMENT
from academy.people.models import Organisation
from academy.people.scope import Request, open_to
from academy.ui import tables
from academy.ui.dates import date_words


@open_to("see organisations")
def organisations(request: Request) -> HttpResponseBase:
    """The tree, or those that were asked for in a table."""
    form = OrganisationFilter(request.GET or None)
    chosen = form.chosen() if request.GET else {}
    table = _table(request, chosen) if chosen else None
    if table and (file := tables.download(request, table)):
        return file
    tops = queries.tree(request.viewer)
    context = {
        "form": form,
        "tops": tops,
        "table": tables.show(request, table) if table else None,
        "few_leads": queries.few_leads(request.viewer),
        "without_agreement": queries.without_agreement(request.viewer),
        "may_add": request.viewer.may("add organisations"),
    }
    return render(request, "people/organisations.html", context)


@open_to("see organisations")
def organisation(request: Request, id: int) -> HttpResponse:
    found, on = _organisation(request, id), request.viewer.on
    (branch,) = queries.tree(request.viewer, under=found)
    leads = queries.leads_and_above(request.viewer, found)
    agreement = queries.agreement_for(found, on)
    context = {
        "organisation": found,
        "branch": branch,
        "above": queries.organisations(request.viewer).filter(pk=found.parent_id or 0).first(),
        "teams": tables.show(request, _teams_table(request, found), has_downloads=False),
        "leads": leads,
        "missing": max(0, rules.LEADS_NEEDED - len(leads)),
        "is_partnership": found.parent_id is None and bool(branch.parts),
        "is_open": found.is_open(on),
        "identifiers": found.identifiers.all(),
        "agreement": agreement,
        "needs_agreement": rules.needs_agreement(found.kind),
        "restructures": queries.restructures_of(request.viewer, found),
        "sees_authority": request.viewer.may("add organisations"),
    }
    return render(request, "people/organisation.html", context)


@open_to("add organisations")
def add_organisation(request: Request) -> HttpResponse:
    form = OrganisationForm(request.POST or None, initial={"parent": request.GET.get("parent")})
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.add_organisation(by=request.viewer.account, **form.cleaned_data))
    return render(request, "people/add_organisation.html", {"form": form})


@open_to("add organisations")
def change_identifiers(request: Request, id: int) -> HttpResponse:
    found = _organisation(request, id)
    form = IdentifiersForm(request.POST if request.method == "POST" else None, organisation=found)
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.change_identifiers(found, form.cleaned_data, by=request.viewer.account))
    return render(request, "people/change_identifiers.html", {"form": form, "organisation": found})


@open_to("change organisations")
def add_team(request: Request, id: int) -> HttpResponse:
    found = _organisation(request, id)
    form = TeamForm(request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            actions.add_team(found, form.cleaned_data["name"], by=request.viewer.account)
            return redirect(found)
    return render(request, "people/add_team.html", {"form": form, "organisation": found})


def _organisation(request: Request, id: int) -> Organisation:
    return get_object_or_404(queries.organisations(request.viewer), pk=id)


def _table(request: Request, chosen: dict[str, Any]) -> Table:
    viewer, show = request.viewer, chosen.get("show", "")
    rows = queries.organisations_found(viewer, search=chosen.get("q", ""), is_closed=show == CLOSED)
    if show in (FEW_LEADS, NO_AGREEMENT):
        named = queries.few_leads(viewer) if show == FEW_LEADS else queries.without_agreement(viewer)
        rows = rows.filter(pk__in=[row.pk for row in named])
    found = list(rows)
    queries.count_leads(viewer, found)
    people = queries.people_in(viewer)
    for row in found:
        row.people = people[row.path]  # type: ignore[attr-defined]
    return Table(caption="Organisations", columns=_columns(request), rows=found)


def _columns(request: Request) -> list[Column]:
    return [
        Column("name", "Organisation", link="get_absolute_url", is_row_header=True, order_by="name"),
        Column("kind", "Kind", value=lambda row: _kind(row, request)),
        Column("numbers", "Numbers", value=lambda row: [str(number) for number in row.identifiers.all()]),
        Column("people", "People in post", kind=int, order_by="people"),
        Column("leads", "Training leads", kind=int, order_by="leads"),
    ]


def _kind(row: Organisation, request: Request) -> str | Status:
    if row.closed_on and not row.is_open(request.viewer.on):
        return Status(f"Closed {date_words(row.closed_on)}", "calm")
    return str(row.get_kind_display())


def _teams_table(request: Request, found: Organisation) -> Table:
    return Table(
        caption="Teams",
        columns=[
            Column("name", "Team", order_by="name", is_row_header=True),
            Column("people", "People in post", kind=int, order_by="people"),
        ],
        rows=queries.teams(request.viewer, found),
    )
