"""How a stay came to its end, and the ways in and out in the words of the page."""

from datetime import date

from django.db.models import IntegerChoices

from academy.core.refusals import Refused
from academy.people.rules import Destination, Origin, Reason

EARLIEST = date(1990, 1, 1)
MILESTONES = (12, 24, 36)  # months of service
STRETCHES = (0, 6, 12, 18, 24, 30, 36, 48)  # months, between which leaving is counted
EVERYBODY, NEWLY = "everybody", str(int(Origin.NEWLY_QUALIFIED))
ROUTES = {
    Origin.NEWLY_QUALIFIED: "Newly qualified",
    Origin.OTHER_ENGLISH_AUTHORITY: "From another English authority",
    Origin.OUTSIDE_ENGLAND: "From outside England",
    Origin.AGENCY: "From an agency",
    Origin.OTHER_SOCIAL_WORK: "From other social work",
    Origin.OTHER_SOCIAL_CARE: "From other social care",
    Origin.NOT_SOCIAL_CARE: "From elsewhere, or after a break",
}
NOT_SAID = "Not recorded"


class WayOut(IntegerChoices):
    """Each closes the others: whoever has gone to an agency cannot retire from here."""

    LEFT = 1, "Left the council"
    AGENCY = 2, "Went to agency work"
    MOVED = 3, "Moved to other work in the council"
    RETIRED = 4, "Retired, or died"


class NotThatDay(Refused):
    """A day to come, or one before there were such records."""


def way_out(*, reason: int | None, destination: int | None, is_agency_next: bool, is_here_next: bool) -> WayOut:
    """What the records show comes before what was said: somebody who is here again as an agency worker went to one."""
    if is_agency_next or (destination == Destination.AGENCY and not is_here_next):
        return WayOut.AGENCY
    if is_here_next or reason == Reason.MOVED_INSIDE:
        return WayOut.MOVED
    if reason in (Reason.RETIRED, Reason.DIED):
        return WayOut.RETIRED
    return WayOut.LEFT


def route_words(origin: int | None) -> str:
    return ROUTES.get(Origin(origin), NOT_SAID) if origin else NOT_SAID


def refuse_day(on: date, *, today: date) -> None:
    if on > today:
        raise NotThatDay("Records cannot be complete from a day still to come.", field="on")
    if on < EARLIEST:
        raise NotThatDay("Enter a day from 1990 on.", field="on")
