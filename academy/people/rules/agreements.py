"""What a partner shows the hub, and from when to when."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import TextChoices

from academy.core.refusals import Refused
from academy.people.rules.words import OrganisationKind

TOLD_BEFORE = timedelta(days=30)
LEADS_NEEDED = 2  # C18: with one, a leaver leaves nobody who can act


class Shared(TextChoices):
    """What an agreement may share with the hub. Nothing stands here that is not kept back without it."""

    RECORDS = "records", "Learning records"
    FOLLOW_UPS = "follow_ups", "Answers to follow-ups"


# which lines of the table of who may see what an agreement opens to the hub
OPENED_BY: dict[str, Shared] = {
    "see records": Shared.RECORDS,
    "see what was handed in": Shared.RECORDS,
    "countersign learning": Shared.RECORDS,
    "see who has understood": Shared.RECORDS,
    "see follow-ups": Shared.FOLLOW_UPS,
    "read answers": Shared.FOLLOW_UPS,
}


class AgreementRunning(Refused):
    """One agreement at a time, so that it is plain which one holds."""


class NothingShared(Refused):
    """An agreement about nothing."""


def needs_agreement(kind: str) -> bool:
    """The hub is the council's own, so the council shows itself what it holds. Every other kind must have agreed."""
    return kind != OrganisationKind.COUNCIL


def last_day(ends_on: date | None, ended_on: date | None) -> date | None:
    """As it was agreed, or earlier when it was ended. None is open."""
    return min((day for day in (ends_on, ended_on) if day is not None), default=None)


def overlaps(held: Iterable[tuple[date, date | None]], *, starts_on: date, ends_on: date | None) -> bool:
    """Whether one that is held has a day in common with the new one. One that was ended before it began has no day."""
    never = date.max
    return any(
        first <= (ends_on or never) and starts_on <= (last or never) and first <= (last or never)
        for first, last in held
    )
