"""Counting how long casework takes, and keeping the counts alone."""

import hmac
from datetime import date
from hashlib import sha256

from django.conf import settings
from django.db import transaction

from academy.audits import annex_a
from academy.audits.models import TimelinessFigure, TimelinessReading
from academy.audits.rules.clocks import clocks
from academy.audits.timeliness import Timeliness, kept, timeliness
from academy.core import clock, trail
from academy.core.refusals import Refused
from academy.people.models import Account


class NotThatDay(Refused):
    """Lists cannot say what is still to come."""


def read_lists(content: bytes, *, file_name: str, on: date, by: Account | None) -> TimelinessReading:
    """From the bytes of a workbook to counts. Its rows are let go when this ends, whatever comes of it."""
    if on > clock.today():
        raise NotThatDay("Choose today or a day before it.", field="on")
    found = timeliness(annex_a.read(content), on=on, clocks=clocks(settings.OWN_CLOCKS))
    return keep_timeliness(found, file_name=file_name, by=by)


@transaction.atomic
def keep_timeliness(found: Timeliness, *, file_name: str, by: Account | None) -> TimelinessReading:
    """Counts of one day take the place of those that were there for it."""
    values = {
        "taken_at": clock.now(),
        "taken_by": by,
        "file_mark": hmac.new(settings.CASE_SECRET.encode(), file_name.encode(), sha256).hexdigest(),
        "rows": kept.rows(found),
        "notes": [*found.unreadable, *found.warnings],
        "agencies": kept.agencies(found),
    }
    reading, is_new = TimelinessReading.objects.update_or_create(on=found.on, defaults=values)
    reading.figures.all().delete()
    TimelinessFigure.objects.bulk_create(
        TimelinessFigure(
            reading=reading,
            code=figure.code,
            numerator=figure.numerator,
            denominator=figure.denominator,
            value=figure.value,
            is_hidden=figure.is_hidden,
            reason=figure.reason[:200],
        )
        for figure in kept.figures(found)
    )
    trail.note(by, "counted" if is_new else "counted again", reading, rows=values["rows"])
    return reading
