"""What says who somebody is: never a name alone (C19)."""

from dataclasses import dataclass

from django.db.models import TextChoices

from academy.core.refusals import Refused

FACTS_NEEDED = 2  # before somebody whom the viewer cannot see is added to their staff


class Fact(TextChoices):
    EMAIL = "email", "an e-mail address"
    STAFF_NUMBER = "staff_number", "a staff number"
    SWE_NUMBER = "swe_number", "a Social Work England number"
    NAME_AND_YEAR = "name_and_year", "the whole name with the year of birth"


class NobodyFound(Refused):
    """The same words whichever fact was wrong, and whether or not there is such a person."""


@dataclass(frozen=True)
class Facts:
    """What is said of somebody. Empty is not said."""

    email: str = ""
    staff_number: str = ""
    swe_number: str = ""
    given_name: str = ""
    family_name: str = ""
    birth_year: int | None = None

    @property
    def kinds(self) -> list[Fact]:
        """A whole name with the year of birth is one fact together, and none apart."""
        said = {
            Fact.EMAIL: self.email,
            Fact.STAFF_NUMBER: self.staff_number,
            Fact.SWE_NUMBER: self.swe_number,
            Fact.NAME_AND_YEAR: self.given_name and self.family_name and self.birth_year,
        }
        return [kind for kind, value in said.items() if value]

    @property
    def has_name_without_year(self) -> bool:
        return bool(self.given_name or self.family_name) and Fact.NAME_AND_YEAR not in self.kinds


def is_enough(kinds: list[Fact], *, needed: int) -> bool:
    """Namesakes are born in the same year: a name, even with it, never says by itself who is meant."""
    return len(kinds) >= needed and any(kind != Fact.NAME_AND_YEAR for kind in kinds)
