"""Checking oneself in: the screen on the wall, the address behind its square, and the tap."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from academy.booking import actions, queries, rules
from academy.booking.forms import CodeForm
from academy.booking.models import Mark, Session
from academy.core import clock
from academy.core.refusals import Refused
from academy.people.scope import Request, open_to, open_to_everyone, visible
from academy.ui.qr import qr

PASS, DONE = "check-in", "checked-in"  # what a browser carries from the wall to the tap


@open_to("take registers")
@never_cache
def wall(request: Request, id: int) -> HttpResponse:
    """For a screen that everybody in the room sees. It renews itself when the code does, without a script."""
    session = get_object_or_404(queries.registers(request.viewer), pk=id)
    on_it, now = actions.show_wall(session), clock.now()
    context: dict[str, Any] = {"session": session, "wall": on_it, "days": queries.days_of(session)}
    if on_it is None:
        return render(request, "booking/wall.html", context)
    step = rules.check_in.step(now)
    token = f"{session.pk}-{rules.check_in.link_code(on_it, step)}"
    address = settings.ADDRESS + reverse("check-in-link", args=[token])
    digits = rules.check_in.typed_code(on_it, step)
    context |= {
        "square": qr(address, says="A square to photograph: it opens the page where you check in", width=360),
        "digits": f"{digits[:3]} {digits[3:]}",
        "typed_at": settings.ADDRESS.partition("://")[2] + reverse("check-in"),
        "checked_in": queries.number_there(session, on_it.day.on),
    }
    response = render(request, "booking/wall.html", context)
    response["Refresh"] = str(rules.check_in.seconds_left(now))
    return response


@open_to_everyone
@never_cache
def check_in_link(request: Request, token: str) -> HttpResponse:
    """Opened in the room. The code counts now, so the browser has ten minutes to sign in and to tap."""
    now = clock.now()
    session = queries.session_on_wall(token, now=now)
    if session is None:
        return render(request, "booking/check_in_old.html")
    until = now + rules.check_in.PASS_LASTS
    request.session[PASS] = {"session": session.pk, "until": until.isoformat()}
    return redirect("check-in")


@open_to("check in")
@never_cache
def check_in(request: Request) -> HttpResponse:
    """One tap for whoever came by the square; six digits for whoever did not."""
    viewer = request.viewer
    if viewer.person is None:
        raise Http404
    session, refusal = _passed(request)
    form = CodeForm(request.POST if request.method == "POST" and session is None else None)
    try:
        if request.method == "POST" and session is not None:
            return _done(request, actions.check_in(session, viewer.person, by=viewer.account))
        if form.is_valid():
            with form.showing_refusals():
                code = form.cleaned_data["code"]
                return _done(request, actions.check_in_by_code(code, viewer.person, by=viewer.account))
    except Refused as refused:
        refusal = refused.words
    context = {"session": session, "form": form, "refusal": refusal, "mark": _mark(request)}
    return render(request, "booking/check_in.html", context)


def _passed(request: Request) -> tuple[Session | None, str]:
    """The session that this browser saw the code of, and what to say when that is too long ago."""
    held = request.session.get(PASS)
    if not held:
        return None, ""
    if clock.now() > datetime.fromisoformat(held["until"]):
        del request.session[PASS]
        return None, rules.check_in.took_too_long().words
    return queries.sessions(request.viewer).filter(pk=held["session"]).first(), ""


def _done(request: Request, mark: Mark) -> HttpResponse:
    request.session.pop(PASS, None)
    request.session[DONE] = mark.pk
    return redirect("check-in")


def _mark(request: Request) -> Mark | None:
    """What this browser has checked in today."""
    marks = visible(request.viewer, Mark).filter(pk=request.session.get(DONE) or 0)
    since = clock.now() - timedelta(hours=12)
    return marks.filter(received_at__gt=since).select_related("booking__session__item", "booking__person").first()
