"""For the Academy team: planning sessions, holding places, and the register."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from academy.booking import actions, queries
from academy.booking.forms import AgainForm, CallOffForm, DayForm, HoldForm, SessionFilter, SessionForm
from academy.booking.models import Session, SessionDay
from academy.booking.rules import Status
from academy.core import clock
from academy.core.exports import Column, Table
from academy.core.exports import Status as Shown
from academy.people.scope import Request, open_to, visible
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
    item = request.GET.get("item", "")
    form = SessionForm(request.POST or None, initial={"item": item})
    form.fields["trainers"].offer(int(item) if item.isdecimal() and len(item) < 10 else None)  # type: ignore[attr-defined]
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
    form = CallOffForm(request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            because = form.cleaned_data["because"]
            return redirect(actions.cancel_session(session, because=because, by=request.viewer.account))
    people = session.bookings.filter(status__in=[Status.BOOKED, Status.WAITING]).count()
    instead = queries.dates_instead(session)
    context = {"session": session, "form": form, "people": people, "instead": instead}
    return render(request, "booking/call_off.html", context)


@open_to("run sessions")
def session_again(request: Request, id: int) -> HttpResponse:
    """The same again on other dates, all at once."""
    session = _session(request, id)
    form = AgainForm(request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            made = actions.schedule_again(session, form.cleaned_data["dates"], by=request.viewer.account)
            return redirect(made[0] if len(made) == 1 else f"{reverse('sessions')}?item={session.item_id}")
    context = {"session": session, "form": form, "days": queries.session_days(session)}
    return render(request, "booking/session_again.html", context)


@open_to("run sessions")
def session_days(request: Request, id: int) -> HttpResponse:
    session = _session(request, id)
    days = queries.session_days(session)
    leading = queries.leading_each(days)
    rows = [{"day": day, "trainers": leading[day.pk], "is_to_come": day.starts_at > clock.now()} for day in days]
    return render(request, "booking/session_days.html", {"session": session, "rows": rows})


@open_to("run sessions")
def change_day(request: Request, id: int, number: int) -> HttpResponse:
    day = _day(request, id, number)
    form = DayForm(request.POST or None, day=day)
    if form.is_valid():
        with form.showing_refusals():
            actions.change_day(day, **form.said, by=request.viewer.account)
            return redirect("session-days", id)
    return render(request, "booking/change_day.html", {"session": day.session, "day": day, "form": form})


@open_to("run sessions")
def drop_day(request: Request, id: int, number: int) -> HttpResponse:
    day = _day(request, id, number)
    form = Form(request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            actions.drop_day(day, by=request.viewer.account)
            return redirect("session-days", id)
    people = day.session.bookings.filter(status__in=[Status.BOOKED, Status.WAITING]).count()
    context = {"session": day.session, "day": day, "form": form, "people": people}
    return render(request, "booking/drop_day.html", context)


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


def _day(request: Request, id: int, number: int) -> SessionDay:
    """By its number among the days of a session that the viewer may see."""
    session = _session(request, id)
    day = get_object_or_404(visible(request.viewer, SessionDay), session=session, number=number)
    day.session = session
    return day


def _chosen(form: SessionFilter) -> dict[str, Any]:
    typed = form.cleaned_data
    return {"search": typed.get("q", ""), "item": typed.get("item"), "show": typed.get("show") or "to-come"}
