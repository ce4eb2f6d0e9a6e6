"""When teams may become other teams, and an organisation part of another."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db.models import TextChoices

from academy.core.refusals import Refused

FURTHEST_BACK = timedelta(days=366)


class Restructuring(TextChoices):
    TEAMS = "teams", "Teams"
    ORGANISATIONS = "organisations", "Organisations"


class LeftOut(Refused):
    """Everybody goes somewhere."""


class HasParts(Refused):
    """Parts are merged or moved first, so that nobody is lost on the way."""


class AlreadyClosed(Refused):
    """What is closed is not closed again."""


class SameThing(Refused):
    """Nothing changes, or something is merged into itself."""


class ChangedSince(Refused):
    """Somebody came or went between the check and the save."""


def left_out(held: Iterable[int], chosen: Mapping[int, str], *, names: Iterable[str]) -> list[int]:
    """Those for whom no team, or one that is not among the new ones, was chosen."""
    offered = set(names)
    return [spell for spell in held if chosen.get(spell) not in offered]


def is_near(day: date, *, today: date) -> bool:
    """A year back at most, and a year ahead: further is a slip of the finger."""
    return today - FURTHEST_BACK <= day <= today + FURTHEST_BACK
