"""What a person has learned, put on the record and taken off."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from academy.core.exports import Column, Table
from academy.people.actions import note_download
from academy.people.models import Person
from academy.people.queries import person_numbered
from academy.people.scope import Request, open_to, visible_people
from academy.records import actions, exports, queries, rules
from academy.records.forms import HandedInForm, WithdrawForm
from academy.records.models import Completion
from academy.ui import tables

SHOWN = 40


@open_to("see records")
def my_record(request: Request) -> HttpResponseBase:
    person = request.viewer.person
    if person is None:
        return render(request, "records/nobody.html")
    return _record(request, person, template="records/my_record.html")


@open_to("see records")
def record(request: Request, id: int) -> HttpResponseBase:
    """Somebody's record, for them, their line manager, their training lead and the Academy team."""
    person = person_numbered(request.viewer, id)
    if person is None:
        raise Http404
    if person == request.viewer.person:
        return redirect("my-record")
    if person.pk != id:
        return redirect("record", person.pk)
    if request.GET.get("format") in ("csv", "xlsx"):
        note_download("a record", by=request.viewer.account, about=person)
    return _record(request, person, template="records/record.html")


@open_to("see records")
def completion(request: Request, id: int) -> HttpResponse:
    found = get_object_or_404(queries.completions(request.viewer).select_related("item", "person"), pk=id)
    is_own = found.person_id == _own_id(request)
    context = {
        "completion": found,
        "hours": exports.time_words(found),
        "is_own": is_own,
        "is_new": "recorded" in request.GET,
        "may_withdraw": _may_withdraw(request, found),
        "reflection": queries.reflection_on(request.viewer, found) if is_own else None,
    }
    return render(request, "records/completion.html", context)


@open_to("record learning")
def hand_in_certificate(request: Request) -> HttpResponse:
    """For somebody else: who puts it in has seen it, and has signed with that."""
    viewer = request.viewer
    form = HandedInForm(
        request.POST or None, request.FILES or None, viewer=viewer, initial={"person": _asked_about(request)}
    )
    if form.is_valid():
        with form.showing_refusals():
            person = form.cleaned_data.pop("person")
            made = actions.hand_in(person, form.cleaned_data.pop("item"), by=viewer.account, **form.cleaned_data)
            return redirect(f"{made.get_absolute_url()}?recorded")
    return render(request, "records/hand_in_certificate.html", {"form": form})


@open_to("record learning")
def withdraw_completion(request: Request, id: int) -> HttpResponse:
    found = get_object_or_404(queries.completions(request.viewer).select_related("item", "person"), pk=id)
    if not _may_withdraw(request, found):
        raise Http404
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            actions.withdraw_completion(found, by=request.viewer.account, why=form.cleaned_data["why"])
            return redirect("record", found.person_id)
    return render(request, "records/withdraw_completion.html", {"form": form, "completion": found})


def _record(request: Request, person: Person, *, template: str) -> HttpResponseBase:
    found = queries.completions(request.viewer, person)
    if file := tables.download(request, record_table(person, found), is_noted=person != request.viewer.person):
        return file
    limit = None if "all" in request.GET else SHOWN
    lines = list(queries.lines(found[: limit and limit + 1]))
    context = {
        "person": person,
        "cpd": queries.cpd_year(person, on=request.viewer.on),
        "years": _by_year(lines[:limit]),
        "has_more": limit is not None and len(lines) > limit,
        "csv_url": tables.address(request, format="csv"),
        "xlsx_url": tables.address(request, format="xlsx"),
        "may_correct": request.viewer.may("record learning"),
        "waiting": list(queries.hand_ins(request.viewer, person).filter(state=rules.State.WAITING)[:5]),
    }
    return render(request, template, context)


def record_table(person: Person, rows: Any) -> Table:
    return Table(
        caption=f"Record of {person}",
        columns=[
            Column("completed_on", "Completed on"),
            Column("item.title", "What"),
            Column("item.get_kind_display", "Kind"),
            Column("hours", "Hours", align="right"),
            Column("get_door_display", "Known from"),
        ],
        rows=rows,
    )


def _by_year(lines: Iterable[queries.Line]) -> list[dict[str, Any]]:
    grouped = groupby(lines, key=lambda line: rules.year_start(line.completed_on))
    return [{"starts_on": start, "ends_on": rules.year_end(start), "lines": list(group)} for start, group in grouped]


def _may_withdraw(request: Request, found: Completion) -> bool:
    may_correct = request.viewer.may("record learning") and found.person_id != _own_id(request)
    return may_correct and found.door in rules.HANDED_IN


def _own_id(request: Request) -> int | None:
    return request.viewer.person.pk if request.viewer.person else None


def _asked_about(request: Request) -> str:
    """Coming from somebody's record, their name need not be typed again."""
    asked = request.GET.get("person", "")
    person = visible_people(request.viewer).filter(pk=int(asked)).first() if asked.isdecimal() else None
    return (person.email or person.name) if person else ""
