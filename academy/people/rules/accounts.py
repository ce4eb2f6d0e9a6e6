"""Who may sign in, how often they may try, and which roles end when."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from academy.core.refusals import Refused
from academy.people.rules.words import Role

FREE_TRIES = 10
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(days=1)

FOR_THE_WHOLE_AUTHORITY = frozenset({Role.ACADEMY, Role.AUDITOR, Role.DIRECTOR, Role.MEMBER, Role.INFORMATION})
OF_THE_PERSON = frozenset({Role.PRACTITIONER})  # the learning record is the person's own, wherever they work


class NotSignedIn(Refused):
    """The same words whatever was wrong, so that nobody learns who has an account."""


class TooManyTries(Refused):
    """Not now: ask again later."""


class HasAccount(Refused):
    """One person, one account."""


class NoAddress(Refused):
    """An account needs an e-mail address that is nobody else's."""


class AlreadyHeld(Refused):
    """The same role in the same organisation twice at once."""


class NotAWholeAuthority(Refused):
    """A role that reaches everyone is not given for a part."""


class LastOne(Refused):
    """Somebody must be able to give roles."""


def may_sign_in(*, is_active: bool, is_demonstration: bool, in_demonstration: bool) -> bool:
    """Passwords of demonstration accounts are printed, so outside a demonstration they open nothing."""
    return is_active and (in_demonstration or not is_demonstration)


def wait_after(tries: int) -> timedelta:
    """Ten mistakes are free. Each one more doubles the wait, from half a minute to a quarter of an hour."""
    if tries < FREE_TRIES:
        return timedelta(0)
    return min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(tries - FREE_TRIES, 10))


def wait_until(tries: int, last_at: datetime, *, now: datetime) -> datetime | None:
    """When the next try may be made; None for now. Two at the same moment may each have looked at the clock first."""
    wait = wait_after(tries)
    return last_at + wait if wait and last_at + wait > now else None


def is_given_there(role: str, *, is_top: bool) -> bool:
    return is_top or role not in FOR_THE_WHOLE_AUTHORITY


def outlives_post(role: str, *, granted_in: str, left: str, still_in: Iterable[str]) -> bool:
    """A role ends with the last post in its branch, and every role with the last post of all.

    Paths: where it was given, what was left, where they still work.
    """
    still_in = list(still_in)
    if role in OF_THE_PERSON or (still_in and not left.startswith(granted_in)):
        return True
    return any(path.startswith(granted_in) for path in still_in)
