"""What pages of a lesson show, put ready for their templates."""

from dataclasses import dataclass, field

from django.forms.boundfield import BoundField
from django.urls import reverse
from django.utils.safestring import SafeString

from academy.core import uploads
from academy.core.exports import Column, Status, Table
from academy.elearning import markdown
from academy.elearning.forms import PageForm
from academy.elearning.models import Block, LessonVersion
from academy.elearning.queries import Asked, BlockContent, PageContent, Results
from academy.elearning.rules import BlockKind, ChoiceSaid, QuestionKind
from academy.ui import tables

RIGHT, NOT_RIGHT = Status("Right", "good"), Status("Not right", "due")
RICH = (BlockKind.TEXT, BlockKind.CALLOUT, BlockKind.CHECK)


@dataclass(frozen=True)
class ShownAnswer:
    """One choice of an answered question: what it was, and what is said of it."""

    words: str
    feedback: str = ""
    place: int = 0  # where an order was asked: where they put it


@dataclass(frozen=True)
class ShownQuestion:
    id: int
    number: int
    words: str
    is_order: bool
    fields: list[BoundField] = field(default_factory=list)
    status: Status | None = None
    answers: list[ShownAnswer] = field(default_factory=list)
    feedback: str = ""


@dataclass(frozen=True)
class ShownBlock:
    """`template` is which of `elearning/blocks/` draws it."""

    block: Block
    template: str
    html: SafeString
    questions: list[ShownQuestion] = field(default_factory=list)
    file_url: str = ""
    captions_url: str = ""
    file_words: str = ""
    is_sound: bool = False
    note: BoundField | None = None
    keep: BoundField | None = None
    kept_words: str = ""


def blocks(content: PageContent, form: PageForm | None = None) -> list[ShownBlock]:
    return [_block(one, form) for one in content.blocks]


def _block(one: BlockContent, form: PageForm | None) -> ShownBlock:
    block = one.block
    stored = block.file.stored if block.file else None
    note = f"note{block.pk}"
    has_note = form is not None and note in form.fields
    return ShownBlock(
        block=block,
        template=f"elearning/blocks/{block.kind}.html",
        html=markdown.shown(block.words) if block.kind in RICH else SafeString(),
        questions=[_question(asked, form) for asked in one.questions],
        file_url=_address(block.file_id),
        captions_url=_address(block.captions_id),
        file_words=uploads.file_words(stored.kind, stored.size, stored.pages) if stored else "",
        is_sound=bool(stored and stored.kind in uploads.SOUNDS),
        note=form[note] if form is not None and has_note else None,
        keep=form[f"keep{block.pk}"] if form is not None and has_note else None,
        kept_words=one.note,
    )


def _question(asked: Asked, form: PageForm | None) -> ShownQuestion:
    is_order = asked.kind == QuestionKind.ORDER
    if not asked.is_answered:
        fields = form.fields_of(asked) if form is not None else []
        return ShownQuestion(asked.id, asked.number, asked.words, is_order, fields)
    return ShownQuestion(
        asked.id,
        asked.number,
        asked.words,
        is_order,
        status=RIGHT if asked.is_right else NOT_RIGHT,
        answers=_answers(asked, is_order=is_order),
        feedback=asked.feedback,
    )


def _answers(asked: Asked, *, is_order: bool) -> list[ShownAnswer]:
    """What they chose, in words. Which other one is right is not told: it may be asked again."""
    by_id: dict[int, ChoiceSaid] = {choice.id: choice for choice in asked.choices}
    chosen = [by_id[pk] for pk in asked.chosen or () if pk in by_id]
    return [
        ShownAnswer(choice.words, choice.feedback, place if is_order else 0)
        for place, choice in enumerate(chosen, start=1)
    ]


def _address(file_id: int | None) -> str:
    return reverse("lesson-file", args=[file_id]) if file_id else ""


def result_rows(results: Results) -> list[dict[str, str]]:
    """A version’s counts as lines of a summary list."""
    rows = [{"key": "Began it", "value": results.begun_words}]
    rows += [{"key": label, "value": words} for label, words in results.state_words]
    return [*rows, {"key": "Time it took the middle one of those who finished", "value": results.minutes_words}]


def question_table(version: LessonVersion, results: Results) -> tables.ShownTable:
    columns = [
        Column("question", "Question", is_row_header=True),
        Column("page", "Where", is_labelled=False),
        Column("answered_words", "Answered by"),
        Column("right_words", "Right at the first try"),
    ]
    return tables.whole(Table(f"Questions of {version}", columns, results.questions))
