"""What the crawl meets around a lesson: published, being written again, and somebody half-way through it."""

from io import BytesIO
from typing import Any

from academy.core import clock, uploads
from academy.elearning import actions
from academy.elearning.models import LessonNote
from academy.elearning.rules import BlockKind
from academy.people.models import Organisation
from tests.builders import make_attempt, make_item, make_lesson


def lesson_of(things: dict[str, Any], organisation: Organisation, mark: str) -> None:
    item = make_item(f"Lesson of {organisation}", organisation=organisation, mode="own_time", kind="e_learning")
    lesson = make_lesson(item, pages=1, is_published=False)
    draft = lesson.versions.get()
    page = draft.pages.get()
    paper = uploads.Judged(uploads.Kind.TEXT, BytesIO(b"A paper"), 7)
    download = actions.add_block(page, BlockKind.DOWNLOAD, words="A paper", sent={"file": paper}, by=None)
    thought = actions.add_block(page, BlockKind.REFLECTION, words="What will you do?", by=None)
    actions.publish(draft, by=None)
    attempt = make_attempt(lesson, things["person"])
    note = LessonNote.objects.create(attempt=attempt, block=thought, words=f"Thought of {mark}", written_at=clock.now())
    page = actions.begin_draft(lesson, by=None).pages.get()
    block = page.blocks.get(kind=BlockKind.CHECK)
    things |= {
        "lesson item": item,
        "lesson": lesson,
        "lesson page": page,
        "lesson block": block,
        "lesson question": block.questions.get(),
        "lesson file": download.file,
        "attempt": attempt,
        "lesson note": note,
    }
