"""When an attempt is over, whether it was enough, and how much time counts as learning."""

from dataclasses import dataclass

from django.db.models import TextChoices

from academy.core.refusals import Refused
from academy.ui.templatetags.academy import in_words

LEAST_SECONDS_COUNTED = 60  # a page may take a slow reader this long, however short it is
TIMES_LONGER = 3  # and at most so many times what it takes most people: the rest was a cup of tea


class State(TextChoices):
    OPEN = "open", "Under way"
    FINISHED = "finished", "Finished"
    NOT_PASSED = "not_passed", "Not passed"
    LEFT = "left", "Left for a newer version"


class NotOffered(Refused):
    """Nobody begins a lesson that is not published, or whose item is no longer on offer."""


class OverAlready(Refused):
    """What is over is not answered any more."""


class NotThereYet(Refused):
    """Pages are read in their order: somebody asked for one that is still to come."""


@dataclass(frozen=True)
class Score:
    """How one try went."""

    right: int
    asked: int
    pass_mark: int

    @property
    def is_enough(self) -> bool:
        return self.right * 100 >= self.pass_mark * self.asked

    @property
    def needed(self) -> int:
        """How many right answers are enough."""
        return -(-self.pass_mark * self.asked // 100)

    @property
    def words(self) -> str:
        return f"{self.right} of {self.asked} right" if self.asked else "No questions in this lesson"


def state_after(score: Score, *, try_number: int, tries: int | None) -> State:
    """All is read and answered: finished, one more try, or not this time."""
    if score.is_enough:
        return State.FINISHED
    return State.OPEN if tries is None or try_number < tries else State.NOT_PASSED


def counted_seconds(elapsed: float, page_seconds: int) -> int:
    """Time with a page open, as far as it can have been spent on it."""
    return int(max(0, min(elapsed, max(LEAST_SECONDS_COUNTED, TIMES_LONGER * page_seconds))))


def tries_words(try_number: int, tries: int | None) -> str:
    if tries is None:
        return "You may try as often as you like."
    left = tries - try_number
    if left <= 0:
        return "That was the last try."
    return f"You have {in_words(left)} more tr{'y' if left == 1 else 'ies'}."
