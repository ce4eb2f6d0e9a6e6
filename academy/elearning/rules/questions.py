"""Kinds of question, which answer is right, which questions are drawn, and what a question must have."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from django.db.models import TextChoices


class QuestionKind(TextChoices):
    SINGLE = "single", "One right answer"
    SEVERAL = "several", "Several right answers"
    TRUE_FALSE = "true_false", "True or false"
    ORDER = "order", "Put in order"


FEWEST_CHOICES = {QuestionKind.SINGLE: 2, QuestionKind.SEVERAL: 3, QuestionKind.TRUE_FALSE: 2, QuestionKind.ORDER: 3}
MOST_CHOICES = 8


@dataclass(frozen=True)
class ChoiceSaid:
    words: str
    is_right: bool = False
    feedback: str = ""
    id: int = 0


@dataclass(frozen=True)
class QuestionSaid:
    kind: str
    words: str
    choices: tuple[ChoiceSaid, ...] = ()
    feedback: str = ""  # for the whole of it, where no single choice decides: several answers, and an order
    id: int = 0


def is_right(kind: str, right: Sequence[int], chosen: Sequence[int]) -> bool:
    """An order is right as a whole, and so is a set: no less and no more."""
    if kind == QuestionKind.ORDER:
        return list(chosen) == list(right)
    return bool(chosen) and set(chosen) == set(right)


def drawn(seed: int, try_number: int, block_id: int, questions: Sequence[int], draw: int | None) -> list[int]:
    """The same attempt and try always draw the same questions, in the same order; the next try draws afresh."""
    if draw is None or draw >= len(questions):
        return list(questions)
    return Random(f"{seed}:{try_number}:{block_id}").sample(list(questions), draw)


def shuffled(seed: int, try_number: int, question_id: int, choices: Sequence[int]) -> list[int]:
    """The parts of an order as they are offered: never in the right order already."""
    chance, offered = Random(f"{seed}:{try_number}:order:{question_id}"), list(choices)
    while len(set(offered)) > 1 and offered == list(choices):
        chance.shuffle(offered)
    return offered


def missing_in(question: QuestionSaid) -> Iterator[str]:
    """What a question lacks, each to follow “question 2 ...”."""
    if not question.words.strip():
        yield "asks nothing yet."
    if len(question.choices) < FEWEST_CHOICES[QuestionKind(question.kind)]:
        yield "has too few answers to choose from."
    if question.kind != QuestionKind.ORDER and not any(choice.is_right for choice in question.choices):
        yield "has no right answer."
    if question.kind in (QuestionKind.ORDER, QuestionKind.SEVERAL) and not question.feedback.strip():
        yield "says nothing to whoever has answered. Write why it is so."
    if question.kind in (QuestionKind.SINGLE, QuestionKind.TRUE_FALSE):
        without = [choice.words for choice in question.choices if not choice.feedback.strip()]
        if without:
            yield f"says nothing to whoever chooses “{without[0]}”."
