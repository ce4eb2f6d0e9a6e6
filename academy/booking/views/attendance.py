"""The register on a phone: the page, one person's part of a day, walk-ins, closing, and what is enough."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from academy.booking import actions, queries, rules
from academy.booking import shown_register as shown
from academy.booking.forms import DayFilter, PersonMarkForm, RegisterForm, ShareForm, WalkInForm
from academy.booking.models import Mark, Session
from academy.booking.rules import Day, Presence
from academy.catalogue.models import Item
from academy.core import clock
from academy.core.refusals import Refused
from academy.people.models import Person
from academy.people.rules import Reach
from academy.people.scope import Request, open_to, visible


@open_to("take registers")
def register(request: Request, id: int) -> HttpResponse:
    """Big rows on a phone: one tap for whoever did not come, and one for everybody else."""
    session = _session(request, id)
    days, day = _days(request, session)
    rows = shown.rows(session, day)
    unmarked = [row.booking.pk for row in rows if row.presence is None]
    form = RegisterForm(request.POST or None, bookings=[row.booking for row in rows], unmarked=unmarked)
    if form.is_valid():
        with form.showing_refusals():
            _take(request, session, day, form.tapped)
            return redirect(_address(request, form.tapped))
    return render(request, "booking/register.html", _register(request, session, days, day, rows) | {"form": form})


def _take(request: Request, session: Session, day: Day, tapped: dict[int, Presence]) -> None:
    marks = [actions.NewMark(pk, day.on, presence) for pk, presence in tapped.items()]
    taken = actions.take_marks(session, marks, by=request.viewer.account)
    for one in taken:
        if one.outcome == actions.Came.REFUSED:
            raise rules.NotMarked(one.words)


def _register(request: Request, session: Session, days: list[Day], day: Day, rows: list[shown.Row]) -> dict[str, Any]:
    held = queries.register_of(session)
    has_begun = day.on <= clock.today() and not session.is_cancelled
    is_closed = held is not None and held.is_closed
    waiting = [] if has_begun else list(queries.waiting_list(session))
    return {
        "session": session,
        "days": days if len(days) > 1 else [],
        "day": day,
        "rows": rows,
        "held": held,
        "is_open": has_begun and not is_closed,
        "is_closed": is_closed,
        "is_today": queries.day_now(session, now=clock.now(), days=days) is not None and not is_closed,
        "waiting": waiting,
        "is_academy": Reach.AUTHORITY in request.viewer.reach("take registers"),
        "account": request.viewer.account,
        "least_share": queries.least_share(session),
        **shown.counted(rows),
    }


@open_to("take registers")
def register_person(request: Request, id: int, booking_id: int) -> HttpResponse:
    """Late, left early, or put right; with the log of every mark of this person."""
    session = _session(request, id)
    booking = get_object_or_404(queries.register(session), pk=booking_id)
    _, day = _days(request, session)
    held = queries.register_of(session)
    is_closed = held is not None and held.is_closed
    mark = queries.standing_marks([booking.pk])[booking.pk].get(day.on)
    typed = {"presence": mark.presence, "hours": _typed(mark, day)} if mark else {"presence": Presence.CAME}
    form = PersonMarkForm(request.POST or None, day=day, is_closed=is_closed, initial=typed)
    if form.is_valid():
        with form.showing_refusals():
            said = form.cleaned_data
            new = actions.NewMark(
                booking.pk, day.on, Presence(said["presence"]), hours=said["hours"], reason=said.get("reason", "")
            )
            [taken] = actions.take_marks(session, [new], by=request.viewer.account)
            if taken.outcome == actions.Came.REFUSED:
                raise rules.NotMarked(taken.words)
            return redirect(f"{reverse('register', args=[session.pk])}?day={day.on}#person-{booking.pk}")
    context = {"session": session, "booking": booking, "day": day, "form": form, "log": queries.log_of(booking)}
    return render(request, "booking/register_person.html", context | {"is_closed": is_closed})


@open_to("take registers")
@require_POST
def close_register(request: Request, id: int) -> HttpResponse:
    session = _session(request, id)
    try:
        actions.close_register(session, by=request.viewer.account)
    except Refused as refused:
        days, day = _days(request, session)
        rows = shown.rows(session, day)
        form = RegisterForm(None, bookings=[], unmarked=[])
        context = _register(request, session, days, day, rows) | {"form": form, "refused": refused.words}
        return render(request, "booking/register.html", context, status=409)
    return redirect("register", id)


@open_to("take registers")
def walk_in(request: Request, id: int) -> HttpResponse:
    """Somebody is here without a booking. Found first, then added with one tap."""
    session = _session(request, id)
    form = WalkInForm(request.POST or None, viewer=request.viewer)
    found: list[Person] = []
    if form.is_valid():
        found = form.found
        chosen = _chosen(request, found)
        if chosen is not None:
            with form.showing_refusals():
                booking = actions.add_walk_in(session, chosen, by=request.viewer.account)
                return redirect(f"{reverse('register', args=[session.pk])}#person-{booking.pk}")
        if not found:
            form.add_error("who", "We know nobody by that. Ask them for their work e-mail address or staff number")
    context = {"session": session, "form": form, "found": found}
    return render(request, "booking/walk_in.html", context)


@open_to("run sessions")
def attendance_rule(request: Request, id: int) -> HttpResponse:
    """How much of an item is enough. It holds for marks from now on."""
    item = get_object_or_404(visible(request.viewer, Item), pk=id)
    form = ShareForm(request.POST or None, initial={"least_share": queries.least_share_of(item)})
    if form.is_valid():
        with form.showing_refusals():
            actions.set_least_share(item, form.cleaned_data["least_share"], by=request.viewer.account)
            return redirect(item)
    return render(request, "booking/attendance_rule.html", {"item": item, "form": form})


def _days(request: Request, session: Session) -> tuple[list[Day], Day]:
    form = DayFilter(request.GET)
    wanted = form.cleaned_data.get("day") if form.is_valid() else None
    days = queries.days_of(session)
    return days, queries.day_chosen(days, wanted, today=clock.today())


def _address(request: Request, tapped: dict[int, Presence]) -> str:
    """Back to the same row, so that a thumb finds the next one."""
    return f"{request.get_full_path()}{f'#person-{next(iter(tapped))}' if len(tapped) == 1 else ''}"


def _typed(mark: Mark, day: Day) -> str:
    return "" if mark.hours in (day.hours, 0) else f"{mark.hours:.2f}"


def _chosen(request: Request, found: list[Person]) -> Person | None:
    """Who was tapped, of those who were found."""
    wanted = request.POST.get("person", "")
    return next((person for person in found if str(person.pk) == wanted), None)


def _session(request: Request, id: int) -> Session:
    found = queries.registers(request.viewer).filter(pk=id).first()
    if found is None:
        raise Http404
    return found
