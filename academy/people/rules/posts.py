"""When somebody may hold a post, and until when."""

from collections.abc import Iterable
from datetime import date, timedelta

from academy.core.refusals import Refused

EARLIEST = date(1950, 1, 1)
AHEAD = timedelta(days=366)


class AlreadyInPost(Refused):
    """The same post twice at once."""


class EndsBeforeItStarts(Refused):
    """A last day before the first."""


class AlreadyEnded(Refused):
    """What has ended is not ended again: history stays as it was."""


class ManagesThemselves(Refused):
    """Nobody is their own line manager."""


class UnlikelyDate(Refused):
    """A date that is a slip of the finger: 3 March 2206."""


class NotPartOfWhole(Refused):
    """A share of full time below nothing or above the whole."""


class Unknown(Refused):
    """A team, a post or a colleague that is not there."""


def is_taken(held_until: Iterable[date | None], *, starts_on: date) -> bool:
    """A stay without an end, or with one on or after the new first day, is in the way. None is no end."""
    return any(ended_on is None or ended_on >= starts_on for ended_on in held_until)


def is_likely(day: date, *, today: date) -> bool:
    return EARLIEST <= day <= today + AHEAD


def day_before(day: date) -> date:
    return day - timedelta(days=1)
