"""How a lesson does: counts and shares with small groups withheld, and nobody by name."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q

from academy.analysis.disclosure import FEWEST_FOR_PERCENT, HIDDEN, Shown, disclose, percentage
from academy.elearning.models import Attempt, CheckAnswer, LessonPage, LessonVersion, Question
from academy.elearning.rules import State

TOO_FEW = "Too few to show"


@dataclass(frozen=True)
class QuestionResult:
    page: str
    question: str
    answered: Shown
    right: float | str  # of a hundred who answered it for the first time

    @property
    def answered_words(self) -> str:
        return TOO_FEW if self.answered == HIDDEN else f"{self.answered:,}"

    @property
    def right_words(self) -> str:
        if self.right == HIDDEN:
            return TOO_FEW
        return f"{self.right:.0f} in 100" if isinstance(self.right, float) else "Not asked yet"

    @property
    def is_hard(self) -> bool:
        """Fewer than half of them: is it the question, or the page before it?"""
        return isinstance(self.right, float) and self.right < 50


@dataclass(frozen=True)
class Results:
    """One version’s counts, fit to show."""

    begun: Shown
    by_state: dict[str, Shown]
    minutes: int | None  # the middle one of those who finished
    questions: list[QuestionResult]

    def words(self, count: Shown) -> str:
        return TOO_FEW if count == HIDDEN else f"{count:,}"

    @property
    def begun_words(self) -> str:
        return self.words(self.begun)

    @property
    def state_words(self) -> list[tuple[str, str]]:
        return [(State(state).label, self.words(count)) for state, count in self.by_state.items()]

    @property
    def minutes_words(self) -> str:
        if self.minutes is None:
            return TOO_FEW
        return "1 minute" if self.minutes == 1 else f"{self.minutes} minutes"


def results(version: LessonVersion) -> Results:
    """Whoever asks may see the version: that was asked before."""
    counted = dict(version.attempts.order_by().values_list("state").annotate(Count("pk")))
    shown = disclose({state.value: counted.get(state.value, 0) for state in State})
    return Results(
        begun=shown.total if shown.total is not None else HIDDEN,
        by_state=shown.counts,
        minutes=_middle_minutes(version, counted.get(State.FINISHED, 0)),
        questions=list(_questions(version)),
    )


def _middle_minutes(version: LessonVersion, finished: int) -> int | None:
    if finished < FEWEST_FOR_PERCENT:
        return None
    in_order = Attempt.objects.filter(version=version, state=State.FINISHED).order_by("seconds", "pk")
    return max(1, round(in_order.values_list("seconds", flat=True)[finished // 2] / 60))


def _questions(version: LessonVersion) -> Iterator[QuestionResult]:
    counted = _counted(version)
    pages = LessonPage.objects.filter(version=version).values_list("pk", flat=True)
    numbers = {pk: number for number, pk in enumerate(pages, start=1)}
    asked = Question.objects.filter(block__page__version=version).order_by(
        "block__page__position", "block__page", "block__position", "block", "position", "pk"
    )
    lines = list(asked.values_list("pk", "block__page", "words"))
    if not lines:
        return
    grid = disclose([list(counted.get(pk, (0, 0))) for pk, _, _ in lines], column_totals=False)
    answered = grid.row_totals or ()
    for (_, page_id, words), (right, _), total in zip(lines, grid.cells, answered, strict=True):
        yield QuestionResult(f"Page {numbers[page_id]}", words, total, percentage(right, total))


def _counted(version: LessonVersion) -> dict[int, tuple[int, int]]:
    """Of each question, how often it was right and how often wrong when somebody met it for the first time."""
    first = CheckAnswer.objects.filter(question__block__page__version=version, try_number=1).order_by()
    counts = first.values_list("question").annotate(
        right=Count("pk", filter=Q(is_right=True)), wrong=Count("pk", filter=Q(is_right=False))
    )
    return {pk: (right, wrong) for pk, right, wrong in counts}
