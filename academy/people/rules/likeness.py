"""When two records may be one person's. A name alone never says so, nor does a name with the year of birth."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices

from academy.core.refusals import Refused
from academy.people.rules.names import plain


class Sign(TextChoices):
    SWE_NUMBER = "swe_number", "the same registration number, written another way"
    STAFF_NUMBER = "staff_number", "the same staff number at one employer, written another way"
    EMAIL = "email", "one signs in with the other’s e-mail address"
    NAME_AND_YEAR = "name_and_year", "the same name and year of birth, and both have worked for one employer"


class CannotMerge(Refused):
    """Two records stay two, and what would have to change first."""


class CannotUndo(Refused):
    """Somebody has built on the merge."""


@dataclass(frozen=True)
class Known:
    """What is held of one person, to be compared."""

    name: str = ""
    birth_year: int | None = None
    emails: frozenset[str] = frozenset()
    swe_number: str = ""
    staff_numbers: frozenset[tuple[int, str]] = frozenset()  # at which employer, and the number
    worked_in: frozenset[int] = frozenset()


def alike(one: Known, other: Known) -> list[Sign]:
    """What says that they may be one person; nothing when only the name, or the name and year, agree."""
    is_namesake = bool(one.name.strip()) and plain(one.name) == plain(other.name)
    is_of_an_age = one.birth_year is not None and one.birth_year == other.birth_year
    says = {
        Sign.SWE_NUMBER: bool(one.swe_number) and bare(one.swe_number) == bare(other.swe_number),
        Sign.STAFF_NUMBER: bool(_bare_all(one.staff_numbers) & _bare_all(other.staff_numbers)),
        Sign.EMAIL: bool(one.emails & other.emails),
        Sign.NAME_AND_YEAR: is_namesake and is_of_an_age and bool(one.worked_in & other.worked_in),
    }
    return [sign for sign, agrees in says.items() if agrees]


def why_two(one: Known, other: Known) -> str:
    """What says that they are two, in words; nothing when nothing does."""
    if one.swe_number and other.swe_number and bare(one.swe_number) != bare(other.swe_number):
        return (
            f"They have different registration numbers, {one.swe_number} and {other.swe_number}. "
            "If one is wrong, correct it first"
        )
    if one.birth_year and other.birth_year and one.birth_year != other.birth_year:
        return (
            f"One was born in {one.birth_year} and the other in {other.birth_year}. If one is wrong, correct it first"
        )
    return ""


def bare(number: str) -> str:
    """Without what spreadsheets put before a number or lose: SW0123 and sw 123, 00471 and 471."""
    letters = "".join(number.split()).upper()
    digits = letters.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return letters[: len(letters) - len(digits)] + digits.lstrip("0")


def _bare_all(numbers: Iterable[tuple[int, str]]) -> set[tuple[int, str]]:
    return {(at, bare(number)) for at, number in numbers}
