"""The session of the booking rush. `python -m bench.rush make|empty|count|check`.

`check` is asked after a round: whoever came too late is on the waiting list, once, and nobody has a place who came
after somebody who waits.
"""

import json
import sys
from datetime import timedelta

import django

django.setup()

from django.db.models import Max, Min, QuerySet  # noqa: E402

from academy.booking.models import Booking, Session, Terms  # noqa: E402
from academy.booking.rules import TAKES_A_PLACE, Status  # noqa: E402
from academy.catalogue.models import Item  # noqa: E402
from academy.core import clock  # noqa: E402

VENUE = "The rush"


def make(places: int = 100) -> int:
    starts_at = clock.now() + timedelta(days=200)
    # one that nobody has another date of, since whoever has is asked why, and that has no terms
    dated = Session.objects.filter(starts_at__gt=clock.now()).exclude(venue=VENUE)
    free = Item.objects.filter(is_published=True).exclude(pk__in=dated.values("item"))
    item = free.exclude(pk__in=Terms.objects.filter(item__isnull=False).values("item")).order_by("pk").first()
    session, _ = Session.objects.get_or_create(
        venue=VENUE,
        defaults={"item": item, "starts_at": starts_at, "ends_at": starts_at + timedelta(hours=6), "places": places},
    )
    return session.pk


def empty() -> int:
    session = Session.objects.get(venue=VENUE)
    Booking.objects.filter(session=session).delete()
    return Session.objects.filter(pk=session.pk).update(taken=0)


def count() -> int:
    return _placed().count()


def check() -> str:
    """People lost or on the list twice, and people with a place who came after somebody who waits."""
    session = Session.objects.get(venue=VENUE)
    waiting = Booking.objects.filter(session=session, status=Status.WAITING)
    people = [*_placed().values_list("person", flat=True), *waiting.values_list("person", flat=True)]
    first = waiting.aggregate(at=Min("booked_at"))["at"]
    last = _placed().aggregate(at=Max("booked_at"))["at"]
    return json.dumps(
        {
            "placed": _placed().count(),
            "waiting": waiting.count(),
            "twice": len(people) - len(set(people)),
            "out_of_turn": _placed().filter(booked_at__gt=first).count() if first and last else 0,
            "counted_wrong": abs(session.taken - _placed().count()),
        }
    )


def _placed() -> QuerySet[Booking]:
    return Booking.objects.filter(session__venue=VENUE, status__in=TAKES_A_PLACE)


if __name__ == "__main__":
    print({"make": make, "empty": empty, "count": count, "check": check}[sys.argv[1]]())
