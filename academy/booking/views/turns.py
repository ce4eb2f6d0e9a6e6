"""Turns and offers: taking a place that came free, moving to another date, and how a list was served."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from academy.booking import actions, queries, shown
from academy.booking.forms import InterestForm, MoveForm
from academy.booking.models import Booking
from academy.catalogue.models import Item
from academy.core import clock, links
from academy.core.exports import Column, Table
from academy.core.refusals import Refused
from academy.people import queries as people
from academy.people.scope import Request, open_to, open_to_everyone, visible
from academy.ui import tables
from academy.ui.forms import Form


@open_to_everyone
@never_cache
def take_place(request: Request, token: str) -> HttpResponse:
    """The link in an offer: whoever holds it may take this one place. Opening it changes nothing."""
    found = _by_token(token)
    form = Form(request.POST or None)
    if request.method == "POST":
        with form.showing_refusals():
            actions.take_offer(found, by=queries.account_of(found.person))
            return redirect("take-place", token)
    context = {"booking": found, "session": found.session, "form": form, "is_over": _is_over(found)}
    return render(request, "booking/take_place.html", context)


@open_to("change bookings")
@require_POST
def take_offer(request: Request, id: int) -> HttpResponse:
    return _done(request, id, actions.take_offer)


@open_to("change bookings")
@require_POST
def ask_again(request: Request, id: int) -> HttpResponse:
    """They still want a place, though one passed on."""
    return _done(request, id, actions.ask_again)


@open_to("change bookings")
def move(request: Request, id: int) -> HttpResponse:
    """Another date of the same thing, as one act."""
    viewer = request.viewer
    found = get_object_or_404(queries.bookings(viewer), pk=id)
    others = queries.other_dates(viewer, found.session, most=12)
    dates = shown.dates_to_choose(others, queries.places_of(others), posts=queries.posts(found.person))
    form = MoveForm(request.POST or None, dates=dates)
    if form.is_valid():
        to = next(one for one in others if one.pk == form.cleaned_data["to"])
        with form.showing_refusals():
            return redirect(actions.move_booking(found, to, by=viewer.account))
    if not found.is_to_come:
        return redirect(found)
    context = {"booking": found, "session": found.session, "form": form, "has_dates": bool(dates)}
    return render(request, "booking/move.html", context | {"is_own": found.person == viewer.person})


@open_to("run sessions")
def waiting_list(request: Request, id: int) -> HttpResponseBase:
    """The order in words, who waits, and every place given, offered or passed on."""
    viewer = request.viewer
    session = queries.session(viewer, id)
    if session is None:
        raise Http404
    table = decisions_table(queries.decisions(viewer, session))
    if file := tables.download(request, table):
        return file
    waiting = {booking.pk: booking for booking in queries.waiting_list(session)}
    order = [waiting[turn.booking_id] for turn in queries.waiting(session) if turn.booking_id in waiting]
    context = {
        "session": session,
        "waiting": order,
        "terms": queries.terms_of(session),
        "table": tables.show(request, table),
    }
    return render(request, "booking/waiting_list.html", context)


@open_to("book places")
def interest(request: Request, id: int) -> HttpResponse:
    """Say that one would come, and are told of the next date; or want it no more."""
    viewer = request.viewer
    item = get_object_or_404(visible(viewer, Item), pk=id)
    if viewer.person is None:
        raise Http404
    held = queries.interest_of(viewer.person, item)
    form = InterestForm(request.POST or None, viewer=viewer, initial={"because": request.GET.get("because", "")})
    if form.is_valid():
        with form.showing_refusals():
            if held:
                actions.withdraw_interest(held, by=viewer.account)
            else:
                cause = form.cleaned_data["because"]
                actions.register_interest(item, viewer.person, by=viewer.account, cause=cause)
            return redirect("interest", item.pk)
    context = {"item": item, "form": form, "held": held, "others": queries.number_interested(item) - bool(held)}
    return render(request, "booking/interest.html", context)


@open_to("run sessions")
def wanted(request: Request) -> HttpResponse:
    """What people want and has no date, the most wanted first."""
    return render(request, "booking/wanted.html", {"wanted": queries.wanted(request.viewer)})


def decisions_table(found: object) -> Table:
    return Table(
        caption="How places went",
        columns=[
            Column("booking.person.name", "Who", link="booking.get_absolute_url", is_row_header=True),
            Column("at", "When", order_by="pk"),
            Column("get_turned_display", "What", order_by="turned"),
            Column("position", "Turn", kind=int),
            Column("because", "Why"),
        ],
        rows=found,  # type: ignore[arg-type]
    )


def _done(request: Request, id: int, act: object) -> HttpResponse:
    found = get_object_or_404(queries.bookings(request.viewer), pk=id)
    try:
        act(found, by=request.viewer.account)  # type: ignore[operator]
    except Refused as refused:
        context = {"booking": found, "session": found.session, "words": refused.words}
        return render(request, "booking/turn_refused.html", context)
    return redirect(found)


def _by_token(token: str) -> Booking:
    number = links.number_in(actions.TAKE, token)
    if number is None:
        raise Http404
    found = get_object_or_404(Booking.objects.select_related("session__item", "person"), pk=number)
    if people.is_shut_out(found.person):
        raise Http404
    return found


def _is_over(booking: Booking) -> bool:
    return booking.kept_until is None or booking.kept_until <= clock.now()
