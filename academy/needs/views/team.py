"""A manager's team, one person after another, and what may be done for several of them at once."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from academy.booking import queries as booking
from academy.needs import actions, queries, shown
from academy.needs.forms import EVERYONE, TeamFilter
from academy.needs.forms.standing import OnFilter
from academy.needs.models import Requirement
from academy.needs.rules import State
from academy.people.models import Person
from academy.people.scope import Request, Viewer, open_to, visible
from academy.ui import tables

NOTHING_TO_DO = (State.UP_TO_DATE, State.EXEMPT)


@open_to("see gaps of a team")
def my_team(request: Request) -> HttpResponseBase:
    viewer = request.viewer
    posts = list(queries.team(viewer, on=viewer.on))
    form = TeamFilter(request.GET or None, viewer=viewer, team=posts)
    filters = _filters(form, viewer)
    on, requirement = filters["on"], filters["requirement"]
    if on != viewer.on:
        posts = list(queries.team(viewer, on=on))
    gaps = list(queries.gaps(viewer, on=on, line_manager=viewer.person, requirement=requirement))
    if file := tables.download(request, shown.gaps_table(gaps, caption="My team")):
        return file
    team = shown.members(posts, gaps, on=on)
    rows = team if filters["show"] == EVERYONE else [member for member in team if member.gaps]
    context = {
        "form": form,
        "team": team,
        "rows": rows,
        "counts": shown.team_counts(team),
        "teams": sorted({spell.post.team.name for spell in posts if spell.post.team}),
        "on": on,
        "is_today": on == viewer.on,
        "requirement": requirement,
        "shows_everyone": filters["show"] == EVERYONE,
        "links": _links(request),
        "reminded": request.GET.get("reminded", ""),
        "nobody_chosen": "nobody" in request.GET,
        "after_learning": getattr(request, "after_learning", None),
        **_offer(viewer, rows, requirement),
    }
    return render(request, "needs/my_team.html", context)


@open_to("see gaps of a team")
def grid(request: Request) -> HttpResponseBase:
    viewer = request.viewer
    on = _filters(TeamFilter(request.GET or None, viewer=viewer, team=[]), viewer)["on"]
    posts = queries.team(viewer, on=on)
    asked = list(queries.standing(viewer, on=on, line_manager=viewer.person))
    team = shown.members(posts, asked, on=on)
    if file := tables.download(request, shown.grid(team, asked, not_asked=State.NOT_APPLICABLE.label)):
        return file
    table = tables.show(request, shown.grid(team, asked, not_asked=""), per_page=50)
    context = {"table": table, "on": on, "is_today": on == viewer.on}
    return render(request, "needs/my_team_grid.html", context)


@open_to("see gaps of a team")
def chosen(request: Request) -> HttpResponse:
    """From the list to booking for those who were ticked, or to a reminder for each."""
    viewer = request.viewer
    if request.method != "POST":
        raise Http404
    ticked = set(request.POST.getlist("person"))
    team = queries.team(viewer, on=viewer.on)
    people = list({spell.person_id: spell.person for spell in team if str(spell.person_id) in ticked}.values())
    if not people:
        return redirect(f"{reverse('my-team')}?nobody")
    if request.POST.get("do") == "remind":
        reminded = actions.remind(people, viewer=viewer, on=viewer.on)
        return redirect(f"{reverse('my-team')}?reminded={len(reminded)}")
    return redirect(_booking_for(people, request.POST.get("requirement", ""), viewer))


@open_to("see gaps of a person")
def person_needs(request: Request, id: int) -> HttpResponseBase:
    viewer = request.viewer
    person = get_object_or_404(visible(viewer, Person), pk=id)
    form = OnFilter(request.GET or None)
    form.is_valid()
    on = getattr(form, "cleaned_data", {}).get("on") or viewer.on
    asked = list(queries.standing(viewer, on=on, person=person))
    table = shown.needs_table(asked)
    if file := tables.download(request, table):
        return file
    gaps = [gap for gap in asked if gap.state not in NOTHING_TO_DO]
    dates = booking.next_sessions([gap.item_id for gap in gaps], on=viewer.on, each=2) if gaps else {}
    context = {
        "person": person,
        "is_own": person == viewer.person,
        "form": form,
        "on": on,
        "is_today": on == viewer.on,
        "rows": [(gap, dates.get(gap.item_id, [])) for gap in gaps],
        "table": tables.show(request, shown.fine_table(asked), per_page=50, has_downloads=False),
        "asked": len(asked),
        "up_to_date": len(asked) - len(gaps),
        "overdue": sum(gap.is_overdue for gap in gaps),
        "may_ask": viewer.may("ask for exemptions"),
    }
    return render(request, "needs/person_needs.html", context)


def _filters(form: TeamFilter, viewer: Viewer) -> dict[str, Any]:
    """What was chosen, as far as it can be read; what cannot be stands on the form with its reason."""
    form.is_valid()
    said = getattr(form, "cleaned_data", {})
    return {
        "show": said.get("show", ""),
        "requirement": said.get("requirement"),
        "on": said.get("on") or viewer.on,
    }


def _offer(viewer: Viewer, rows: list[shown.Member], requirement: Requirement | None) -> dict[str, Any]:
    """What to book for whom, and the next date there is for it."""
    offered = shown.offer(rows, requirement)
    if offered is None:
        return {"offer": None}
    sessions = booking.next_sessions([offered.item_id], on=viewer.on, each=1).get(offered.item_id, [])
    session = sessions[0] if sessions else None
    free = booking.free_places(session, rows[0].spell.post.organisation) if session else 0
    return {
        "offer": offered,
        "chosen": shown.choose(rows, offered),
        "lacking": {member.person.pk for member in rows if member.lacks(offered.item_id)},
        "session": session,
        "free": free,
    }


def _booking_for(people: list[Person], requirement_id: str, viewer: Viewer) -> str:
    """Straight to the next date, with everybody ticked; to the dates there are when there is none."""
    pk = int(requirement_id) if requirement_id.isascii() and requirement_id.isdigit() else 0
    requirement = get_object_or_404(queries.requirements(viewer), pk=pk)
    because = {"because": f"needs.requirement:{requirement.pk}"}
    sessions = booking.next_sessions([requirement.item_id], on=viewer.on, each=1).get(requirement.item_id, [])
    if not sessions:
        return f"{reverse('dates')}?{urlencode({'item': requirement.item_id})}"
    who = urlencode({"person": [person.pk for person in people], **because}, doseq=True)
    return f"{reverse('book-team', args=[sessions[0].pk])}?{who}"


def _links(request: Request) -> dict[str, str]:
    return {
        "everyone": tables.address(request, show=EVERYONE),
        "due": tables.address(request, show="due"),
        "csv": tables.address(request, format="csv"),
        "xlsx": tables.address(request, format="xlsx"),
        "grid": reverse("my-team-grid") + (f"?{urlencode({'on': request.GET['on']})}" if request.GET.get("on") else ""),
    }
