"""The kinds of source, why something is looked at again, and the words for it."""

from datetime import date

from django.db.models import TextChoices

from academy.core.refusals import Refused


class SourceKind(TextChoices):
    LAW = "law", "Law"
    STATUTORY = "statutory", "Statutory guidance"
    GUIDANCE = "guidance", "Guidance"
    EVIDENCE = "evidence", "Evidence"
    LOCAL = "local", "Local procedure"


class ReviewReason(TextChoices):
    VERSION = "version", "New version"
    DAY = "day", "Review date"


class Outcome(TextChoices):
    STILL_RIGHT = "right", "It is still right"
    CHANGED = "changed", "It has been changed"
    WITHDRAWN = "withdrawn", "It is taken off the offer"


class NotCurrent(Refused):
    """What rests on something rests on the version that stands today."""


class NothingToReview(Refused):
    """Two people looked at once, or nobody was asked."""


class OutOfOrder(Refused):
    """A version comes out after the one it replaces, and is in force no sooner than that."""


def came_out_words(name: str, published_on: date, on: date) -> str:
    """The 2026 version came out on 3 November."""
    year = f" {published_on.year}" if published_on.year != on.year else ""
    verb = "comes" if published_on > on else "came"
    return f"the {name} version {verb} out on {published_on.day} {published_on:%B}{year}"


def waiting_words(rested_on: str, came_out: str, owner: str) -> str:
    """Rests on Working together 2023; the 2026 version came out on 3 November. Being checked by Weyshire."""
    if not came_out:
        return f"Its review date has passed. Being checked by {owner}."
    return f"Rests on {rested_on}; {came_out}. Being checked by {owner}."
