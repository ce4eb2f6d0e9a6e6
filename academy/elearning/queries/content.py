"""What lessons are made of, for those who write them and for the check before publishing."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from academy.catalogue import queries as catalogue
from academy.catalogue.models import Item
from academy.catalogue.rules import Mode
from academy.elearning import rules
from academy.elearning.models import PUBLISHED, Block, Choice, Lesson, LessonFile, LessonPage, LessonVersion, Question
from academy.elearning.rules import BlockSaid, ChoiceSaid, Missing, PageSaid, QuestionSaid, Stage
from academy.people.scope import Viewer, visible
from academy.ui.dates import date_words


def own_lessons(viewer: Viewer) -> QuerySet[Lesson]:
    """Those that the viewer may write."""
    return visible(viewer, Lesson, "write lessons").select_related("item__organisation")


def items_without_a_lesson(viewer: Viewer) -> QuerySet[Item]:
    """Learned in one’s own time, and theirs to write for."""
    own = catalogue.own_items(viewer).filter(is_published=True, mode=Mode.OWN_TIME)
    return own.filter(~Exists(Lesson.objects.filter(item=OuterRef("pk")))).order_by("title", "pk")


def draft_of(lesson: Lesson) -> LessonVersion | None:
    return LessonVersion.objects.filter(lesson=lesson, stage=Stage.DRAFT).first()


def current_of(lesson: Lesson) -> LessonVersion | None:
    return LessonVersion.objects.filter(lesson=lesson, stage=Stage.CURRENT).first()


def published_versions(lesson: Lesson) -> list[LessonVersion]:
    """Newest first."""
    return list(LessonVersion.objects.filter(lesson=lesson, stage__in=PUBLISHED).order_by("-number"))


@dataclass(frozen=True)
class LessonLine:
    """A lesson as the list of those who write has it."""

    id: int
    title: str
    organisation: str
    published_on: date | None
    number: int | None
    is_being_written: bool

    @property
    def words(self) -> str:
        parts = [f"Version {self.number}, published {date_words(self.published_on)}." if self.published_on else ""]
        parts.append("A draft is being written." if self.is_being_written else "")
        return " ".join(filter(None, parts))


def lines_to_write(viewer: Viewer) -> list[LessonLine]:
    """By title; two subqueries, however many lessons there are."""
    of_this = LessonVersion.objects.filter(lesson=OuterRef("pk"))
    current = of_this.filter(stage=Stage.CURRENT)
    own = own_lessons(viewer).annotate(
        published_on=Subquery(current.values("published_on")),
        number=Subquery(current.values("number")),
        is_being_written=Exists(of_this.filter(stage=Stage.DRAFT)),
    )
    columns = ("pk", "item__title", "item__organisation__name", "published_on", "number", "is_being_written")
    return [LessonLine(*values) for values in own.order_by("item__title", "pk").values_list(*columns)]


def draft_pages(viewer: Viewer) -> QuerySet[LessonPage]:
    drafts = visible(viewer, LessonPage).filter(version__stage=Stage.DRAFT)
    return drafts.select_related("version__lesson__item")


def draft_blocks(viewer: Viewer) -> QuerySet[Block]:
    drafts = visible(viewer, Block).filter(page__version__stage=Stage.DRAFT)
    return drafts.select_related("page__version__lesson__item", "file", "captions")


def draft_questions(viewer: Viewer) -> QuerySet[Question]:
    drafts = visible(viewer, Question).filter(block__page__version__stage=Stage.DRAFT)
    return drafts.select_related("block__page__version__lesson__item")


def pages_said(version: LessonVersion) -> list[PageSaid]:
    """All of a version in plain values, by four questions however long it is."""
    pages = list(LessonPage.objects.filter(version=version))
    blocks: dict[int, list[BlockSaid]] = defaultdict(list)
    questions = _questions(version)
    for block in Block.objects.filter(page__version=version):
        blocks[block.page_id].append(block.said(tuple(questions[block.pk])))
    return [PageSaid(page.title, tuple(blocks[page.pk]), page.pk) for page in pages]


def page_said(page: LessonPage) -> PageSaid:
    return next(said for said in pages_said(page.version) if said.id == page.pk)


def missing_in(version: LessonVersion) -> list[Missing]:
    return rules.missing(pages_said(version))


def text_of(pages: list[PageSaid]) -> str:
    """What is read in a lesson, to tell how easily it reads."""
    said = [
        words
        for page in pages
        for block in page.blocks
        for words in (block.words, *(question.words for question in block.questions))
    ]
    return "\n".join(words.replace("*", "") for words in said)


def _questions(version: LessonVersion) -> dict[int, list[QuestionSaid]]:
    choices: dict[int, list[ChoiceSaid]] = defaultdict(list)
    for choice in Choice.objects.filter(question__block__page__version=version):
        choices[choice.question_id].append(choice.said())
    found: dict[int, list[QuestionSaid]] = defaultdict(list)
    for question in Question.objects.filter(block__page__version=version):
        found[question.block_id].append(question.said(tuple(choices[question.pk])))
    return found


def files(viewer: Viewer) -> QuerySet[LessonFile]:
    """What learners see, and what those who write see before it is published."""
    shown = Block.objects.filter(page__version__stage__in=PUBLISHED)
    uses = Exists(shown.filter(file=OuterRef("pk"))) | Exists(shown.filter(captions=OuterRef("pk")))
    own = visible(viewer, LessonFile, "write lessons").order_by().values("pk")
    return visible(viewer, LessonFile).filter(uses | Q(pk__in=own)).select_related("stored")
