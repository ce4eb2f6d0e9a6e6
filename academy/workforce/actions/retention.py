"""Saying from which day the records miss nobody."""

from datetime import date

from django.db import transaction

from academy.core import clock, trail
from academy.people.models import Account
from academy.workforce.models import CompleteFrom
from academy.workforce.rules.retention import refuse_day


@transaction.atomic
def say_complete_from(on: date, *, why: str, by: Account | None) -> CompleteFrom:
    """From then on leavers are on record too. What was said before stays, and no longer counts."""
    refuse_day(on, today=clock.today())
    said = CompleteFrom.objects.create(on=on, why=why.strip(), said_at=clock.now(), said_by=by)
    trail.note(by, "said from when records are complete", said, on=on.isoformat())
    return said
