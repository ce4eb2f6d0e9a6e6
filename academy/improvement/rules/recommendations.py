"""What a committee recommends is answered by a day: whether the answer is there, and in time."""

from datetime import date, timedelta

from django.db.models import TextChoices

from academy.core.refusals import Refused
from academy.improvement.rules.plans import lateness_words

RESPOND_WITHIN = timedelta(days=56)  # two months is what committees usually give; offered, and may be changed
TOLD_BEFORE = timedelta(days=14)


class Answer(TextChoices):
    ACCEPTED = "accepted", "Accepted"
    PARTLY = "partly", "Accepted in part"
    NOT_ACCEPTED = "not_accepted", "Not accepted"


class RecommendationState(TextChoices):
    LATE = "late", "Answer is late"
    WAITING = "waiting", "Waits for an answer"
    ANSWERED = "answered", "Answered"
    DECLINED = "declined", "Not accepted"
    DONE = "done", "Done"


TONES = {RecommendationState.LATE: "late", RecommendationState.DONE: "good", RecommendationState.WAITING: "due"}


class RecommendationRefused(Refused):
    """What a recommendation does not allow."""


def state_of(*, answer: str, respond_by: date, done_on: date | None, on: date) -> RecommendationState:
    if done_on is not None:
        return RecommendationState.DONE
    if answer == Answer.NOT_ACCEPTED:
        return RecommendationState.DECLINED
    if answer:
        return RecommendationState.ANSWERED
    return RecommendationState.LATE if respond_by < on else RecommendationState.WAITING


def answered_words(*, respond_by: date, answered_on: date) -> str:
    """Whether the answer came in time, for whoever asked."""
    late = lateness_words(respond_by, on=answered_on)
    return f"Answered {late}" if late else "Answered in time"


def refuse_answer(answer: str, words: str, *, on: date, made_on: date, today: date) -> None:
    if not answer or not words.strip():
        raise RecommendationRefused("Say whether it is accepted, and why or how.", field="words")
    if not made_on <= on <= today:
        raise RecommendationRefused("Choose a day after it was made, and not to come.", field="on")


def refuse_done(answer: str, words: str) -> None:
    if not answer:
        raise RecommendationRefused("Answer it first.")
    if answer == Answer.NOT_ACCEPTED:
        raise RecommendationRefused("It was not accepted, so there is nothing to be done.")
    if not words.strip():
        raise RecommendationRefused("Say in a sentence what was done.", field="words")
