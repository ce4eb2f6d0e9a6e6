"""What counts as having learned something, when a year of learning begins, and how a certificate's code is read."""

import re
from datetime import date
from decimal import Decimal

from django.db.models import TextChoices

from academy.core.refusals import Refused

EARLIEST = date(1990, 1, 1)
MOST_HOURS = Decimal("9999")
YEAR_STARTS_IN = 12  # Social Work England's registration year: 1 December to 30 November
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # 5 bits each; no I, L, O or U, so that none is read as another
CODE_LENGTH = 16  # 80 bits: nobody finds one by trying
READ_AS = str.maketrans("ILO", "110")


class Door(TextChoices):
    """How a completion came in. Whatever the door, it is the same completion."""

    REGISTER = "register", "Register of a session"
    CERTIFICATE = "certificate", "Certificate handed in"
    IMPORT = "import", "File from an employer"
    PACKAGE = "package", "Finished online"
    STATEMENT = "statement", "A partner’s learning system"


HANDED_IN = (Door.CERTIFICATE, Door.IMPORT)  # what a person put here, a person may take back; a register is put right


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


def year_start(on: date) -> date:
    """The first day of the year of learning that holds this day."""
    return date(on.year - (on.month < YEAR_STARTS_IN), YEAR_STARTS_IN, 1)


def year_end(start: date) -> date:
    return date(start.year + 1, YEAR_STARTS_IN - 1, 30)


def code_in(typed: str) -> str:
    """The code as it is kept, however it was typed: in small letters, with or without hyphens, O for 0. Else empty."""
    code = re.sub(r"[\s\-–]", "", typed).upper().translate(READ_AS)
    return code if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else ""


def code_shown(code: str) -> str:
    """In fours, as people read and type it."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def in_words(on: date) -> str:
    return f"{on.day} {on:%B} {on.year}"
