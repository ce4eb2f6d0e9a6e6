"""The list of people, and a person's page."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from academy.core.exports import Column, Status, Table
from academy.people import actions, queries
from academy.people.forms import DetailsForm, NewPersonForm, PeopleFilter
from academy.people.models import Organisation, Person, Spell
from academy.people.scope import Request, open_to
from academy.ui import tables
from academy.ui.dates import date_words


@open_to("list people")
def people(request: Request) -> HttpResponseBase:
    form = PeopleFilter(request.GET or None, viewer=request.viewer)
    chosen = form.chosen() if request.GET else {}
    table = people_table(
        queries.with_posts(request.viewer, queries.people(request.viewer, **chosen)), request.viewer.on
    )
    if file := tables.download(request, table, is_noted=True):
        actions.note_download("a list of people", by=request.viewer.account, filters=sorted(chosen))
        return file
    context = {
        "form": form,
        "table": tables.show(request, table),
        "in_reach": queries.people(request.viewer).count(),
        "places": queries.open_organisations(request.viewer).count(),
        "is_filtered": bool(chosen),
        "has_more_filters": bool(set(chosen) - {"search"}),
        "questions": queries.post_questions(request.viewer).exists(),
        "sees_authority": request.viewer.sees_authority,
    }
    return render(request, "people/people.html", context)


def people_table(rows: QuerySet[Person], on: date) -> Table:
    def each(name: str) -> Callable[[Person], list[str]]:
        return lambda row: _each(row, name, on)

    return Table(
        caption="People",
        columns=[
            Column("name", "Name", link="get_absolute_url", order_by="family_name", is_row_header=True),
            Column("posts", "Post", value=lambda row: _each(row, "post", on) or _not_here(row)),
            Column("teams", "Team", value=each("post.team")),
            Column("organisations", "Organisation", value=each("post.organisation")),
            Column("managers", "Line manager", value=each("line_manager")),
        ],
        rows=rows,
    )


@open_to("see people")
def person(request: Request, id: int) -> HttpResponse:
    viewer = request.viewer
    found = queries.person_numbered(viewer, id)
    if found is None:
        raise Http404
    if found.pk != id:
        return redirect(found)
    posts = list(queries.posts_of(viewer, found))
    is_own, may_list = found == viewer.person, viewer.may("list people")
    if viewer.sees_authority and not is_own and any(spell.reason_for_leaving for spell in posts):
        actions.note_leaving_reason(found, by=viewer.account)
    context = {
        "person": found,
        "posts": posts,
        "current": [spell for spell in posts if spell.is_current(viewer.on)],
        "may_end": _may_end(request, found) if may_list else (),
        "staff_numbers": list(queries.staff_numbers(viewer, found)),
        "is_own": is_own,
        "is_whole": is_own or viewer.sees_authority,
        "sees_authority": viewer.sees_authority,
        "may_list": may_list,
        "today": viewer.on,
    }
    return render(request, "people/person.html", context | _account(request, found, posts, is_own=is_own))


def _may_end(request: Request, found: Person) -> set[int]:
    return set(queries.posts_in_charge(request.viewer).filter(person=found).values_list("pk", flat=True))


def _account(request: Request, found: Person, posts: list[Spell], *, is_own: bool) -> dict[str, Any]:
    """Accounts and roles are for the Academy team and for oneself, the trail for the Academy team."""
    viewer = request.viewer
    if not (is_own or viewer.sees_authority):
        return {}
    account = queries.account_of(viewer, found)
    grants = list(queries.grants(viewer, account)) if account else []
    context: dict[str, Any] = {"account": account, "grants": [grant for grant in grants if grant.is_current(viewer.on)]}
    if viewer.sees_authority:
        context["entries"] = queries.entries_about([found, *posts, *filter(None, [account]), *grants])
    return context


@open_to("change people")
def add_person(request: Request) -> HttpResponse:
    """Which organisation first, because its teams depend on it; then the person and the post together."""
    mine = queries.open_organisations(request.viewer).order_by("name")
    organisation = chosen_organisation(request, mine)
    if organisation is None:
        return render(request, "people/choose_organisation.html", {"organisations": mine, "heading": "Add a person"})
    form = NewPersonForm(request.POST or None, viewer=request.viewer, organisation=organisation)
    if form.is_valid():
        with form.showing_refusals():
            spell = actions.add_colleague(
                organisation, by=request.viewer.account, details=form.details, post=form.post, stay=form.stay
            )
            return goes_on(request, spell.person, what="added", on=spell.started_on)
    return render(request, "people/add_person.html", {"form": form, "organisation": organisation})


@open_to("change people")
def correct_person(request: Request, id: int) -> HttpResponse:
    found = get_object_or_404(queries.people(request.viewer), pk=id)
    names = list(DetailsForm.base_fields)
    form = DetailsForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.correct_person(found, by=request.viewer.account, **form.cleaned_data))
    return render(request, "people/correct_person.html", {"form": form, "person": found})


@open_to("list people")
def done(request: Request) -> HttpResponse:
    """What was just done to somebody who is not, or not yet, or no longer, within reach."""
    done = request.session.get("people.done")
    if not done:
        return redirect("people")
    return render(request, "people/done.html", {"done": done | {"on": date.fromisoformat(done["on"])}})


def chosen_organisation(request: Request, mine: QuerySet[Organisation]) -> Organisation | None:
    """The one in the address; the only one there is; or none, and then it must be asked."""
    code = request.GET.get("organisation", "").replace("\0", "")
    if code:
        return get_object_or_404(mine, code=code)
    few = list(mine[:2])
    return few[0] if len(few) == 1 else None


def goes_on(request: Request, found: Person, *, what: str, on: date) -> HttpResponse:
    """To the person's page, or where it cannot be opened, to a page that says what was done."""
    if queries.people(request.viewer).filter(pk=found.pk).exists():
        return redirect(found)
    request.session["people.done"] = {"what": what, "name": found.name, "on": on.isoformat()}
    return redirect("people-done")


def _not_here(row: Person) -> Status:
    if row.lasting:  # type: ignore[attr-defined]
        return Status(f"Starts {date_words(row.lasting[0].started_on)}", "note")  # type: ignore[attr-defined]
    return Status("Not in post", "calm")


def _each(row: Person, name: str, on: date) -> list[str]:
    """From each post they hold on the day; the same thing once."""
    held = [spell for spell in row.lasting if spell.is_current(on)]  # type: ignore[attr-defined]
    return list(dict.fromkeys(str(value) for spell in held if (value := _reach(spell, name)) is not None))


def _reach(record: Any, name: str) -> Any:
    for part in name.split("."):
        record = getattr(record, part, None)
    return record
