"""The session of the booking rush: made, emptied between rounds, and counted. `python -m bench.rush make|empty|count`."""

import sys
from datetime import timedelta

import django

django.setup()

from academy.booking.models import Booking, Session  # noqa: E402
from academy.booking.rules import TAKES_A_PLACE  # noqa: E402
from academy.catalogue.models import Item  # noqa: E402
from academy.core import clock  # noqa: E402

VENUE = "The rush"


def make(places: int = 100) -> int:
    starts_at = clock.now() + timedelta(days=200)
    item = Item.objects.filter(is_published=True).order_by("pk").first()
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
    return Booking.objects.filter(session__venue=VENUE, status__in=TAKES_A_PLACE).count()


if __name__ == "__main__":
    print({"make": make, "empty": empty, "count": count}[sys.argv[1]]())
