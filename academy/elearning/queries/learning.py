"""Lessons for those who learn: what there is, where they are in it, and how it went."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from academy.core.statements import Statement
from academy.elearning import rules
from academy.elearning.models import Attempt, CheckAnswer, Lesson, LessonNote, LessonPage, LessonVersion, Question
from academy.elearning.rules import Score, Stage, State
from academy.people.models import Person
from academy.people.scope import Viewer, visible
from academy.records.models import Completion

UNDER_WAY = Statement(
    f"""
    SELECT attempt.id, lesson.item_id FROM elearning_attempt attempt
    JOIN elearning_lesson lesson ON lesson.id = attempt.lesson_id
    WHERE attempt.person_id = %s AND attempt.state = '{State.OPEN}'
    """
)


@dataclass(frozen=True)
class PageLine:
    """A page of a lesson as its list of contents has it."""

    id: int
    title: str
    seconds: int
    number: int


@dataclass(frozen=True)
class Drawn:
    """A question that this attempt asks in this try, and whether it was answered right, if it was."""

    question_id: int
    block_id: int
    page_id: int
    is_right: bool | None = None

    @property
    def is_answered(self) -> bool:
        return self.is_right is not None


@dataclass
class Standing:
    """Where somebody is in a lesson: its pages, the questions drawn for this try, and what they answered."""

    attempt: Attempt
    pages: list[PageLine]
    drawn: list[Drawn]

    @property
    def is_all_read(self) -> bool:
        return self.attempt.reached > len(self.pages)

    @cached_property
    def unanswered(self) -> set[int]:
        """The pages with a question that waits."""
        return {one.page_id for one in self.drawn if not one.is_answered}

    @property
    def is_all_done(self) -> bool:
        return self.is_all_read and not self.unanswered

    @property
    def score(self) -> Score:
        right = sum(bool(one.is_right) for one in self.drawn)
        return Score(right, len(self.drawn), self.attempt.version.pass_mark)

    @property
    def may_try_again(self) -> bool:
        return self.attempt.is_open and self.is_all_done and not self.score.is_enough

    @property
    def read_again(self) -> list[PageLine]:
        """Pages whose questions were answered wrongly."""
        wrong = {one.page_id for one in self.drawn if one.is_right is False}
        return [page for page in self.pages if page.id in wrong]

    def page(self, number: int) -> PageLine | None:
        return self.pages[number - 1] if 1 <= number <= len(self.pages) else None

    def address(self, number: int) -> str:
        return reverse("lesson-page", args=[self.attempt.pk, number])

    @property
    def end(self) -> str:
        return reverse("lesson-end", args=[self.attempt.pk])

    @property
    def go_on(self) -> str:
        """Where they were: the first page that is not done, or else how it went."""
        return self._next_from(1)

    def after(self, number: int) -> str:
        """Where “Go on” leads from a page: onwards when reading, to the next open question when trying again."""
        if not self.is_all_read or not self.attempt.is_open:
            return self.address(number + 1) if number < len(self.pages) else self.go_on
        return self._next_from(number + 1)

    def _next_from(self, number: int) -> str:
        if not self.attempt.is_open:
            return self.end
        waiting = [page for page in self.pages if page.number >= self.attempt.reached or page.id in self.unanswered]
        following = [page for page in waiting if page.number >= number] or waiting
        return self.address(following[0].number) if following else self.end

    @property
    def words(self) -> str:
        number = min(self.attempt.reached, len(self.pages))
        return self.words_at(number)

    def words_at(self, number: int) -> str:
        left = sum(page.seconds for page in self.pages if page.number >= number)
        return rules.progress_words(number, len(self.pages), left)


def lessons(viewer: Viewer) -> QuerySet[Lesson]:
    """Those that can be begun."""
    offered = visible(viewer, Lesson).filter(item__is_published=True, versions__stage=Stage.CURRENT)
    return offered.select_related("item__organisation", "item__theme")


def readable_lessons(viewer: Viewer) -> QuerySet[Lesson]:
    """Also those that are no longer on offer, for whoever is half-way through one."""
    return visible(viewer, Lesson).filter(versions__stage=Stage.CURRENT).select_related("item__organisation")


def attempts(viewer: Viewer) -> QuerySet[Attempt]:
    return visible(viewer, Attempt).select_related("version", "lesson__item")


def own_attempts(person: Person) -> QuerySet[Attempt]:
    """Newest first; those that were left for a newer version are not told of."""
    theirs = Attempt.objects.filter(person=person).exclude(state=State.LEFT)
    return theirs.select_related("version", "lesson__item")


def open_attempt(lesson: Lesson, person: Person) -> Attempt | None:
    return own_attempts(person).filter(lesson=lesson, state=State.OPEN).first()


def pages_of(version: LessonVersion) -> list[PageLine]:
    held = LessonPage.objects.filter(version=version).values_list("pk", "title", "seconds")
    return [PageLine(*values, number=number) for number, values in enumerate(held, start=1)]


def standing(attempt: Attempt) -> Standing:
    return Standing(attempt, pages_of(attempt.version), list(drawn(attempt)))


def drawn(attempt: Attempt) -> Iterator[Drawn]:
    """The draw is worked out, never kept: the seed and the try give the same questions wherever it is asked."""
    banks: dict[tuple[int, int], list[int]] = defaultdict(list)
    draws: dict[int, int | None] = {}
    asked = Question.objects.filter(block__page__version=attempt.version_id).order_by(
        "block__page__position", "block__page", "block__position", "block", "position", "pk"
    )
    for pk, block_id, page_id, draw in asked.values_list("pk", "block", "block__page", "block__draw"):
        banks[block_id, page_id].append(pk)
        draws[block_id] = draw
    answers = CheckAnswer.objects.filter(attempt=attempt, try_number=attempt.try_number)
    held = dict(answers.values_list("question", "is_right"))
    for (block_id, page_id), questions in banks.items():
        for pk in rules.drawn(attempt.seed, attempt.try_number, block_id, questions, draws[block_id]):
            yield Drawn(pk, block_id, page_id, held.get(pk))


def notes(attempt: Attempt) -> QuerySet[LessonNote]:
    return LessonNote.objects.filter(attempt=attempt).select_related("block__page").order_by("written_at", "pk")


def completion_of(attempt: Attempt) -> Completion | None:
    """What stands on the record for it, and so the certificate."""
    if attempt.state != State.FINISHED or attempt.ended_at is None:
        return None
    on = timezone.localdate(attempt.ended_at)
    return Completion.objects.filter(person=attempt.person_id, item=attempt.lesson.item_id, completed_on=on).first()


# --- for pages of other rooms -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Player:
    """What an item’s page offers when the item has a lesson here, and what home says of one that was begun."""

    lesson_id: int
    item_id: int
    title: str
    attempt_id: int | None = None
    page: int = 0
    of: int = 0
    seconds_left: int = 0
    finished_on: date | None = None

    @property
    def url(self) -> str:
        if self.attempt_id:
            return reverse("attempt", args=[self.attempt_id])
        return reverse("lesson", args=[self.lesson_id])

    @property
    def action(self) -> str:
        if self.attempt_id:
            return "Go on"
        return "Do it again" if self.finished_on else "Start"

    @property
    def words(self) -> str:
        return rules.progress_words(min(self.page, self.of), self.of, self.seconds_left) if self.attempt_id else ""


def players(viewer: Viewer, item_ids: Collection[int] | None = None, *, only_begun: bool = False) -> dict[int, Player]:
    """By item: what the viewer may start, go on with or do again. Two questions, and one more for what was begun."""
    if viewer.person is None:
        return {}
    begun = [pk for pk, item_id in UNDER_WAY.rows(viewer.person.pk) if item_ids is None or item_id in item_ids]
    found = (
        {one.item_id: one for one in _begun(list(own_attempts(viewer.person).filter(pk__in=begun)))} if begun else {}
    )
    if only_begun:
        return found
    offered = lessons(viewer)
    offered = offered if item_ids is None else offered.filter(item__in=list(item_ids))
    here = list(offered.values_list("pk", "item", "item__title"))
    finished = own_attempts(viewer.person).filter(state=State.FINISHED, lesson__in=[pk for pk, *_ in here])
    ended = dict(finished.order_by("ended_at").values_list("lesson", "ended_at")) if here else {}
    for pk, item_id, title in here:
        on = timezone.localdate(ended[pk]) if pk in ended else None
        found.setdefault(item_id, Player(pk, item_id, title, finished_on=on))
    return found


def _begun(attempts: list[Attempt]) -> Iterator[Player]:
    seconds: dict[int, list[int]] = defaultdict(list)
    pages = LessonPage.objects.filter(version__in={one.version_id for one in attempts})
    for version_id, page_seconds in pages.values_list("version", "seconds") if attempts else ():
        seconds[version_id].append(page_seconds)
    for attempt in attempts:
        held = seconds[attempt.version_id]
        yield Player(
            attempt.lesson_id,
            attempt.lesson.item_id,
            str(attempt.lesson),
            attempt.pk,
            page=attempt.reached,
            of=len(held),
            seconds_left=sum(held[attempt.reached - 1 :]),
        )
