"""What may be put on a list of one's own, and what counts as learned by saying so."""

from datetime import date

from academy.catalogue.rules import Kind
from academy.core.refusals import Refused
from academy.records.rules.learning import in_words

MOST_PLANNED = 100
BY_SAYING_SO = (Kind.RESOURCE,)  # a register, a lesson or a certificate speaks for everything else


class AlreadyThisYear(Refused):
    """The same resource counts once a year."""


class PlanIsFull(Refused):
    """A list that long is no plan."""


def already_this_year(title: str, on: date) -> AlreadyThisYear:
    return AlreadyThisYear(f"{title} is on your record since {in_words(on)}. It counts once in a year of learning.")


def plan_is_full() -> PlanIsFull:
    return PlanIsFull(f"Your plan holds {MOST_PLANNED} things. Take something off it first.")
