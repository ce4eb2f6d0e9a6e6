"""How often two people meet, and who may open what they wrote. A rule that says more of whom it is for holds first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices

from academy.core.refusals import Refused

EARLIEST = date(1990, 1, 1)
LONGEST_NOTE, LONGEST_POINT, MOST_POINTS = 8_000, 300, 3
OPEN_FOR = timedelta(hours=8)
A_WEEK = 7


class ConversationKind(TextChoices):
    SUPERVISION = "supervision", "Supervision"
    GROUP = "group", "Group supervision"
    SAFEGUARDING = "safeguarding", "Safeguarding supervision"
    APPRAISAL = "appraisal", "Appraisal"

    @property
    def counts_as_supervision(self) -> bool:
        return self is not ConversationKind.APPRAISAL


class SupervisionRefused(Refused):
    """A day to come, one long past, or the same conversation twice."""


class NotYours(Refused):
    """A conversation is written down by one of the two who had it."""


class OpeningRefused(Refused):
    """Two different people, a reason and one named conversation."""


@dataclass(frozen=True)
class Times:
    """How often, for whom, and in which weeks of a post. None means every one, and for ever."""

    every_days: int
    job_role_id: int | None = None
    organisation_path: str = ""
    from_week: int = 0
    until_week: int | None = None


def applies(times: Times, *, job_role_id: int, path: str, weeks: int) -> bool:
    if times.job_role_id not in (None, job_role_id) or not path.startswith(times.organisation_path):
        return False
    return times.from_week <= weeks and (times.until_week is None or weeks < times.until_week)


def nearest(rules: Iterable[Times], *, job_role_id: int, path: str, started_on: date, on: date) -> Times | None:
    """The one that says most of whom it is for: a job role before an organisation, a part before the whole."""
    weeks = (on - started_on).days // A_WEEK
    fitting = [times for times in rules if applies(times, job_role_id=job_role_id, path=path, weeks=weeks)]
    return max(fitting, key=_says, default=None)


def _says(times: Times) -> tuple[bool, int, bool, int]:
    return (
        times.job_role_id is not None,
        len(times.organisation_path),
        times.until_week is not None,
        -times.every_days,
    )


def due_on(last_on: date | None, *, started_on: date, every_days: int) -> date:
    """So many days after the last one; after the start for whoever has had none. The day itself is in time."""
    return max(last_on or started_on, started_on) + timedelta(days=every_days)


def check_day(held_on: date, *, today: date) -> None:
    if held_on > today:
        raise SupervisionRefused("That day is still to come. Record it when it has been.", field="held_on")
    if held_on < EARLIEST:
        raise SupervisionRefused("Enter a day from 1990 on.", field="held_on")
