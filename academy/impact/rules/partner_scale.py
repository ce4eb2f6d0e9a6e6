"""What partners are asked once a year, and when a group is large enough for what it said to be shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import IntegerChoices

from academy.core.refusals import Refused

# A scale of our own, to be agreed or disagreed with. It was not tried out elsewhere: how well its statements hang
# together is worked out anew each year and stands on the page.
STATEMENTS = {
    "purpose": "Agencies here agree on what they are trying to do for children.",
    "roles": "I understand what other agencies do, and they understand what I do.",
    "information": "Other agencies tell me what I need to know, in time.",
    "decisions": "What my agency says counts when decisions are made.",
    "challenge": "Agencies can disagree openly and settle it.",
    "promises": "What agencies agree to do gets done.",
}

FEWEST_PEOPLE = 10
FEWEST_ORGANISATIONS = 3
FEWEST_TO_NAME_WHERE = 5  # with fewer asked in an organisation, an answer says only what kind of agency it is
COUNTED_TO = 5  # numbers of answers are given to the nearest five
FEWEST_FOR_A_CHANGE = 30
LEAST_OVERLAP = 0.5
REMIND_AFTER_DAYS = 14
THEME = "partnership_working"


class Agreed(IntegerChoices):
    NOT_AT_ALL = 1, "Not at all"
    LITTLE = 2, "A little"
    PARTLY = 3, "Partly"
    MOSTLY = 4, "Mostly"
    WHOLLY = 5, "Wholly"


class Answered(Refused):
    """An answer came to a round that is over, or from somebody who has answered."""


@dataclass(frozen=True)
class Size:
    people: int
    organisations: int

    def __add__(self, other: "Size") -> "Size":
        return Size(self.people + other.people, self.organisations + other.organisations)

    @property
    def is_enough(self) -> bool:
        return self.people >= FEWEST_PEOPLE and self.organisations >= FEWEST_ORGANISATIONS


def hidden(sizes: Mapping[str, Size]) -> set[str]:
    """The groups to withhold: those too small, and the next smallest until what is hidden together is not too small
    either, so that nobody can take the shown from the whole."""
    smallest_first = sorted(sizes, key=lambda name: (sizes[name].people, sizes[name].organisations, name))
    found = {name for name in smallest_first if not sizes[name].is_enough and sizes[name].people}
    while found and not _together(sizes, found).is_enough:
        rest = [name for name in smallest_first if name not in found and sizes[name].people]
        if not rest:
            break
        found.add(rest[0])
    return found


def rounded_count(number: int) -> int:
    return COUNTED_TO * ((2 * number + COUNTED_TO) // (2 * COUNTED_TO))


def why_no_change(*, now: int, before: int, overlap: float) -> str:
    """Why last time’s and this time’s answers are not compared; empty when they may be."""
    if min(now, before) < FEWEST_FOR_A_CHANGE:
        return f"Too few answered to compare with last time: it needs {FEWEST_FOR_A_CHANGE} each time."
    if overlap < LEAST_OVERLAP:
        return "Fewer than half of those who answered were also there last time, so the two are not compared."
    return ""


def means(answers: Sequence[Sequence[int]]) -> list[float]:
    """Each person’s mean over the statements."""
    return [sum(answer) / len(answer) for answer in answers]


def _together(sizes: Mapping[str, Size], names: set[str]) -> Size:
    return sum((sizes[name] for name in names), start=Size(0, 0))
