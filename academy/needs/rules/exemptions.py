"""When somebody need not: for how long at most, and whose names it takes."""

from datetime import date, timedelta

from django.db.models import TextChoices

from academy.core.refusals import Refused

LONGEST_DAYS = 366


class ExemptionState(TextChoices):
    WAITING = "waiting", "Waits for names"
    COUNTS = "counts", "Counts"
    REFUSED = "refused", "Not agreed"
    TAKEN_BACK = "taken_back", "Taken back"


class Signer(TextChoices):
    """As what somebody puts their name to it."""

    LINE_MANAGER = "line_manager", "Line manager"
    TRAINING_LEAD = "training_lead", "Training lead"


class ExemptionRefused(Refused):
    pass


class NotAsked(ExemptionRefused):
    def __init__(self, title: str) -> None:
        super().__init__(f"“{title}” is not asked of them, so there is nothing to be exempt from.")


class AlreadyExempt(ExemptionRefused):
    pass


class NotTheirName(ExemptionRefused):
    """Their own, not asked for, or there already."""


def refuse_until(until_on: date, *, on: date) -> None:
    if until_on < on:
        raise ExemptionRefused("That day has passed. Give a day to come.", field="until_on")
    if until_on > on + timedelta(days=LONGEST_DAYS):
        raise ExemptionRefused("Give a day within a year. It can be asked for again then.", field="until_on")
