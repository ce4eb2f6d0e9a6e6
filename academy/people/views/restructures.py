"""Teams that become other teams, and organisations that become one: asked, shown with what it changes, then done."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from academy.core.exports import Column, Table
from academy.people import actions, queries, rules
from academy.people.actions.restructures import CARRIED, NewTeam
from academy.people.forms import MembersForm, MergeForm, RestructureForm
from academy.people.models import Organisation, Spell
from academy.people.scope import Request, open_to
from academy.ui import tables


@open_to("see organisations")
def restructure(request: Request, id: int) -> HttpResponse:
    """What was done, and who is where since."""
    found = get_object_or_404(queries.restructures(request.viewer), pk=id)
    context = {"restructure": found, "moved": tables.show(request, _moved(request, found), has_downloads=False)}
    return render(request, "people/restructure.html", context)


@open_to("change organisations")
def restructure_teams(request: Request, id: int) -> HttpResponse:
    """Which teams, into which, from when; then who goes where; then the check."""
    found = _organisation(request, id)
    first = RestructureForm(request.GET or None, viewer=request.viewer, organisation=found)
    if not first.is_valid():
        return render(request, "people/restructure_teams.html", {"form": first, "organisation": found})
    said = first.cleaned_data
    spells = list(queries.lasting_in_teams(said["teams"], said["on"]))
    form = MembersForm(request.POST or None, viewer=request.viewer, names=said["names"], spells=spells)
    if form.is_valid():
        with form.showing_refusals():
            teams, becoming, on = list(said["teams"]), form.becoming(), said["on"]
            actions.refuse_restructure(found, teams, becoming, on=on, held=spells)
            if not form.cleaned_data["is_checked"]:
                context = {"organisation": found, "form": form.hidden(), "on": on, "teams": teams}
                return render(request, "people/check_restructure.html", context | _rows(becoming, spells))
            return redirect(actions.restructure_teams(found, teams, becoming, on=on, by=request.viewer.account))
    context = {"form": form, "organisation": found, "on": said["on"], "number": len(spells), "query": request.GET}
    return render(request, "people/restructure_members.html", context)


@open_to("add organisations")
def merge_organisation(request: Request, id: int) -> HttpResponse:
    found = _organisation(request, id)
    form = MergeForm(request.POST or None, viewer=request.viewer, organisation=found)
    if form.is_valid():
        with form.showing_refusals():
            into, on = form.cleaned_data["into"], form.cleaned_data["on"]
            actions.refuse_merge(found, into, on=on)
            if not form.cleaned_data["is_checked"]:
                return _check_merge(request, found, form)
            return redirect(actions.merge_organisation(found, into, on=on, by=request.viewer.account))
    return render(request, "people/merge_organisation.html", {"form": form, "organisation": found})


def _check_merge(request: Request, found: Organisation, form: MergeForm) -> HttpResponse:
    into, on = form.cleaned_data["into"], form.cleaned_data["on"]
    spells = list(queries.lasting_in(found, on))
    roles = list(queries.roles_that_end(found, on))
    context = {
        "organisation": found,
        "into": into,
        "on": on,
        "form": form.hidden(),
        "people": len({spell.person_id for spell in spells}),
        "teams": list(queries.open_teams(request.viewer, found)),
        "ending": [grant for grant in roles if grant.role not in CARRIED],
        "carried": len([grant for grant in roles if grant.role in CARRIED]),
        "agreement": queries.agreements_of(request.viewer, found)
        .filter(pk__in=queries.current_agreements(on).values("pk"))
        .first(),
        "covered": queries.agreement_for(into, on),
        "needs_agreement": rules.needs_agreement(into.kind),
    }
    return render(request, "people/check_merge.html", context)


def _rows(becoming: Sequence[NewTeam], spells: Sequence[Spell]) -> dict[str, object]:
    """Each new team with who manages it and who is in it."""
    rows = []
    for team in becoming:
        people = [str(spell.person) for spell in spells if spell.pk in team.spells]
        manager = f"Line manager: {team.line_manager}. " if team.line_manager else ""
        rows.append({"key": team.name, "value": f"{manager}{', '.join(people) or 'Nobody yet'}"})
    return {"rows": rows, "number": len(spells)}


def _moved(request: Request, found: object) -> Table:
    return Table(
        caption="Who moved",
        columns=[
            Column("person", "Name", value=lambda row: str(row.person), is_row_header=True),
            Column("post", "Post", value=lambda row: str(row.post)),
            Column("team", "Team", value=lambda row: str(row.post.team or "No team")),
            Column("manager", "Line manager", value=lambda row: str(row.line_manager or "Nobody")),
        ],
        rows=queries.moved_by(request.viewer, found),  # type: ignore[arg-type]
    )


def _organisation(request: Request, id: int) -> Organisation:
    """One that is still open: nothing more is changed in what was closed."""
    return get_object_or_404(queries.open_organisations(request.viewer), pk=id, closed_on__isnull=True)
