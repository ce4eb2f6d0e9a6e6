"""One page of a lesson as one attempt has it: its blocks, the questions drawn for it, and what was answered."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from academy.elearning import rules
from academy.elearning.models import (
    Attempt,
    Block,
    CheckAnswer,
    Choice,
    LessonNote,
    LessonPage,
    LessonVersion,
    Question,
)
from academy.elearning.queries.learning import PageLine, Standing
from academy.elearning.rules import BlockKind, ChoiceSaid, QuestionKind


@dataclass(frozen=True)
class Asked:
    """A question as it stands on the page. `chosen` is None until it is answered."""

    id: int
    number: int
    kind: str
    words: str
    feedback: str
    choices: Sequence[ChoiceSaid]
    chosen: Sequence[int] | None = None
    is_right: bool = False

    @property
    def is_answered(self) -> bool:
        return self.chosen is not None


@dataclass(frozen=True)
class BlockContent:
    block: Block
    questions: list[Asked] = field(default_factory=list)
    note: str = ""


@dataclass(frozen=True)
class PageContent:
    page: PageLine
    blocks: list[BlockContent]

    @property
    def waiting(self) -> list[Asked]:
        return [question for block in self.blocks for question in block.questions if not question.is_answered]

    @property
    def reflections(self) -> list[BlockContent]:
        return [one for one in self.blocks if one.block.kind == BlockKind.REFLECTION]


def content(standing: Standing, page: PageLine) -> PageContent:
    attempt = standing.attempt
    drawn = [one.question_id for one in standing.drawn if one.page_id == page.id]
    answers = CheckAnswer.objects.filter(attempt=attempt, try_number=attempt.try_number, question__in=drawn)
    held = {pk: (chosen, right) for pk, chosen, right in answers.values_list("question", "chosen", "is_right")}
    kept = dict(LessonNote.objects.filter(attempt=attempt, block__page=page.id).values_list("block", "words"))
    return _content(page, drawn, attempt=attempt, held=held, kept=kept)


def preview(version: LessonVersion, page: LessonPage) -> PageContent:
    """As a learner sees it, with every question of its banks and nothing answered."""
    pages = LessonPage.objects.filter(version=version).values_list("pk", flat=True)
    line = PageLine(page.pk, page.title, page.seconds, list(pages).index(page.pk) + 1)
    every = Question.objects.filter(block__page=page.pk).order_by("block__position", "block", "position", "pk")
    asked = list(every.values_list("pk", flat=True))
    return _content(line, asked, attempt=Attempt(seed=0), held={}, kept={})


def _content(
    page: PageLine,
    drawn: list[int],
    *,
    attempt: Attempt,
    held: dict[int, tuple[list[int], bool]],
    kept: dict[int, str],
) -> PageContent:
    choices: dict[int, list[ChoiceSaid]] = defaultdict(list)
    for choice in Choice.objects.filter(question__in=drawn) if drawn else ():
        choices[choice.question_id].append(choice.said())
    questions = Question.objects.in_bulk(drawn) if drawn else {}
    asked: dict[int, list[Asked]] = defaultdict(list)
    for number, pk in enumerate(drawn, start=1):
        question = questions[pk]
        chosen, is_right = held.get(pk, (None, False))
        offered = _offered(attempt, question, choices[pk])
        one = Asked(pk, number, question.kind, question.words, question.feedback, offered, chosen, is_right)
        asked[question.block_id].append(one)
    blocks = Block.objects.filter(page=page.id).select_related("file__stored", "captions")
    return PageContent(page, [BlockContent(block, asked[block.pk], kept.get(block.pk, "")) for block in blocks])


def _offered(attempt: Attempt, question: Question, choices: list[ChoiceSaid]) -> list[ChoiceSaid]:
    if question.kind != QuestionKind.ORDER:
        return choices
    by_id = {choice.id: choice for choice in choices}
    return [by_id[pk] for pk in rules.shuffled(attempt.seed, attempt.try_number, question.pk, list(by_id))]
