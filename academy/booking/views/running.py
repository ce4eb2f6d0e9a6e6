"""For the Academy team: planning sessions, holding places, and the register."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from academy.booking import actions, queries
from academy.booking.forms import HoldForm, RegisterForm, SessionFilter, SessionForm
from academy.booking.models import Session
from academy.booking.rules import Status
from academy.core import clock
from academy.core.exports import Column, Table
from academy.core.exports import Status as Shown
from academy.people.scope import Request, open_to
from academy.ui import tables
from academy.ui.forms import Form


@open_to("run sessions")
def sessions(request: Request) -> HttpResponseBase:
    form = SessionFilter(request.GET)
    form.is_valid()
    found = queries.sessions_to_run(request.viewer, **_chosen(form))
    table = sessions_table(found)
    if file := tables.download(request, table):
        return file
    chosen = dict(SessionFilter.SHOWN).get(form.cleaned_data.get("show", ""), "To come")
    context = {
        "table": tables.show(request, table),
        "form": form,
        "showing": f"Showing: {chosen.lower()}",
        "cleared": reverse("sessions") if request.GET else "",
    }
    return render(request, "booking/sessions.html", context)


@open_to("run sessions")
def schedule_session(request: Request) -> HttpResponse:
    viewer = request.viewer
    form = SessionForm(request.POST or None, initial={"item": request.GET.get("item")})
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.schedule(**form.said, by=viewer.account))
    return render(request, "booking/schedule_session.html", {"form": form})


@open_to("run sessions")
def change_session(request: Request, id: int) -> HttpResponse:
    session = _session(request, id)
    form = SessionForm(request.POST or None, session=session)
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.change_session(session, **form.said, by=request.viewer.account))
    people = session.bookings.filter(status__in=[Status.BOOKED, Status.WAITING]).count()
    return render(request, "booking/change_session.html", {"form": form, "session": session, "people": people})


@open_to("run sessions")
def call_off(request: Request, id: int) -> HttpResponse:
    """Asked once more before everybody is told."""
    session = _session(request, id)
    form = Form(request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.cancel_session(session, by=request.viewer.account))
    people = session.bookings.filter(status__in=[Status.BOOKED, Status.WAITING]).count()
    return render(request, "booking/call_off.html", {"session": session, "form": form, "people": people})


@open_to("run sessions")
def hold_places(request: Request, id: int) -> HttpResponse:
    session = _session(request, id)
    form = HoldForm(request.POST or None, session=session)
    if form.is_valid():
        with form.showing_refusals():
            actions.hold_places(session, **form.cleaned_data, by=request.viewer.account)
            return redirect("hold-places", session.pk)
    held = session.held.select_related("organisation").filter(release_on__gt=clock.today())
    return render(request, "booking/hold_places.html", {"session": session, "form": form, "held": held})


@open_to("run sessions")
@require_POST
def release_places(request: Request, id: int, held_id: int) -> HttpResponse:
    held = _session(request, id).held.filter(pk=held_id).select_related("session", "organisation").first()
    if held:  # released twice is released
        actions.release_places(held, by=request.viewer.account)
    return redirect("hold-places", id)


@open_to("run sessions")
def register(request: Request, id: int) -> HttpResponse:
    """Big rows on a phone: one tap for whoever did not come, and one for everybody else."""
    session = _session(request, id)
    bookings = list(queries.register(session))
    form = RegisterForm(request.POST or None, bookings=bookings)
    if form.is_valid():
        with form.showing_refusals():
            marked = actions.mark_attendance(session, form.came, by=request.viewer.account)
            return redirect(f"{request.path}#person-{marked[0].pk}" if len(marked) == 1 else request.path)
    is_open = session.on <= clock.today() and not session.is_cancelled
    waiting = [] if is_open else list(queries.waiting_list(session))
    context = {"session": session, "form": form, "bookings": bookings, "is_open": is_open, "waiting": waiting}
    return render(request, "booking/register.html", context | _marked(bookings))


def sessions_table(found: Any) -> Table:
    return Table(
        caption="Sessions",
        columns=[
            Column("item.title", "Session", link="get_absolute_url", order_by="item__title", is_row_header=True),
            Column("starts_at", "When", order_by="starts_at"),
            Column("where", "Where", order_by="venue"),
            Column("taken", "Taken", kind=int, order_by="taken"),
            Column("places", "Places", kind=int, order_by="places"),
            Column("waiting", "Waiting", kind=int, order_by="waiting"),
            Column("state", "State", value=state),
        ],
        rows=found,
    )


def state(session: Any) -> Shown:
    """A session that `sessions_to_run` has counted."""
    if session.is_cancelled:
        return Shown("Called off")
    if session.starts_at <= clock.now():
        return Shown("Register not complete", "due") if session.unmarked else Shown("Done", "good")
    return Shown("Full", "due") if session.free < 1 else Shown("Open", "good")


def _session(request: Request, id: int) -> Session:
    return get_object_or_404(queries.sessions(request.viewer), pk=id)


def _chosen(form: SessionFilter) -> dict[str, Any]:
    typed = form.cleaned_data
    return {"search": typed.get("q", ""), "item": typed.get("item"), "show": typed.get("show") or "to-come"}


def _marked(bookings: list[Any]) -> dict[str, int]:
    return {
        "came": sum(booking.status == Status.ATTENDED for booking in bookings),
        "missed": sum(booking.status == Status.MISSED for booking in bookings),
        "unmarked": sum(booking.status == Status.BOOKED for booking in bookings),
    }
