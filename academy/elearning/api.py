"""Lessons for machines: what can be learned here, and where whoever asks is in it."""

from datetime import date, datetime

from ninja import Query, Router, Schema

from academy.elearning import queries
from academy.elearning.models import Attempt, Lesson
from academy.elearning.rules import State
from academy.people.scope import Request, open_to

router = Router(tags=["Lessons"])
AT_ONCE = 200
FURTHEST = 1_000_000


class LessonOut(Schema):
    id: int
    item_id: int
    title: str
    url: str

    @staticmethod
    def resolve_title(lesson: Lesson) -> str:
        return lesson.item.title

    @staticmethod
    def resolve_url(lesson: Lesson) -> str:
        return lesson.get_absolute_url()


class AttemptOut(Schema):
    id: int
    lesson_id: int
    item_id: int
    state: State
    page: int
    minutes: int
    started_on: date
    ended_at: datetime | None

    @staticmethod
    def resolve_item_id(attempt: Attempt) -> int:
        return attempt.lesson.item_id

    @staticmethod
    def resolve_page(attempt: Attempt) -> int:
        return attempt.reached

    @staticmethod
    def resolve_minutes(attempt: Attempt) -> int:
        return round(attempt.seconds / 60)

    @staticmethod
    def resolve_started_on(attempt: Attempt) -> date:
        return attempt.started_at.date()


@router.get("/lessons", response=list[LessonOut])
@open_to("see the offer")
def lessons(request: Request, offset: int = Query(0, le=FURTHEST)) -> list[Lesson]:
    """Lessons that can be begun, by title, 200 at a time."""
    return list(queries.lessons(request.viewer).order_by("item__title", "pk")[max(offset, 0) :][:AT_ONCE])


@router.get("/attempts", response=list[AttemptOut])
@open_to("take lessons")
def attempts(request: Request) -> list[Attempt]:
    """One's own way through lessons, newest first. Nobody reads anybody else's."""
    person = request.viewer.person
    return list(queries.own_attempts(person)[:AT_ONCE]) if person else []
