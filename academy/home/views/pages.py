"""The landing page for each audience, the thread, search, and the pages at the foot of every page."""

from collections.abc import Sequence
from datetime import datetime

from django.apps import apps
from django.db.models import Model
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import capfirst

from academy.booking import queries as booking
from academy.booking.rules import Status
from academy.core import clock
from academy.core.exports import Column, Table
from academy.core.figures import Figure
from academy.home.queries import first_steps as setting_up
from academy.home.queries import search as finding
from academy.home.queries import threads
from academy.home.queries.measures import pressing_measures
from academy.home.queries.story import story_of
from academy.home.queries.thing import Thing
from academy.home.queries.things import SHOWN, things_to_do
from academy.impact.measures import applied_after_three_months
from academy.people.rules import Role
from academy.people.scope import Request, open_to, open_to_everyone, visible
from academy.records import queries as records
from academy.surveys import queries as surveys
from academy.ui import tables
from academy.workforce.measures import stayed_two_years_beyond

LEARNERS = frozenset([Role.PRACTITIONER, Role.MANAGER, Role.TRAINING_LEAD, Role.AUDITOR, Role.INFORMATION])
READS_MEASURES_FIRST = frozenset([Role.DIRECTOR, Role.MEMBER])
ANSWERS_FOR_MEASURES = frozenset([Role.AUDITOR, Role.DIRECTOR, Role.MEMBER])
SEES_FIGURES = frozenset([Role.ACADEMY, Role.DIRECTOR, Role.MEMBER])
SHOWN_AFTER_MEASURES = 3  # things to do, where the measures come first: the page stays short


@open_to("use the Academy")
def home(request: Request) -> HttpResponse:
    viewer = request.viewer
    learner = viewer.person if viewer.is_any_of(LEARNERS) else None
    sessions = booking.upcoming(learner) if learner else []
    booked = [booked.session.starts_at.date() for booked in sessions if booked.status == Status.BOOKED]
    year = records.cpd_year(learner, on=viewer.on, booked=booked) if learner else None
    things = things_to_do(viewer, year)
    measures_first = viewer.is_any_of(READS_MEASURES_FIRST)
    shown = SHOWN_AFTER_MEASURES if measures_first else SHOWN
    return render(
        request,
        "home/home.html",
        {
            "viewer": viewer,
            "greeting": greeting(clock.now()),
            "things": _with_main(things[: None if "all" in request.GET else shown]),
            "total": len(things),
            "sessions": sessions,
            "cpd": year,
            "story": surveys.latest_story() if learner else "",
            "measures": pressing_measures(viewer) if viewer.is_any_of(ANSWERS_FOR_MEASURES) else [],
            "measures_first": measures_first,
            "figures": _figures(request) if viewer.is_any_of(SEES_FIGURES) else [],
        },
    )


@open_to("use the Academy")
def search(request: Request) -> HttpResponse:
    words = request.GET.get("q", "")
    return render(request, "home/search.html", {"query": words, "results": finding.search(request.viewer, words)})


@open_to("follow the thread")
def thread(request: Request, model: str, id: int) -> HttpResponse:
    """From any record to its causes and its effects."""
    record = get_object_or_404(visible(request.viewer, _model(model)), pk=id)
    is_reversed = request.GET.get("from") == "effect"
    shown = threads.thread_of(request.viewer, record, is_reversed=is_reversed)
    turned = request.path if is_reversed else f"{request.path}?from=effect"
    return render(
        request,
        "home/thread.html",
        {"record": record, "shown": shown, "is_reversed": is_reversed, "turned_url": turned},
    )


@open_to("follow the thread")
def thread_records(request: Request, model: str, id: int, other: str) -> HttpResponseBase:
    """The records of one kind that a thread passes, each with the way to it."""
    record = get_object_or_404(visible(request.viewer, _model(model)), pk=id)
    is_cause = request.GET.get("among") == "causes"
    rows = threads.records_on_thread(request.viewer, record, _model(other), is_cause=is_cause)
    if rows is None:
        raise Http404
    address_of = threads.addresses_of(request.viewer, rows)
    name = str(rows.model._meta.verbose_name_plural)
    columns = [Column("name", "What", value=str, link=address_of, is_row_header=True)]
    if threads.dated_by(rows.model):
        columns.append(Column("when", "When", value=threads.when_of))
    table = Table(f"{capfirst(name)} on the thread of {record}", columns, rows)
    if file := tables.download(request, table):
        return file
    shown = {"record": record, "model": model, "name": name, "table": tables.show(request, table)}
    return render(request, "home/thread_records.html", shown)


@open_to("follow the thread")
def what_we_did(request: Request) -> HttpResponse:
    """Everything we hold about something, on one page, from what was found to what came of it."""
    about = request.GET.get("q", "").strip()[:100]
    return render(request, "home/what_we_did.html", {"story": story_of(request.viewer, about)})


@open_to("set up the Academy")
def first_steps(request: Request) -> HttpResponse:
    steps = setting_up.first_steps(request.viewer)
    return render(request, "home/first_steps.html", {"steps": steps, "done": sum(step.found.is_done for step in steps)})


@open_to_everyone
def help(request: Request) -> HttpResponse:
    return render(request, "home/help.html")


@open_to_everyone
def accessibility(request: Request) -> HttpResponse:
    return render(request, "home/accessibility.html")


@open_to_everyone
def privacy(request: Request) -> HttpResponse:
    return render(request, "home/privacy.html")


@open_to_everyone
def worried(request: Request) -> HttpResponse:
    return render(request, "home/worried.html")


@open_to_everyone
def form_too_old(request: Request, reason: str = "") -> HttpResponse:
    """A form sent from a page left open too long, or from elsewhere. Nothing was saved."""
    return render(request, "home/form_too_old.html", status=403)


def greeting(now: datetime) -> str:
    hour = timezone.localtime(now).hour
    return "Good morning" if hour < 12 else "Good afternoon" if hour < 18 else "Good evening"


def _with_main(things: Sequence[Thing]) -> list[Thing]:
    """One filled button on a page: the first thing's."""
    return [Thing(**{**thing.__dict__, "is_main": number == 0}) for number, thing in enumerate(things)]


def _figures(request: Request) -> list[Figure]:
    return [applied_after_three_months(request.viewer), stayed_two_years_beyond(on=request.viewer.on)]


def _model(label: str) -> type[Model]:
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError) as fault:
        raise Http404 from fault
    if not hasattr(model, "scope_path"):
        raise Http404
    return model
