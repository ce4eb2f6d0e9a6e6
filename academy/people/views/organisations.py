"""The partnership as a tree, and its parts."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from academy.core.exports import Column, Table
from academy.people import actions, queries
from academy.people.forms import OrganisationForm, TeamForm
from academy.people.models import Organisation
from academy.people.rules import Role
from academy.people.scope import Request, open_to
from academy.ui import tables

SHOWN = (Role.ACADEMY, Role.TRAINING_LEAD)


@open_to(*SHOWN)
def organisations(request: Request) -> HttpResponse:
    tops = queries.tree(request.viewer)
    context = {"tops": tops, "without_lead": queries.without_lead(tops), "may_add": request.viewer.sees_authority}
    return render(request, "people/organisations.html", context)


@open_to(*SHOWN)
def organisation(request: Request, id: int) -> HttpResponse:
    found = _organisation(request, id)
    (branch,) = queries.tree(request.viewer, under=found)
    context = {
        "organisation": found,
        "branch": branch,
        "above": queries.organisations(request.viewer).filter(pk=found.parent_id or 0).first(),
        "teams": tables.show(request, _teams_table(request, found), has_downloads=False),
        "leads": queries.leads_for(request.viewer, found),
        "sees_authority": request.viewer.sees_authority,
    }
    return render(request, "people/organisation.html", context)


@open_to(Role.ACADEMY)
def add_organisation(request: Request) -> HttpResponse:
    form = OrganisationForm(request.POST or None, initial={"parent": request.GET.get("parent")})
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.add_organisation(by=request.viewer.account, **form.cleaned_data))
    return render(request, "people/add_organisation.html", {"form": form})


@open_to(*SHOWN)
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


def _teams_table(request: Request, found: Organisation) -> Table:
    return Table(
        caption="Teams",
        columns=[
            Column("name", "Team", order_by="name", is_row_header=True),
            Column("people", "People in post", kind=int, order_by="people"),
        ],
        rows=queries.teams(request.viewer, found),
    )
