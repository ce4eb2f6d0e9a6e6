"""What an organisation's own directory announces over SCIM, and how far it is believed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from unicodedata import normalize
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from academy.core.refusals import Refused
from academy.people.rules.words import Role

# What reaches beyond the organisation is given here, by the Academy team, to one person at a time.
GIVEN_BY_GROUPS = frozenset({Role.MANAGER.value, Role.TRAINING_LEAD.value})
LONGEST = 254


class AlreadyAnnounced(Refused):
    """The directory has announced somebody or something of that name already."""


class TooLong(Refused):
    """More letters than can be kept."""


class NoSuchMember(Refused):
    """A group with somebody in it whom this directory never announced."""


class NotByGroups(Refused):
    """A role that is too much to come from a list kept elsewhere."""


@dataclass(frozen=True)
class Announcement:
    """One user as the directory says they are now. Empty is not said."""

    user_name: str
    external_id: str = ""
    given_name: str = ""
    family_name: str = ""
    display_name: str = ""
    emails: tuple[tuple[str, str], ...] = ()  # type and address, the main one first
    is_active: bool | None = None
    title: str = ""
    department: str = ""
    staff_number: str = ""
    manager: UUID | None = None
    document: dict[str, Any] = field(default_factory=dict)  # all of it, to be shown again as it was sent


@dataclass(frozen=True)
class GroupAnnouncement:
    name: str
    external_id: str = ""
    members: dict[UUID, str] = field(default_factory=dict)  # each with how the directory displays them


def compared(words: str) -> str:
    """As user names and identifiers are compared: whatever the capitals, and however accents are put together."""
    return normalize("NFC", normalize("NFC", words).lower())


def address_of(said: Announcement) -> str | None:
    """The main address, else the first that is one; a user name is often one too."""
    return next((address for address in _addresses(said) if _is_address(address)), None)


def name_of(said: Announcement) -> tuple[str, str]:
    """Given and family name, taken from what is displayed, or else the user name, where they were not sent apart."""
    given, family = said.given_name, said.family_name
    if not given and not family:
        given, _, family = (said.display_name or said.user_name).strip().rpartition(" ")
    return given.strip()[:80], family.strip()[:80]


def refuse_long(*, user_name: str = "", external_id: str = "", name: str = "", staff_number: str = "") -> None:
    said = {"userName": user_name, "externalId": external_id, "displayName": name}
    long = next((label for label, words in said.items() if len(compared(words)) > LONGEST), "")
    if long or max(map(len, said.values())) > LONGEST:
        raise TooLong(f"{long or 'A name'} has more than {LONGEST} letters")
    if len(staff_number) > 40:
        raise TooLong("employeeNumber has more than 40 letters")


def email_lines(emails: Iterable[tuple[str, str]]) -> str:
    """So that a database finds one by its type, its address or both. See `DirectoryUser.emails`."""
    lines = [f"{_one_line(kind)}\t{_one_line(address)}\n" for kind, address in emails]
    return f"\n{''.join(lines)}" if lines else ""


def _one_line(words: str) -> str:
    return compared(" ".join(words.split()))


def _addresses(said: Announcement) -> list[str]:
    return [address.strip().lower() for _, address in said.emails] + [said.user_name.strip().lower()]


def _is_address(words: str) -> bool:
    try:
        validate_email(words)
    except ValidationError:
        return False
    return len(words) <= LONGEST
