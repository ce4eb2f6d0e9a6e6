"""The second step of signing in: who must have one, and what is refused."""

from collections.abc import Iterable
from datetime import timedelta

from academy.core.refusals import Refused

PROOF_LASTS = timedelta(minutes=5)  # what changes how somebody signs in asks for proof not older than this
PASSKEYS_AT_MOST = 10

# by a part of what browsers say about themselves; the first that fits, because most say they are Mozilla and Safari
BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "a Mac"),
    ("CrOS", "a Chromebook"),
    ("Linux", "Linux"),
)


class WrongCode(Refused):
    """Not the code, or no longer."""


class AlreadyOn(Refused):
    """One authenticator app for each account."""


class NotOn(Refused):
    """Nothing is there to be switched off or made anew."""


class StillNeeded(Refused):
    """The last second factor of somebody whose role must have one."""


class TooMany(Refused):
    """More than anybody uses."""


class NotThePassword(Refused):
    """Whoever changes a password knows the one before."""


def must_have_second_factor(roles: Iterable[str], *, asked_of: Iterable[str]) -> bool:
    return not frozenset(asked_of).isdisjoint(roles)


def browser_words(says: str) -> str:
    """ "Chrome on Windows", from what a browser says about itself."""
    browser = next((name for part, name in BROWSERS if part in says), "")
    system = next((name for part, name in SYSTEMS if part in says), "")
    return f"{browser or 'A browser'} on {system}" if system else browser or "A browser"
