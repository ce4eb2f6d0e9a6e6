"""Writing a lesson: versions, pages, blocks and questions. Only a draft is ever changed."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction
from django.db.models import Max

from academy.catalogue.models import Item
from academy.core import clock, positions, trail, uploads
from academy.elearning import queries, rules
from academy.elearning.models import Block, Choice, Lesson, LessonFile, LessonPage, LessonVersion, Question
from academy.elearning.rules import BlockKind, ChoiceSaid, QuestionKind, Stage
from academy.people.models import Account

M = TypeVar("M", bound=models.Model)
Sent = Mapping[str, uploads.Judged]  # a picture, a video, captions, by the field of the block


@transaction.atomic
def write_lesson(item: Item, *, by: Account | None) -> Lesson:
    """A lesson for an item, with a draft of one empty page."""
    try:
        with transaction.atomic():
            lesson = Lesson.objects.create(item=item, added_on=clock.today())
    except IntegrityError:
        raise rules.HasALesson(
            f"“{item}” has a lesson already. Open it, and write a new version.", field="item"
        ) from None
    version = LessonVersion.objects.create(lesson=lesson, number=1)
    LessonPage.objects.create(version=version, position=1, title="What this is about")
    trail.note(by, "began to write", lesson)
    return lesson


@transaction.atomic
def begin_draft(lesson: Lesson, *, by: Account | None) -> LessonVersion:
    """What is published, copied whole, to be changed. Asked for twice, it is the same draft."""
    lesson = Lesson.objects.select_for_update().get(pk=lesson.pk)
    held = queries.draft_of(lesson)
    if held is not None:
        return held
    current = queries.current_of(lesson)
    last = lesson.versions.aggregate(last=Max("number"))["last"] or 0
    draft = LessonVersion.objects.create(
        lesson=lesson,
        number=last + 1,
        pass_mark=current.pass_mark if current else rules.PASS_MARK,
        tries=current.tries if current else rules.TRIES,
    )
    if current:
        _copy_pages(current, draft)
    trail.note(by, "began a new version of", lesson, number=draft.number)
    return draft


@transaction.atomic
def discard_draft(version: LessonVersion, *, by: Account | None) -> None:
    """Only where something is published: else there would be a lesson without a word."""
    version = draft(version)
    if queries.current_of(version.lesson) is None:
        raise rules.NotADraft("This is the first version. Take the item off the offer, if it is not to be.")
    version.delete()
    trail.note(by, "threw away a draft of", version.lesson, number=version.number)


@transaction.atomic
def change_settings(version: LessonVersion, *, by: Account | None, pass_mark: int, tries: int | None) -> LessonVersion:
    version = draft(version)
    version.pass_mark, version.tries = pass_mark, tries
    version.save(update_fields=["pass_mark", "tries"])
    trail.note(by, "changed", version, pass_mark=pass_mark, tries=tries)
    return version


@transaction.atomic
def publish(version: LessonVersion, *, by: Account | None, what_changed: str = "") -> LessonVersion:
    """From now on whoever begins, begins this one; whoever is half-way through the last finishes that."""
    version = draft(version)
    said = queries.pages_said(version)
    if lacks := rules.missing(said):
        raise rules.NotReady(f"Not yet: {lacks[0].words}")
    LessonVersion.objects.filter(lesson=version.lesson_id, stage=Stage.CURRENT).update(stage=Stage.PAST)
    version.stage, version.published_on, version.published_by = Stage.CURRENT, clock.today(), by
    version.what_changed, version.reading_age = what_changed.strip(), rules.reading_age(queries.text_of(said))
    version.save()
    trail.note(by, "published", version)
    return version


# --- pages ------------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_page(version: LessonVersion, *, title: str, by: Account | None) -> LessonPage:
    version = draft(version)
    page = LessonPage.objects.create(version=version, position=positions.next_position(version.pages), title=title)
    trail.note(by, "added", page)
    return page


@transaction.atomic
def rename_page(page: LessonPage, *, title: str, by: Account | None) -> LessonPage:
    draft(page.version)
    page.title = title
    page.save(update_fields=["title"])
    trail.note(by, "changed", page)
    return page


@transaction.atomic
def move_page(page: LessonPage, *, is_up: bool, by: Account | None) -> None:
    draft(page.version)
    positions.move(page, LessonPage.objects.filter(version=page.version_id), is_up=is_up)
    trail.note(by, "moved", page, is_up=is_up)


@transaction.atomic
def remove_page(page: LessonPage, *, by: Account | None) -> None:
    draft(page.version)
    trail.note(by, "removed", page)
    page.delete()


# --- blocks -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_block(page: LessonPage, kind: BlockKind, *, by: Account | None, sent: Sent | None = None, **said: Any) -> Block:
    version = draft(page.version)
    files = _keep_files(version.lesson, sent, by=by)
    block = Block.objects.create(page=page, position=positions.next_position(page.blocks), kind=kind, **said, **files)
    count_seconds(page)
    trail.note(by, "added", block, kind=kind)
    return block


@transaction.atomic
def change_block(block: Block, *, by: Account | None, sent: Sent | None = None, **said: Any) -> Block:
    version = draft(block.page.version)
    said |= _keep_files(version.lesson, sent, by=by)
    for name, value in said.items():
        setattr(block, name, value)
    block.save(update_fields=list(said))
    count_seconds(block.page)
    trail.note(by, "changed", block)
    return block


@transaction.atomic
def move_block(block: Block, *, is_up: bool, by: Account | None) -> None:
    draft(block.page.version)
    positions.move(block, Block.objects.filter(page=block.page_id), is_up=is_up)
    trail.note(by, "moved", block, is_up=is_up)


@transaction.atomic
def remove_block(block: Block, *, by: Account | None) -> None:
    draft(block.page.version)
    trail.note(by, "removed", block)
    block.delete()
    count_seconds(block.page)


# --- questions --------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_question(
    block: Block,
    kind: QuestionKind,
    *,
    by: Account | None,
    words: str,
    feedback: str = "",
    choices: Sequence[ChoiceSaid] = (),
) -> Question:
    draft(block.page.version)
    question = Question.objects.create(
        block=block, position=positions.next_position(block.questions), kind=kind, words=words, feedback=feedback
    )
    _write_choices(question, choices)
    count_seconds(block.page)
    trail.note(by, "added", question)
    return question


@transaction.atomic
def change_question(
    question: Question, *, by: Account | None, words: str, feedback: str = "", choices: Sequence[ChoiceSaid] = ()
) -> Question:
    draft(question.block.page.version)
    question.words, question.feedback = words, feedback
    question.save(update_fields=["words", "feedback"])
    question.choices.all().delete()
    _write_choices(question, choices)
    trail.note(by, "changed", question)
    return question


@transaction.atomic
def remove_question(question: Question, *, by: Account | None) -> None:
    page = question.block.page
    draft(page.version)
    trail.note(by, "removed", question)
    question.delete()
    count_seconds(page)


# --- under the draft’s lock -------------------------------------------------------------------------------------------


def draft(version: LessonVersion) -> LessonVersion:
    """Locked, so that nothing changes while it is being published; and refused once it has been."""
    version = LessonVersion.objects.select_for_update(of=("self",)).select_related("lesson__item").get(pk=version.pk)
    if not version.is_draft:
        raise rules.NotADraft("This version is published and does not change any more. Write a new version.")
    return version


def count_seconds(page: LessonPage) -> None:
    page.seconds = rules.seconds_of(queries.page_said(page).blocks)
    page.save(update_fields=["seconds"])


def _keep_files(lesson: Lesson, sent: Sent | None, *, by: Account | None) -> dict[str, LessonFile]:
    """What was judged is kept. A file that it takes the place of stays with the versions that show it."""
    return {
        name: LessonFile.objects.create(
            lesson=lesson, stored=uploads.keep(judged), name=f"{lesson} {name}"[:120], added_at=clock.now(), added_by=by
        )
        for name, judged in (sent or {}).items()
    }


def _write_choices(question: Question, choices: Sequence[ChoiceSaid]) -> None:
    Choice.objects.bulk_create(
        Choice(question=question, position=place, words=one.words, is_right=one.is_right, feedback=one.feedback)
        for place, one in enumerate(choices, start=1)
    )


def _copy_pages(version: LessonVersion, to: LessonVersion) -> None:
    """Level by level: the new rows of one level are what the next hangs on."""
    pages = _copies(LessonPage.objects.filter(version=version), version=lambda row: to)
    blocks = _copies(Block.objects.filter(page__version=version), page=lambda row: pages[row.page_id])
    questions = _copies(Question.objects.filter(block__page__version=version), block=lambda row: blocks[row.block_id])
    _copies(
        Choice.objects.filter(question__block__page__version=version), question=lambda row: questions[row.question_id]
    )


def _copies(rows: models.QuerySet[M], **onto: Any) -> dict[int, M]:
    """New rows, by the numbers of those that they are copies of."""
    held = list(rows)
    old = [row.pk for row in held]
    for row in held:
        for name, of in onto.items():
            setattr(row, name, of(row))
        row.pk = None
        row._state.adding = True
    made = rows.model._default_manager.bulk_create(held)
    return dict(zip(old, made, strict=True))
