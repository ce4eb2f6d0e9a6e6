"""What is done for everybody at once, day by day."""

from collections.abc import Sequence
from datetime import date, timedelta

from academy.booking import queries, rules
from academy.booking.actions import telling
from academy.booking.models import Booking


def remind(bookings: Sequence[Booking], *, days: int, on: date) -> int:
    """Each of these has one reminder of a kind, however often this is called."""
    for booking in bookings:
        telling.reminded(booking, days=days, on=on)
    return len(bookings)


def erase_needs(*, on: date) -> int:
    """What somebody needs to eat or to get in is nobody's business a week after the day."""
    last_day = on - timedelta(days=rules.NEEDS_KEPT_FOR_DAYS)
    return queries.with_needs(ended_by=last_day).update(needs="")
