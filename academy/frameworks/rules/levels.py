"""How well somebody does something, in words; what a self-assessment is for; and when a framework is in force."""

from dataclasses import dataclass
from datetime import date

from django.db.models import IntegerChoices, TextChoices

from academy.core.refusals import Refused


class Level(IntegerChoices):
    """In one’s own words. `SAID_OF` says the same of somebody else."""

    NEW = 1, "This is new to me"
    HELPED = 2, "I do it with help"
    ALONE = 3, "I do it on my own"
    LEADS = 4, "I help others to do it"


SAID_OF = {
    Level.NEW: "New to it",
    Level.HELPED: "With help",
    Level.ALONE: "Without help",
    Level.LEADS: "Helps others to do it",
}
TONES = {Level.NEW: "late", Level.HELPED: "due", Level.ALONE: "good", Level.LEADS: "good"}


class FrameworkKind(TextChoices):
    NATIONAL = "national", "National standards"
    PARTNERSHIP = "partnership", "Between agencies"
    LOCAL = "local", "Our own"


class Force(TextChoices):
    """Where a framework stands on a day."""

    TO_COME = "to_come", "To come"
    IN_FORCE = "in_force", "In force"
    RETIRED = "retired", "Retired"


class Purpose(TextChoices):
    """What somebody scores themselves for."""

    APPRAISAL = "appraisal", "Appraisal"
    NEW_POST = "new_post", "A new post"
    NEXT_STEP = "next_step", "A next step at work"
    OWN = "own", "To take stock"


class Basis(TextChoices):
    """What a line manager’s score rests on where it differs. No free text: there is nothing to name a child in."""

    SEEN = "seen", "What I saw in practice"
    SUPERVISION = "supervision", "What we said in supervision"
    AUDIT = "audit", "An audit"
    OTHERS = "others", "What families or colleagues say"
    AGREED = "agreed", "We talked it over and agree"


class State(TextChoices):
    DRAFT = "draft", "Not sent yet"
    SENT = "sent", "With your line manager"
    CONFIRMED = "confirmed", "Confirmed"


class NotNow(Refused):
    """It was sent, confirmed or taken back meanwhile, or one like it is open."""


class NotWhole(Refused):
    """Something still lacks a score, or a reason."""


class SameLevel(Refused):
    """What is expected already."""


@dataclass(frozen=True)
class Confirmed:
    """What a line manager says of one capability."""

    level: Level
    basis: str = ""


def force(starts_on: date, ends_on: date | None, *, on: date) -> Force:
    if on < starts_on:
        return Force.TO_COME
    return Force.RETIRED if ends_on is not None and ends_on < on else Force.IN_FORCE


def is_below(score: int | None, expected: int | None) -> bool:
    """Without an expectation nobody falls short of it."""
    return score is not None and expected is not None and score < expected


def refuse_difference(own: int, said: Confirmed, capability: str) -> None:
    """Another score than the person’s own says what it rests on."""
    if said.level != own and not said.basis:
        raise NotWhole(f"Say what your score for “{capability}” rests on: it is not their own.")
