"""What time it is, and dates counted as people count them."""

from calendar import monthrange
from datetime import date, datetime, timedelta

from django.utils import timezone


def now() -> datetime:
    return timezone.now()


def today() -> date:
    """The date where the authority is, not in UTC."""
    return timezone.localdate()


def months_after(start: date, months: int) -> date:
    """31 January and one month is 28 or 29 February: a date never runs into the month after."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def first_day_lasting_past(on: date, *, months: int) -> date:
    """The earliest day from which `months` months reach `on` or later: what was done before it has run out."""
    day = months_after(on, -months)
    while months_after(day, months) >= on:
        day -= timedelta(days=1)
    return day + timedelta(days=1)
