"""How grave a risk is: how likely, times how much harm, in five steps each, as councils write it."""

from datetime import date

from django.db.models import IntegerChoices, TextChoices

from academy.core.refusals import Refused

HIGH_FROM, SOME_FROM = 12, 6  # of 25


class Likelihood(IntegerChoices):
    RARE = 1, "Very unlikely"
    UNLIKELY = 2, "Unlikely"
    POSSIBLE = 3, "Possible"
    LIKELY = 4, "Likely"
    NEARLY_CERTAIN = 5, "Nearly certain"


class Harm(IntegerChoices):
    SLIGHT = 1, "Slight"
    MINOR = 2, "Minor"
    MODERATE = 3, "Moderate"
    MAJOR = 4, "Major"
    SEVERE = 5, "Severe"


class Gravity(TextChoices):
    HIGH = "high", "High"
    SOME = "some", "Medium"
    LOW = "low", "Low"


TONES = {Gravity.HIGH: "late", Gravity.SOME: "due"}


class RiskRefused(Refused):
    """What a risk does not allow."""


def gravity(likelihood: int, harm: int) -> Gravity:
    score = likelihood * harm
    return Gravity.HIGH if score >= HIGH_FROM else Gravity.SOME if score >= SOME_FROM else Gravity.LOW


def changed_words(before: tuple[int, int], now: tuple[int, int]) -> str:
    """Against the time before, by the product of both."""
    then, score = before[0] * before[1], now[0] * now[1]
    return "Unchanged" if then == score else "Has grown" if score > then else "Has become smaller"


def refuse_review(*, said: str, review_on: date, today: date, is_closed: bool) -> None:
    if is_closed:
        raise RiskRefused("This risk is closed.")
    if not said.strip():
        raise RiskRefused("Say in a sentence what you saw.", field="said")
    if review_on <= today:
        raise RiskRefused("Choose a day to come on which it is looked at again.", field="review_on")
