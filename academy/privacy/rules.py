"""Reasons, periods and refusals: how long what is kept, why somebody may look, and when nobody is erased."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import TextChoices
from django.utils.crypto import salted_hmac

from academy.core.clock import months_after
from academy.core.refusals import Refused

LOOK_LASTS = timedelta(hours=8)
FILE_LASTS = timedelta(hours=24)
READ_AT_ONCE = 5_000  # entries of the trail; more are read by a worker


class Look(TextChoices):
    """The person looked at reads which of these it was, never the note beside it."""

    ASKED = "asked", "They asked what is kept about them"
    CONCERN = "concern", "A complaint or a concern"
    REQUIRED = "required", "A court or a regulator asks"
    CHECK = "check", "A check that the Academy is used properly"


class Why(TextChoices):
    DUE = "due", "Its time was over"
    ASKED = "asked", "They asked, or the law does"
    AGAIN = "again", "Erased before, and brought back by an old copy"


class Kept(TextChoices):
    """Classes of record, each with a period."""

    PEOPLE = "people", "People who have left"
    IDENTIFIERS = "identifiers", "Staff numbers and other numbers by which somebody is known"
    ACCOUNTS = "accounts", "Accounts, with all that opens them"
    CERTIFICATES = "certificates", "Certificates"
    REFLECTIONS = "reflections", "What people wrote about their learning, for themselves"
    ASSESSMENTS = "assessments", "What people said they can do"
    CONVERSATIONS = "conversations", "What two people wrote in supervision"
    EVIDENCE = "evidence", "Certificates from elsewhere"
    STORIES = "stories", "What people wrote about using their learning"
    NEEDS = "needs", "Access and dietary needs of a booking"
    NOTICES = "notices", "Messages that were sent"
    IMPORTS = "imports", "Rows of files that came in"
    SESSIONS = "sessions", "Web sessions that have run out"
    TRIES = "tries", "Sign-ins that failed"
    FILES = "files", "Files of all that is kept about somebody"
    GAPS = "gaps", "Gaps as counted for pages"


@dataclass(frozen=True)
class Period:
    """How long a class of record is kept, from what moment, and why that long."""

    kind: Kept
    months: int = 0
    days: int = 0
    since: str = ""
    why: str = ""

    @property
    def words(self) -> str:
        if self.months:
            years, rest = divmod(self.months, 12)
            return _counted(years, "year") if not rest else _counted(self.months, "month")
        return _counted(self.days, "day")

    def last(self, today: date) -> date:
        """What began to count before this day has had its time."""
        return months_after(today, -self.months) if self.months else today - timedelta(days=self.days)


PERIODS = {
    period.kind: period
    for period in (
        Period(Kept.PEOPLE, months=72, since="the last day of the last post", why="A claim may come within six years"),
        Period(Kept.STORIES, months=24, since="the answer", why="The next year’s plan still draws on it"),
        Period(Kept.NEEDS, days=7, since="the session", why="It was for that day only"),
        Period(Kept.NOTICES, days=90, since="it was sent", why="To answer what was said to whom, and when"),
        Period(Kept.IMPORTS, months=12, since="the file came in", why="To undo, and to explain what it changed"),
        Period(Kept.SESSIONS, days=1, since="it ran out", why="Nothing can be done with it"),
        Period(Kept.TRIES, days=1, since="the last try", why="To slow whoever guesses passwords"),
        Period(Kept.FILES, days=1, since="it was made", why="Long enough to fetch it"),
    )
}


class StillInPost(Refused):
    """Whoever works here is kept: their employer and the law need the record."""


class StillNeeded(Refused):
    """The account keeps the Academy open, or the person was erased already."""


class NobodyFound(Refused):
    """The name, address or number is nobody's."""


class NotReady(Refused):
    """The file is not made yet, or its day is over."""


def is_open(until: datetime, *, now: datetime) -> bool:
    return now < until


def erase_keys(number: int, *known_by: str | None) -> list[str]:
    """What is written down of somebody erased: enough to know them again, too little to know who they were."""
    said = [f"person:{number}", *(f"known:{word.strip().casefold()}" for word in known_by if word)]
    return [salted_hmac("academy.erased", word, algorithm="sha256").hexdigest() for word in said]


def is_same(kept: Sequence[str], now: Sequence[str]) -> bool:
    """The number alone may have been given to somebody new since: something they were known by must be there, too."""
    return kept[:1] == now[:1] and bool({*kept[1:]} & {*now[1:]})


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
