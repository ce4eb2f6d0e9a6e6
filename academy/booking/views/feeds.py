"""One's own calendar: the address that a calendar program reads, and what it reads there."""

from hashlib import sha256

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from academy.booking import actions, queries
from academy.booking.models import CalendarAddress
from academy.people.scope import Request, open_to, open_to_everyone
from academy.ui.forms import Form


@open_to("keep one’s own account")
def my_calendar(request: Request) -> HttpResponse:
    """The address is shown to nobody else. A new one closes the old."""
    person = request.viewer.person
    if person is None:
        raise Http404
    form = Form(request.POST or None)
    if form.is_valid():
        if "close" in request.POST:
            actions.close_calendar_address(person, by=request.viewer.account)
        else:
            actions.make_calendar_address(person, by=request.viewer.account)
        return redirect("my-calendar")
    held = queries.calendar_address_of(person)
    return render(request, "booking/my_calendar.html", {"held": held, **(_addresses(held) if held else {})})


@open_to_everyone
def calendar_feed(request: Request, token: str) -> HttpResponse:
    """By its own key, until it is closed or its person leaves. Read again unchanged, it is not sent again."""
    held = queries.calendar_address_by(token, purpose=actions.CALENDAR)
    if held is None:
        raise Http404
    text = actions.calendar_feed(held)
    etag = quote_etag(sha256(text.encode()).hexdigest()[:32])
    changed_at = int(queries.feed_changed_at(held).timestamp())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["ETag"], response["Last-Modified"] = etag, http_date(changed_at)
    response["Content-Disposition"] = 'inline; filename="learning.ics"'
    response["Cache-Control"] = "private, max-age=300"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return get_conditional_response(request, etag=etag, last_modified=changed_at, response=response) or response


def _addresses(held: CalendarAddress) -> dict[str, str]:
    path = reverse("calendar-feed", args=[actions.calendar_token(held)])
    address = settings.ADDRESS + path
    return {"address": address, "webcal": f"webcal://{address.partition('://')[2]}"}
