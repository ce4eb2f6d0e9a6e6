"""A register sent as a file: looked at first, then saved, and taken back if it was the wrong one."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from academy.booking import actions, imports, queries
from academy.booking.forms import DayFilter, RegisterFileForm
from academy.booking.models import Session
from academy.core import clock
from academy.core import imports as machine
from academy.core.exports import Column, Table
from academy.core.imports import CHANGES, PACKED, Kind
from academy.core.models import ImportRun
from academy.core.refusals import Refused
from academy.people.scope import Request, open_to
from academy.ui import tables

Stage = ImportRun.Stage
NEEDS_IN_WORDS = "a booking reference, an e-mail address or a staff number, and whether they came or for how many hours"


@open_to("take registers")
def register_file(request: Request, id: int) -> HttpResponse:
    session = _session(request, id)
    days = queries.days_of(session)
    asked = DayFilter(request.GET)
    wanted = asked.cleaned_data.get("day") if asked.is_valid() else None
    day = queries.day_chosen(days, wanted, today=clock.today())
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = RegisterFileForm(*sent)
    if form.is_valid():
        with form.showing_refusals():
            run = _take_in(request, session, day.on.isoformat(), form.cleaned_data["file"])
            return redirect("register-run", session.pk, run.pk)
    runs = ImportRun.objects.filter(spec=imports.NAME, options__session=session.pk).defer("file")[:10]
    context = {"session": session, "day": day, "form": form, "columns": imports.COLUMNS, "runs": runs}
    return render(request, "booking/register_file.html", context)


@open_to("take registers")
def register_run(request: Request, id: int, run_id: int) -> HttpResponseBase:
    """The dry run, with what becomes of every row; saved, and undone, from the same page."""
    session = _session(request, id)
    run = ImportRun.objects.filter(spec=imports.NAME, options__session=session.pk, pk=run_id).first()
    if run is None:
        raise Http404
    refusal = ""
    if request.method == "POST":
        try:
            _act(request, session, run)
            return redirect("register-run", session.pk, run.pk)
        except Refused as refused:
            refusal = refused.words
    bad = _table(run, Kind.BAD, caption="Rows left out")
    if file := tables.download(request, bad):
        return file
    context = {
        "session": session,
        "run": run,
        "day": imports.day_of(run),
        "refusal": refusal,
        "needs": NEEDS_IN_WORDS,
        "bad": tables.show(request, bad) if run.counts.get(Kind.BAD) else None,
        "changed": tables.whole(_table(run, *CHANGES, caption="What changes")) if _changes(run) else None,
        "changes": _changes(run),
    }
    return render(request, "booking/register_run.html", context, status=409 if refusal else 200)


def _act(request: Request, session: Session, run: ImportRun) -> None:
    by = request.viewer.account
    if "save" in request.POST:
        machine.save(run, imports.SPEC, by=by)
    elif "undo" in request.POST and run.stage == Stage.SAVED:
        actions.undo_file(session, run, by=by)
    elif "cancel" in request.POST and run.stage == Stage.CHECKED:
        machine.cancel(run, by=by)


def _take_in(request: Request, session: Session, day: str, file: object) -> ImportRun:
    if file.size > PACKED:  # type: ignore[attr-defined]
        raise machine.Unreadable("The file is larger than 20 MB. A register is not.", field="file")
    content = file.read()  # type: ignore[attr-defined]
    by = request.viewer.account
    run = machine.start(imports.SPEC, content, file.name, by=by, session=session.pk, day=day)  # type: ignore[attr-defined]
    return machine.check(run, imports.SPEC)


def _table(run: ImportRun, *kinds: Kind, caption: str) -> Table:
    rows = run.changes.filter(change__in=kinds)
    why = Column("rules", "Why", value=machine.why_of) if Kind.BAD in kinds else Column("says", "Will say")
    after = (
        Column("advice", "What to do", value=machine.advice_of) if Kind.BAD in kinds else Column("follows", "Says now")
    )
    columns = [Column("number", "Row", kind=int), Column("name", "Who", is_row_header=True), why, after]
    return Table(caption=caption, columns=columns, rows=rows, total=run.rows and rows.count())


def _changes(run: ImportRun) -> int:
    return sum(run.counts.get(kind, 0) for kind in CHANGES)


def _session(request: Request, id: int) -> Session:
    found = queries.registers(request.viewer).filter(pk=id, starts_at__date__lte=timezone.localdate()).first()
    if found is None:
        raise Http404
    return found
