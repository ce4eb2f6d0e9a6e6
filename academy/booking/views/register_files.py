"""A register sent as a file: looked at first, then saved, and taken back if it was the wrong one."""

from functools import partial

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from academy.booking import actions, imports, queries
from academy.booking.forms import DayFilter, RegisterFileForm
from academy.booking.models import Session
from academy.core import clock
from academy.core.exports import Column
from academy.people.scope import Request, open_to
from academy.ui.incoming import IncomingFile

FILE = IncomingFile(
    imports.SPEC, called="A register", row="Who", columns=[Column("says", "Will say"), Column("follows", "Says now")]
)
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
            file, by = form.cleaned_data["file"], request.viewer.account
            run = FILE.take_in(file, by=by, session=session.pk, day=day.on.isoformat())
            return redirect("register-run", session.pk, run.pk)
    runs = FILE.runs(session=session.pk)[:10]
    context = {"session": session, "day": day, "form": form, "columns": imports.COLUMNS, "runs": runs}
    return render(request, "booking/register_file.html", context)


@open_to("take registers")
def register_run(request: Request, id: int, run_id: int) -> HttpResponseBase:
    session = _session(request, id)
    run = get_object_or_404(FILE.runs(session=session.pk), pk=run_id)
    return FILE.page(
        request,
        run,
        "booking/register_run.html",
        by=request.viewer.account,
        undo=partial(actions.undo_file, session),
        session=session,
        day=imports.day_of(run),
        needs=NEEDS_IN_WORDS,
    )


def _session(request: Request, id: int) -> Session:
    found = queries.registers(request.viewer).filter(pk=id, starts_at__date__lte=timezone.localdate()).first()
    if found is None:
        raise Http404
    return found
