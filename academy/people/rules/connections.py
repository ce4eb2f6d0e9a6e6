"""Which systems may come in by a key, what a key opens, and what they are told of by a webhook."""

import ipaddress
import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import TextChoices

from academy.core.clock import months_after
from academy.core.refusals import Refused

KEY_BEGINS = "cwa_"
LONGEST_MONTHS = 12
WRITTEN_AGAIN_AFTER = timedelta(hours=1)
REFUSED_KEY = "This key is not known, has run out or was withdrawn."


class Scope(TextChoices):
    """What a key opens. Whom it reaches is the organisation's branch, whatever the scopes."""

    READ_PEOPLE = "people:read", "Read people and their posts"
    WRITE_PEOPLE = "people:write", "Add and correct people, start and end posts"
    READ_ORGANISATIONS = "organisations:read", "Read organisations and teams"
    WRITE_ORGANISATIONS = "organisations:write", "Add and rename organisations, add teams"
    READ_CATALOGUE = "catalogue:read", "Read what is on offer, and when"
    READ_BOOKINGS = "bookings:read", "Read bookings"
    READ_COMPLETIONS = "completions:read", "Read what people have completed"
    WRITE_IMPORTS = "imports:write", "Send staff lists to be checked and saved"
    SCIM = "scim", "Keep accounts in step with a directory (SCIM)"


# A training lead cannot do these on a page, so no key of theirs can: the Academy team gives them.
BY_THE_ACADEMY = frozenset({Scope.WRITE_ORGANISATIONS, Scope.SCIM})

OFFER = "see the offer"
ORGANISATIONS = "see organisations"
# What one may do (the lines of `access.csv`) and the scope that a key needs for it. What is not here no key opens.
OPENS: dict[str, Scope] = {
    "see people": Scope.READ_PEOPLE,
    "list people": Scope.READ_PEOPLE,
    "change people": Scope.WRITE_PEOPLE,
    ORGANISATIONS: Scope.READ_ORGANISATIONS,
    "change organisations": Scope.WRITE_ORGANISATIONS,
    "add organisations": Scope.WRITE_ORGANISATIONS,
    OFFER: Scope.READ_CATALOGUE,
    "see bookings": Scope.READ_BOOKINGS,
    "see records": Scope.READ_COMPLETIONS,
    "import files": Scope.WRITE_IMPORTS,
}


class KeyRefused(Refused):
    """The same words whatever is wrong with a key, so that trying keys tells nothing."""


class TooManyRequests(Refused):
    """Not now: ask again after so many seconds."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"That was too much for one minute. Ask again in {seconds} seconds")
        self.seconds = seconds


class NotScopes(Refused):
    """No scope, one that is not there, or one that is not theirs to give."""


class RunsTooLong(Refused):
    """A key that would never run out, or has run out before it is made."""


class NotANetwork(Refused):
    """Something that is no address of a machine or a network."""


class AlreadyWithdrawn(Refused):
    """What was withdrawn is not withdrawn again."""


def refuse_scopes(scopes: Iterable[str], *, by_the_academy: bool) -> list[str]:
    """In the order of the list, each once."""
    wanted = set(scopes)
    if not wanted or wanted - set(Scope.values):
        raise NotScopes("Choose at least one thing that the key opens", field="scopes")
    if not by_the_academy and wanted & BY_THE_ACADEMY:
        raise NotScopes("Ask the Academy team for a key that does this", field="scopes")
    return [scope for scope in Scope.values if scope in wanted]


def refuse_expiry(expires_on: date, *, today: date) -> None:
    if not today < expires_on <= months_after(today, LONGEST_MONTHS):
        raise RunsTooLong("Choose a last day after today and at most twelve months away", field="expires_on")


def networks(typed: str) -> list[str]:
    """192.0.2.7 or 192.0.2.0/24, with spaces or commas between."""
    found = []
    for word in typed.replace(",", " ").split():
        try:
            found.append(str(ipaddress.ip_network(word, strict=False)))
        except ValueError:
            raise NotANetwork(f"{word} is not an address. Write 192.0.2.7 or 192.0.2.0/24", field="addresses") from None
    return found


def is_from(address: str, allowed: Iterable[str]) -> bool:
    """Whether a caller's address is in one of the networks; no networks at all is anywhere."""
    allowed = list(allowed)
    if not allowed:
        return True
    try:
        caller = ipaddress.ip_address(address)
    except ValueError:
        return False
    caller = getattr(caller, "ipv4_mapped", None) or caller
    return any(caller in ipaddress.ip_network(network) for network in allowed)


def is_open(*, expires_on: date, revoked_at: datetime | None, today: date) -> bool:
    """`expires_on` is the last day."""
    return revoked_at is None and today <= expires_on


def finds(what: str, scopes: Iterable[str]) -> bool:
    """Whether a key comes across such rows at all: to write people is to find them, and all know their organisation."""
    if what == ORGANISATIONS:
        return True
    scope = OPENS.get(what)
    return scope is not None and any(_subject(held) == _subject(scope) for held in scopes)


def _subject(scope: str) -> str:
    return scope.partition(":")[0]


def is_repeat_key(key: str) -> bool:
    """What a caller may call a write: visible ASCII, as a header holds it."""
    return bool(re.fullmatch(r"[!-~]{1,200}", key))


def minute_of(now: datetime) -> datetime:
    return now.replace(second=0, microsecond=0)
