"""What becomes of a need, and when it may be closed."""

from django.db.models import IntegerChoices, TextChoices

from academy.core.refusals import Refused

DELIVERED_IN_TEN = 8  # of the people it is about
APPLIED_IN_TEN = 3  # of those it was delivered to: about two in five answer when they are asked


class NeedState(TextChoices):
    OPEN = "open", "Open"
    PLANNED = "planned", "In the plan"
    MET = "met", "Met"
    SET_ASIDE = "set_aside", "Set aside"


STANDING = (NeedState.OPEN, NeedState.PLANNED)


class Urgency(IntegerChoices):
    NOW = 4, "Now"
    TERM = 3, "Within three months"
    YEAR = 2, "Within the year"
    WATCH = 1, "Keep watching"


class NeedRefused(Refused):
    pass


class AlreadyClosed(NeedRefused):
    def __init__(self) -> None:
        super().__init__("This need is closed.")


class NotYetMet(NeedRefused):
    pass


def is_met(size: int, *, delivered: int, applied: int) -> bool:
    return not _missing(size, delivered, applied)


def refuse_meeting(size: int, *, delivered: int, applied: int) -> None:
    """A need is met when most of the people it is about have learned it, and enough of them have used it."""
    if missing := _missing(size, delivered, applied):
        raise NotYetMet(missing)


def _missing(size: int, delivered: int, applied: int) -> str:
    if delivered < 1 or delivered * 10 < size * DELIVERED_IN_TEN:
        return f"{delivered:,} of {size:,} have learned it. A need is met when {DELIVERED_IN_TEN} in ten have."
    if applied < 1 or applied * 10 < delivered * APPLIED_IN_TEN:
        return (
            f"{applied:,} of the {delivered:,} who learned it say they used it. "
            f"A need is met when {APPLIED_IN_TEN} in ten have."
        )
    return ""
