"""How we practise: the kinds of guide, whom a part is for, and the words for what was understood and answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices

from academy.core.refusals import Refused
from academy.people.rules import OrganisationKind

LEVELS = (1, 2, 3, 4)  # of need, from what every family has to protection from harm
MANAGERS = "managers"


class GuideKind(TextChoices):
    """What a guide is made of: principles, levels of need, terms, or duties."""

    PRACTICE = "practice", "Way of working"
    THRESHOLDS = "thresholds", "Thresholds guide"
    WORDS = "words", "Glossary"
    DUTIES = "duties", "Who does what"


class PartKind(TextChoices):
    """One thing in a guide; the address of its page has this word."""

    PRINCIPLE = "principle", "Principle"
    THRESHOLD = "threshold", "Level of need"
    SCENARIO = "scenario", "Scenario"
    TERM = "term", "Term"
    DUTY = "duty", "Duty"


PARTS_OF: dict[GuideKind, tuple[PartKind, ...]] = {
    GuideKind.PRACTICE: (PartKind.PRINCIPLE,),
    GuideKind.THRESHOLDS: (PartKind.THRESHOLD, PartKind.SCENARIO),
    GuideKind.WORDS: (PartKind.TERM,),
    GuideKind.DUTIES: (PartKind.DUTY,),
}
AUDIENCES: list[tuple[str, str]] = [*OrganisationKind.choices, (MANAGERS, "Managers of practice")]


class NotADraft(Refused):
    """What was published stays as people read it: changes go into the next version."""


class NothingToPublish(Refused):
    """A version says something, and says what changed since the one before."""


class OldVersion(Refused):
    """One says that one has understood the version that stands today."""


@dataclass(frozen=True)
class Marked:
    """How one scenario was answered. The reason is shown whichever level was chosen."""

    scenario_id: int
    chosen: int
    right: int

    @property
    def is_right(self) -> bool:
        return self.chosen == self.right

    @property
    def words(self) -> str:
        if self.is_right:
            return f"Yes, level {self.right}."
        heavier = "more" if self.chosen > self.right else "less"
        return f"You chose level {self.chosen}, which is {heavier} than this family needs. It is level {self.right}."


def marked(answers: Mapping[int, int], right: Mapping[int, int]) -> list[Marked]:
    """Each scenario that was answered, in the order in which they stand."""
    return [Marked(pk, answers[pk], level) for pk, level in right.items() if pk in answers]


def score_words(answers: Sequence[Marked]) -> str:
    """Three of four."""
    right = sum(one.is_right for one in answers)
    if right == len(answers):
        return "All of them right."
    return f"{right} of {len(answers)} right."


def is_understood(said_of: int, counts_from: int) -> bool:
    """A small correction does not ask everybody again: what was said of the version before still counts."""
    return said_of >= counts_from


def since_words(published_on: date, what_changed: str, on: date) -> str:
    """Two sections changed on 1 November."""
    year = f" {published_on.year}" if published_on.year != on.year else ""
    day = f"{published_on.day} {published_on:%B}{year}"
    return f"{what_changed} In force from {day}." if what_changed else f"In force from {day}."
