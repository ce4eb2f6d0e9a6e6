"""Events: for whoever is signed in, those meant for them; for the public, those shown to everybody, and how to ask."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from academy.booking import queries
from academy.booking.models import Session
from academy.catalogue import queries as catalogue
from academy.catalogue.models import Item, Talk
from academy.catalogue.rules.library import ShownTo
from academy.core import clock
from academy.people.scope import Request, open_to_everyone

DATES_EACH = 3
WORDS = {ShownTo.EVERYONE: "In the Academy", ShownTo.KINDS: "Some agencies", ShownTo.OWN: "Our own people"}


@open_to_everyone
def events(request: Request) -> HttpResponse:
    """Nobody books here: a member of the public reads how to ask, and everybody else goes on to the event's page."""
    viewer = request.viewer
    is_known = viewer.account is not None and viewer.may("see the offer")
    items = list(catalogue.events(viewer) if is_known else catalogue.public_events())
    dates = queries.next_sessions([item.pk for item in items], on=clock.today(), each=DATES_EACH)
    speakers = catalogue.speakers(items, on=clock.today())
    rows = [_row(item, dates.get(item.pk, []), speakers[item.pk]) for item in items]
    planned = sorted((row for row in rows if row["dates"]), key=lambda row: row["dates"][0].starts_at)
    context = {
        "rows": planned,
        "others": [row for row in rows if not row["dates"]] if is_known else [],
        "is_known": is_known,
        "keeps": is_known and viewer.may("keep experts"),
        "sees_experts": is_known and viewer.may("see experts"),
    }
    return render(request, "booking/events.html", context)


def _row(item: Item, dates: list[Session], talks: list[Talk]) -> dict[str, Any]:
    public = getattr(item, "public_event", None)
    is_public = public is not None and item.shown_to == ShownTo.EVERYONE
    circle = "Public" if is_public else WORDS[ShownTo(item.shown_to)]
    return {"item": item, "dates": dates, "talks": talks, "circle": circle, "public": public}
