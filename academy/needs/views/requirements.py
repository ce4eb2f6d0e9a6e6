"""What is asked of whom: read by everybody, added, changed and ended by the Academy team."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from academy.core.exports import Column, Table
from academy.needs import actions, queries, rules, shown
from academy.needs.forms import EndForm, RequirementForm, TermsForm
from academy.needs.models import Requirement
from academy.people.scope import Request, open_to
from academy.ui import tables

WHOM = ("job_role", "profession", "capability", "setting", "organisation_kind", "organisation")
TERMS = (*WHOM, "due_within_days", "renewal_months", "due_soon_days", "why")


@open_to("set requirements")
def requirements(request: Request) -> HttpResponseBase:
    viewer = request.viewer
    has_ended = request.GET.get("show") == "ended"
    rows = queries.requirements(viewer)
    rows = rows.filter(ends_on__lt=viewer.on) if has_ended else rows.exclude(ends_on__lt=viewer.on)
    table = _table(list(rows))
    if file := tables.download(request, table):
        return file
    context = {"has_ended": has_ended, "table": tables.show(request, table, per_page=30)}
    return render(request, "needs/requirements.html", context)


@open_to("see requirements")
def requirement(request: Request, id: int) -> HttpResponse:
    found = _requirement(request, id)
    context = {
        "requirement": found,
        "rows": _summary(found),
        "later": queries.changed_to(found) if found.ends_on else None,
        "may_change": request.viewer.sees_authority and found.ends_on is None,
        "sees_authority": request.viewer.sees_authority,
        "instead": list(queries.equivalents(request.viewer).filter(item=found.item)),
        "may_see_status": request.viewer.may("see who lacks something"),
    }
    return render(request, "needs/requirement.html", context)


@open_to("set requirements")
def add_requirement(request: Request) -> HttpResponse:
    form = RequirementForm(request.POST or None, viewer=request.viewer, initial={"starts_on": request.viewer.on})
    if form.is_valid():
        with form.showing_refusals():
            asking = form.asking(form.cleaned_data["item"])
            starts_on = form.cleaned_data["starts_on"]
            return redirect(actions.add_requirement(asking, starts_on=starts_on, by=request.viewer.account))
    return render(request, "needs/add_requirement.html", {"form": form})


@open_to("set requirements")
def change_requirement(request: Request, id: int) -> HttpResponse:
    found = _requirement(request, id)
    initial = {name: getattr(found, name) for name in TERMS} | {"starts_on": request.viewer.on}
    form = TermsForm(request.POST or None, initial=initial)
    if form.is_valid():
        with form.showing_refusals():
            asking, on = form.asking(found.item), form.cleaned_data["starts_on"]
            return redirect(actions.change_requirement(found, asking, on=on, by=request.viewer.account))
    return render(request, "needs/change_requirement.html", {"requirement": found, "form": form})


@open_to("set requirements")
def end_requirement(request: Request, id: int) -> HttpResponse:
    found = _requirement(request, id)
    form = EndForm(request.POST or None, initial={"ends_on": request.viewer.on})
    if form.is_valid():
        with form.showing_refusals():
            ends_on = form.cleaned_data["ends_on"]
            return redirect(actions.end_requirement(found, on=ends_on, by=request.viewer.account))
    return render(request, "needs/end_requirement.html", {"requirement": found, "form": form})


def _requirement(request: Request, id: int) -> Requirement:
    return get_object_or_404(queries.requirements(request.viewer), pk=id)


def _table(rows: list[Requirement]) -> Table:
    return Table(
        "Requirements",
        [
            Column("item.title", "What", link="get_absolute_url", is_row_header=True),
            Column("whom", "Who", value=shown.whom_words),
            Column("within", "How soon", value=lambda row: rules.within_words(row.due_within_days)),
            Column("again", "How often", value=lambda row: rules.again_words(row.renewal_months)),
        ],
        rows,
    )


def _summary(requirement: Requirement) -> list[dict[str, object]]:
    soon = requirement.due_soon_days
    until = f", until {requirement.ends_on:%-d %B %Y}" if requirement.ends_on else ""
    words = [
        ("Who", shown.whom_words(requirement)),
        ("How soon", f"{rules.within_words(requirement.due_within_days)} of starting"),
        ("How often", rules.again_words(requirement.renewal_months)),
        ("Counts as due", f"{soon} days before" if soon != rules.DUE_SOON_DAYS else ""),
        ("Why", requirement.why),
        ("Since", f"{requirement.starts_on:%-d %B %Y}{until}"),
    ]
    return [{"key": key, "value": value} for key, value in words if value]
