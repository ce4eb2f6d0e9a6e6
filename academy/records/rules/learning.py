"""What counts as having learned something, and what nobody can have done."""

from datetime import date
from decimal import Decimal

from django.db.models import TextChoices

from academy.core.refusals import Refused

EARLIEST = date(1990, 1, 1)
MOST_HOURS = Decimal("9999")


class Door(TextChoices):
    """How a completion came in. Whatever the door, it is the same completion."""

    REGISTER = "register", "Register of a session"
    CERTIFICATE = "certificate", "Certificate handed in"
    ELSEWHERE = "elsewhere", "Learned elsewhere, countersigned"
    IMPORT = "import", "File from an employer"
    LESSON = "lesson", "Finished in a lesson here"
    LIBRARY = "library", "Read or watched in the library"
    PACKAGE = "package", "Finished online"
    STATEMENT = "statement", "A partner’s learning system"


# what a person put here, a person may take back; a register is put right
HANDED_IN = (Door.CERTIFICATE, Door.ELSEWHERE, Door.IMPORT)


class ImpossibleDate(Refused):
    """Nobody can have learned something on that day."""


class ImpossibleHours(Refused):
    """Learning takes some time, and not more than there is."""


class RestedOn(Refused):
    """Something above was made because of this completion, so it cannot be taken away from under it."""


def check(on: date, hours: Decimal, *, today: date) -> None:
    if on > today:
        raise ImpossibleDate(f"{in_words(on)} has not come yet. Record what has been completed.", field="completed_on")
    if on < EARLIEST:
        raise ImpossibleDate(f"{in_words(on)} is before 1990. Check the year.", field="completed_on")
    if not (hours.is_finite() and 0 <= hours <= MOST_HOURS):
        raise ImpossibleHours(f"{hours} hours cannot be right. Give a number from 0 to 9,999.", field="hours")


def in_words(on: date) -> str:
    return f"{on.day} {on:%B} {on.year}"
