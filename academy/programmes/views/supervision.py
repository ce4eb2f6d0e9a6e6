"""Supervision: one’s own, one’s team’s, and whether it is in time."""

from collections import Counter
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from academy.analysis.disclosure import disclose
from academy.core.exports import Column, Table
from academy.people.models import Person
from academy.people.scope import Request, open_to, visible
from academy.programmes import actions, measures, queries
from academy.programmes.forms import ConversationForm, NoteForm, RuleForm
from academy.programmes.models import Conversation, SupervisionRule
from academy.ui import tables

NEWEST = 20


@open_to("see supervision")
def supervision(request: Request) -> HttpResponse:
    """One’s own conversations and learning points; for a line manager, whose is due."""
    viewer = request.viewer
    own = queries.own_conversations(viewer)
    context = {
        "own": list(own.filter(person=viewer.person or 0)[:NEWEST]),
        "held": list(own.filter(with_whom=viewer.person or 0)[:NEWEST]),
        "team": queries.team_due(viewer),
        "due": queries.due_of(viewer.person, on=viewer.on) if viewer.person else None,
        "points": queries.own_points(viewer),
        "with_whom": _manager(request),
        "may_see_all": viewer.may("see supervision in time"),
        "may_open": viewer.may("agree to open notes"),
    }
    return render(request, "programmes/supervision.html", context)


@open_to("record supervision")
def record(request: Request, id: int) -> HttpResponse:
    """With somebody: of one’s team, or one’s own line manager."""
    viewer = request.viewer
    other = get_object_or_404(Person, pk=id) if viewer.person else None
    if viewer.person is None or other is None or not _may_record_with(request, other):
        raise Http404
    is_team = queries.supervises(viewer, other)
    pair = (other, viewer.person) if is_team else (viewer.person, other)
    form = ConversationForm(request.POST or None, viewer=viewer)
    if form.is_valid() and form.may_keep():
        with form.showing_refusals():
            said = form.cleaned_data
            made = actions.record_conversation(
                *pair, kind=said["kind"], held_on=said["held_on"], words=said["words"], points=form.points,
                by=viewer.account,
            )  # fmt: skip
            return redirect(f"{made.get_absolute_url()}?recorded")
    return render(request, "programmes/record.html", {"form": form, "other": other})


@open_to("see supervision")
@never_cache
def conversation(request: Request, id: int) -> HttpResponse:
    """That it took place, for whoever may see that; what was written, for the two."""
    viewer = request.viewer
    found = get_object_or_404(queries.conversations(viewer), pk=id)
    is_theirs = queries.may_read_notes(viewer, found)
    sees_points = is_theirs or found.person_id in _team(request)
    context = {
        "conversation": found,
        "is_theirs": is_theirs,
        "is_new": "recorded" in request.GET,
        "note": queries.note_of(found) if is_theirs else None,
        "points": list(found.points.select_related("capability", "item")) if sees_points else [],
        "may_ask": viewer.may("open supervision notes") and not is_theirs,
        "may_follow": visible(viewer, Conversation).filter(pk=found.pk).exists(),
    }
    return render(request, "programmes/conversation.html", context)


@open_to("keep supervision notes")
@never_cache
def note(request: Request, id: int) -> HttpResponse:
    found = get_object_or_404(queries.own_conversations(request.viewer), pk=id)
    held = queries.note_of(found)
    form = NoteForm(request.POST or None, initial={"words": held.words if held else ""})
    if form.is_valid() and form.may_keep():
        with form.showing_refusals():
            actions.write_note(found, form.cleaned_data["words"], by=request.viewer.account)
            return redirect(found)
    return render(request, "programmes/note.html", {"form": form, "conversation": found})


@open_to("see learning points")
def learning_points(request: Request) -> HttpResponseBase:
    """One’s own, and for a line manager those of the team: what there is to plan for."""
    columns = [
        Column("said", "What to learn", is_row_header=True),
        Column("conversation.person", "Who"),
        Column("capability", "Capability"),
        Column("conversation.held_on", "Since"),
    ]
    table = Table("What people are to learn", columns, queries.points(request.viewer))
    if file := tables.download(request, table):
        return file
    return render(request, "programmes/points.html", {"table": tables.show(request, table, per_page=40)})


@open_to("see supervision in time")
def in_time(request: Request) -> HttpResponseBase:
    """By organisation; by person for whoever may see people."""
    viewer = request.viewer
    dues = queries.in_time(viewer, on=viewer.on)
    counts_only = queries.sees_counts(viewer)
    table = Table("Supervision by organisation", _by_organisation(), _counted(dues, is_hidden=counts_only))
    if file := tables.download(request, table):
        return file
    overdue = sorted((due for due in dues if due.is_overdue), key=lambda due: due.due_on)
    context = {
        "figure": measures.figure_of(dues, viewer, on=viewer.on),
        "table": tables.show(request, table, per_page=40),
        "overdue": [] if counts_only else overdue[:NEWEST],
        "is_asked": bool(dues),
        "may_set": viewer.may("set supervision rules"),
    }
    return render(request, "programmes/in_time.html", context)


@open_to("see supervision rules")
def supervision_rules(request: Request) -> HttpResponse:
    context = {"rules": queries.rules_on(request.viewer.on), "may_set": request.viewer.may("set supervision rules")}
    return render(request, "programmes/rules.html", context)


@open_to("set supervision rules")
def add_rule(request: Request) -> HttpResponse:
    form = RuleForm(request.POST or None, viewer=request.viewer)
    if form.is_valid():
        with form.showing_refusals():
            actions.set_rule(by=request.viewer.account, **form.cleaned_data)
            return redirect("supervision-rules")
    return render(request, "programmes/add_rule.html", {"form": form})


@open_to("set supervision rules")
def end_rule(request: Request, id: int) -> HttpResponse:
    found = get_object_or_404(visible(request.viewer, SupervisionRule).filter(ends_on__isnull=True), pk=id)
    if request.method == "POST":
        actions.end_rule(found, on=request.viewer.on, by=request.viewer.account)
        return redirect("supervision-rules")
    return render(request, "programmes/end_rule.html", {"rule": found})


def _manager(request: Request) -> Person | None:
    return queries.manager(request.viewer)


def _team(request: Request) -> set[int]:
    return queries.managed_people(request.viewer)


def _may_record_with(request: Request, other: Person) -> bool:
    manager = _manager(request)
    return queries.supervises(request.viewer, other) or (manager is not None and manager.pk == other.pk)


def _by_organisation() -> list[Column]:
    return [
        Column("name", "Organisation", is_row_header=True),
        Column("asked", "People", int),
        Column("late", "Overdue", int),
    ]


def _counted(dues: list[queries.Due], *, is_hidden: bool) -> list[dict[str, Any]]:
    """Small counts are hidden from those who see counts alone, and so is whatever would give one away."""
    asked, late = Counter(due.organisation for due in dues), Counter(due.organisation for due in dues if due.is_overdue)
    names = sorted(asked)
    if not is_hidden or not names:
        return [{"name": name, "asked": asked[name], "late": late[name]} for name in names]
    grid = disclose([[late[name], asked[name] - late[name]] for name in names], column_totals=False)
    lines = zip(names, grid.cells, grid.row_totals or (), strict=True)
    return [{"name": name, "asked": people, "late": cells[0]} for name, cells, people in lines]
