"""A booking once it is made: what happens next, the calendar, cover, and giving it back."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from academy.booking import actions, queries, rules, shown
from academy.booking.forms import CoverForm, ReasonForm
from academy.booking.models import Booking
from academy.catalogue.rules import hours_words
from academy.core import clock, links
from academy.people import queries as people
from academy.people.scope import Request, Viewer, open_to, open_to_everyone


@open_to("see bookings")
def booking(request: Request, id: int) -> HttpResponse:
    viewer = request.viewer
    found = _booking(viewer, id)
    session = found.session
    reminders = shown.reminders(session, after=viewer.on)
    context = {
        "booking": found,
        "session": session,
        "is_own": found.person == viewer.person,
        "sees_needs": found.person == viewer.person or viewer.sees_authority,
        "is_over": session.starts_at <= clock.now(),
        "is_late": rules.is_late(viewer.on, session.on),
        "price": queries.price_of(found) if found.is_to_come else None,
        "position": shown.ordinal(queries.position(found)) if found.is_waiting else "",
        "just_missed": "just-missed" in request.GET,
        **_turn(found),
        "manager": queries.posts(found.person, on=viewer.on).manager if found.is_to_come and found.cover else None,
        "hours": hours_words(session.item.hours),
        "remind_on": reminders[0] if reminders else None,
        "asked_on": clock.months_after(session.on, rules.ASKED_AFTER_MONTHS),
    }
    return render(request, "booking/booking.html", context)


@open_to("change bookings")
def cancel(request: Request, id: int) -> HttpResponse:
    viewer = request.viewer
    found = _booking(viewer, id)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.cancel_booking(found, by=viewer.account, reason=form.cleaned_data["reason"]))
    if not found.is_to_come:
        return redirect(found)
    return render(
        request, "booking/cancel.html", _cost(found) | {"form": form, "is_own": found.person == viewer.person}
    )


@open_to_everyone
@never_cache
def cannot_come(request: Request, token: str) -> HttpResponse:
    """The link in a reminder: whoever holds it may give back this one place. Opening it changes nothing."""
    number = links.number_in(actions.CANNOT_COME, token)
    if number is None:
        raise Http404
    found = get_object_or_404(Booking.objects.select_related("session__item", "person"), pk=number)
    if people.is_shut_out(found.person):
        raise Http404
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            actions.cancel_booking(found, by=queries.account_of(found.person), reason=form.cleaned_data["reason"])
            return redirect("cannot-come", token)
    return render(request, "booking/cannot_come.html", _cost(found) | {"form": form, "is_own": True})


@open_to("change bookings")
def answer_cover(request: Request, id: int) -> HttpResponse:
    viewer = request.viewer
    found = _booking(viewer, id)
    is_own = found.person == viewer.person
    form = CoverForm(request.POST or None, is_own=is_own, initial={"cover": found.cover, "needs": found.needs})
    if form.is_valid():
        typed = form.cleaned_data
        with form.showing_refusals():
            needs = typed["needs"] if "needs" in request.POST and "needs" in typed else None  # one tap says cover alone
            return redirect(actions.answer_cover(found, typed["cover"], by=viewer.account, needs=needs))  # type: ignore[arg-type]
    context = {"booking": found, "session": found.session, "form": form, "is_own": is_own}
    return render(request, "booking/cover.html", context)


@open_to("see bookings")
def calendar(request: Request, id: int) -> HttpResponse:
    found = _booking(request.viewer, id)
    if not found.has_place:
        raise Http404
    response = HttpResponse(actions.calendar_file(found), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.reference}.ics"'
    return response


def _turn(booking: Booking) -> dict[str, Any]:
    """Why they are not in yet: what came of their turn. Nothing is asked for somebody who had a place at once."""
    waited = booking.is_waiting or booking.is_kept or booking.placed_at != booking.booked_at
    if not (waited and booking.is_to_come):
        return {}
    return {
        "decisions": queries.decisions_about(booking),
        "given_since": queries.given_since(booking) if booking.is_waiting else 0,
        "approval": queries.approval_of(booking) if booking.approval else None,
        "order": shown.order_words(booking.session) or "Whoever has waited longest comes first.",
    }


def _booking(viewer: Viewer, id: int) -> Booking:
    found = queries.one_booking(viewer, id)
    if found is None:
        raise Http404
    return found


def _cost(booking: Booking) -> dict[str, Any]:
    """What cancelling now would cost, said before it is done."""
    session = booking.session
    price = queries.price_of(booking)
    return {
        "booking": booking,
        "session": session,
        "is_over": session.starts_at <= clock.now(),
        "would_pay": price.late.pounds if price and booking.has_place else 0,
        "reasons": rules.CHOICES_OF_REASON,
    }
