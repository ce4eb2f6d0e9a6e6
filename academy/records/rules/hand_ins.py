"""Learning from elsewhere: who must put their name to it, and when it is the same as what was accepted before."""

import re
from collections.abc import Collection
from datetime import date

from django.db.models import TextChoices

from academy.core.refusals import Refused


class State(TextChoices):
    WAITING = "waiting", "Waiting to be countersigned"
    COUNTED = "counted", "On the record"
    REFUSED = "refused", "Not accepted"
    TAKEN_BACK = "taken_back", "Taken back"


class Signer(TextChoices):
    """As what somebody puts their name to it."""

    LINE_MANAGER = "line_manager", "Line manager"
    TRAINING_LEAD = "training_lead", "Training lead"


class AlreadyDecided(Refused):
    """Somebody was quicker, or it was taken back."""


class AlreadyHandedIn(Refused):
    """The same learning waits or counts already."""


class OwnLearning(Refused):
    """Nobody puts their name to their own."""


class NotTheirs(Refused):
    """Their name is not asked for, or stands there already."""


class NeedsCountersigning(Refused):
    """More than one name is asked for, so it cannot go on the record at once."""


class AlreadyAccepted(Refused):
    """The organisation accepts it already."""


class HasRunOut(Refused):
    """What it was worth is over."""


def plain(words: str) -> str:
    """NHS England, “N.H.S. England” and nhs england are one issuer; Level 3: X and level 3 x are one title."""
    words = re.sub(r"(?<=\b\w)\.(?=\w\b|\s|$)", "", words.casefold().replace("&", " and "))
    words = re.sub(r"[’'`]", "", words)
    return " ".join(re.findall(r"\w+", words))


def plain_names(issuer: str, title: str) -> tuple[str, str]:
    """As they are kept and looked for: words that grow, such as &, are cut to their places."""
    return plain(issuer)[:160], plain(title)[:200]


def missing(needed: Collection[str], signed: Collection[str]) -> list[Signer]:
    """Whose name is still asked for, in the order of the list."""
    return [signer for signer in Signer if signer in needed and signer not in signed]


def still_counts(accepted_until: date | None, valid_until: date | None, *, on: date) -> bool:
    """An issuer accepted until a day is accepted on it; a certificate that has run out counts for nothing new."""
    return all(until is None or on <= until for until in (accepted_until, valid_until))


def signers_words(signers: Collection[str]) -> str:
    """The line manager and the training lead."""
    return " and ".join(f"the {Signer(signer).label.lower()}" for signer in signers)
