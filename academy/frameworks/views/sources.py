"""The law, guidance and evidence that the offer rests on, and what has to be looked at again."""

from typing import Any

from django.db.models import Model
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify

from academy.core import clock
from academy.core.exports import Column, Table
from academy.frameworks import actions, queries
from academy.frameworks.forms import ChangeSourceForm, SourceFilter, SourceForm, VersionForm
from academy.frameworks.models import CurrencyReview, LegalSource, SourceVersion
from academy.people.scope import Request, open_to
from academy.ui import tables

MOST_LISTED = 12


@open_to("see the offer")
def sources(request: Request) -> HttpResponse:
    viewer = request.viewer
    form = SourceFilter(request.GET)
    form.is_valid()
    chosen = form.cleaned_data
    found = list(queries.sources(viewer, search=chosen.get("q", ""), kind=chosen.get("kind", "")))
    context = {
        "form": form,
        "sources": found,
        "is_chosen": bool(chosen.get("q") or chosen.get("kind")),
        "may_keep": viewer.may("keep sources"),
        "may_review": viewer.may("review what rests on a source"),
    }
    return render(request, "frameworks/sources.html", context)


@open_to("see the offer")
def source(request: Request, id: int) -> HttpResponse:
    viewer = request.viewer
    found = _found(request, id)
    versions = list(queries.versions_of(found))
    resting = queries.resting_on(viewer, [version.pk for version in versions])
    context = {
        "source": found,
        "versions": [_shown(version, resting[version.pk]) for version in versions],
        "current": next((version for version in versions if version.is_current), None),
        "today": clock.today(),
        "may_keep": viewer.may("keep sources"),
        "may_review": viewer.may("review what rests on a source"),
    }
    return render(request, "frameworks/source.html", context)


@open_to("keep sources")
def add_source(request: Request) -> HttpResponse:
    form = SourceForm(request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            code = slugify(form.cleaned_data["title"])[:60].strip("-") or "source"
            added = actions.add_source(**form.cleaned_data, code=code, by=request.viewer.account)
            return redirect("record-version", added.pk)
    return render(request, "frameworks/add_source.html", {"form": form})


@open_to("keep sources")
def change_source(request: Request, id: int) -> HttpResponse:
    found = _found(request, id)
    form = ChangeSourceForm(request.POST or None, initial=ChangeSourceForm.said_of(found))
    if form.is_valid():
        return redirect(actions.change_source(found, **form.cleaned_data, by=request.viewer.account))
    return render(request, "frameworks/change_source.html", {"form": form, "source": found})


@open_to("keep sources")
def record_version(request: Request, id: int) -> HttpResponse:
    """Before it is recorded the page says how much will be flagged."""
    found = _found(request, id)
    current = queries.versions_of(found).filter(is_current=True).first()
    form = VersionForm(request.POST or None, is_first=current is None)
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.record_version(found, **form.cleaned_data, by=request.viewer.account))
    return render(request, "frameworks/record_version.html", {"form": form, "source": found, "current": current})


@open_to("review what rests on a source")
def reviews(request: Request) -> HttpResponseBase:
    """What waits, by source; with `?show=done` what was looked at and what was said."""
    is_done = request.GET.get("show") == "done"
    table = _done(request) if is_done else _waiting(request)
    if file := tables.download(request, table):
        return file
    context = {"table": tables.show(request, table), "is_done": is_done}
    return render(request, "frameworks/reviews.html", context)


def _shown(version: SourceVersion, things: list[Model]) -> dict[str, Any]:
    return {"version": version, "things": things[:MOST_LISTED], "more": len(things) - MOST_LISTED}


def _waiting(request: Request) -> Table:
    today = clock.today()
    columns = [
        Column("record", "What", link=_review_url, value=_title, is_row_header=True),
        Column("rested_on", "Rests on", value=lambda row: str(row.rested_on or ""), link=_source_url),
        Column("reason", "Why", value=lambda row: _why(row)),
        Column("organisation", "Looked after by", value=lambda row: str(row.organisation)),
        Column("due_on", "Waiting", value=lambda row: _waited((today - row.due_on).days)),
    ]
    return Table("To be looked at again", columns, queries.reviews_waiting(request.viewer))


def _done(request: Request) -> Table:
    columns = [
        Column("record", "What", link=_record_url, value=_title, is_row_header=True),
        Column("rested_on", "Rested on", value=lambda row: str(row.rested_on or "")),
        Column("outcome", "What came of it", value=lambda row: row.get_outcome_display()),
        Column("words", "In a sentence"),
        Column("reviewed_by", "Looked at by", value=lambda row: str(row.reviewed_by or "")),
        Column("reviewed_at", "On", value=lambda row: row.reviewed_at.date()),
    ]
    return Table("Looked at again", columns, queries.reviews_done(request.viewer))


def _title(row: CurrencyReview) -> str:
    return str(row.record or "Something that is no longer there")


def _why(row: CurrencyReview) -> str:
    return row.version.what_changed or f"{row.version.name} came out" if row.version else "Its review date has passed"


def _waited(days: int) -> str:
    return "Since today" if days < 1 else f"{days:,} day{'' if days == 1 else 's'}"


def _source_url(row: CurrencyReview) -> str:
    return row.rested_on.source.get_absolute_url() if row.rested_on else ""


def _record_url(row: CurrencyReview) -> str:
    address = getattr(row.record, "get_absolute_url", None)
    return address() if address else ""


def _review_url(row: CurrencyReview) -> str:
    """The room of the record has the page on which it is looked at; for what has none, there is one here."""
    address = getattr(row.record, "get_review_url", None)
    return address() if address else reverse("review-record", args=[row.pk])


def _found(request: Request, id: int) -> LegalSource:
    found = queries.source(request.viewer, id)
    if found is None:
        raise Http404
    return found
