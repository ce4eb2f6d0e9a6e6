"""Somebody begins a lesson, reads, answers, and finishes: once, in however many windows."""

import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Model

from academy.core import clock, trail
from academy.elearning import queries, rules
from academy.elearning.models import Attempt, Block, CheckAnswer, Choice, Lesson, LessonNote, Question
from academy.elearning.queries import PageLine, Standing
from academy.elearning.rules import BlockKind, State
from academy.people.actions import Moving
from academy.people.models import Account, Person
from academy.records import actions as records
from academy.records.rules import Door

Answers = Mapping[int, Sequence[int]]  # question, and what was chosen


@transaction.atomic
def start_lesson(lesson: Lesson, person: Person, *, by: Account | None, cause: Model | None = None) -> Attempt:
    """The published version, from its first page. Whoever is half-way goes on with what they have."""
    version = queries.current_of(lesson)
    if version is None or not lesson.item.is_published:
        raise rules.NotOffered("This lesson is not on offer now. What you have begun, you can still finish.")
    now = clock.now()
    attempt, is_new = Attempt.objects.select_related("version", "lesson__item").get_or_create(
        person=person,
        lesson=lesson,
        state=State.OPEN,
        defaults={
            "version": version,
            "seed": secrets.randbelow(2**53),
            "started_at": now,
            "last_at": now,
            "cause": cause,
        },
    )
    if is_new:
        trail.note(by, "began", attempt)
    return attempt


@transaction.atomic
def start_newer_version(attempt: Attempt, *, by: Account | None) -> Attempt:
    """By choice: the version they were half-way through is left, and what they answered in it."""
    attempt = locked(attempt)
    if attempt.is_open:
        _end(attempt, State.LEFT)
        trail.note(by, "left", attempt)
    return start_lesson(attempt.lesson, attempt.person, by=by)


@transaction.atomic
def read_page(
    attempt: Attempt,
    page: PageLine,
    *,
    by: Account | None,
    answers: Answers | None = None,
    notes: Mapping[int, str] | None = None,
    opened_at: datetime | None = None,
    goes_on: bool = False,
) -> Attempt:
    """Answers are kept and locked, and so is what they wish to keep; going on, the page is read."""
    attempt = locked(attempt)
    _refuse_unless_open(attempt, page)
    standing = queries.standing(attempt)
    _keep_answers(standing, page, answers or {})
    _keep_notes(attempt, page, notes or {})
    _count_time(attempt, page, opened_at)
    standing = queries.standing(attempt)
    if goes_on and page.id not in standing.unanswered:
        attempt.reached = max(attempt.reached, page.number + 1)
    attempt.last_at = clock.now()
    attempt.save(update_fields=["reached", "seconds", "last_at"])
    _settle(standing, by=by)
    return attempt


@transaction.atomic
def try_again(attempt: Attempt, *, by: Account | None) -> Attempt:
    """Questions are drawn afresh. Pressed twice it is one try, because nothing is answered in the new one yet."""
    attempt = locked(attempt)
    standing = queries.standing(attempt)
    if not standing.may_try_again:
        return attempt
    attempt.try_number += 1
    attempt.last_at = clock.now()
    attempt.save(update_fields=["try_number", "last_at"])
    trail.note(by, "tried again", attempt, try_number=attempt.try_number)
    return attempt


@transaction.atomic
def forget_note(note: LessonNote, *, by: Account | None) -> None:
    """What was kept for oneself is taken away by oneself. The trail says that it went, never what it said."""
    attempt = note.attempt
    LessonNote.objects.filter(pk=note.pk).delete()
    trail.note(by, "took away a note from", attempt)


@transaction.atomic
def erase_person(person: Person) -> Counter[str]:
    """That somebody went through a lesson stays counted. What they answered and wrote goes."""
    theirs = Attempt.objects.filter(person=person)
    notes, _ = LessonNote.objects.filter(attempt__in=theirs).delete()
    CheckAnswer.objects.filter(attempt__in=theirs).delete()
    for attempt in theirs.filter(state=State.OPEN):
        _end(attempt, State.LEFT)
    return Counter(reflections=notes)


def move_person(moving: Moving) -> None:
    """Two ways through one lesson become one: the kept person’s goes on, and the other is left where it was."""
    theirs = Attempt.objects.filter(person=moving.merged)
    held = Attempt.objects.filter(person=moving.kept, state=State.OPEN)
    both = theirs.filter(state=State.OPEN, lesson__in=held.values("lesson"))
    moving.change(both, state=State.LEFT.value, ended_at=clock.now())
    moving.repoint(Attempt.objects.filter(person=moving.merged))


# --- under the attempt’s lock -----------------------------------------------------------------------------------------


def locked(attempt: Attempt) -> Attempt:
    """As it is now, and nobody else’s to change until this transaction ends."""
    held = Attempt.objects.select_for_update(of=("self",)).select_related("version", "lesson__item", "person")
    return held.get(pk=attempt.pk)


def _refuse_unless_open(attempt: Attempt, page: PageLine) -> None:
    if not attempt.is_open:
        raise rules.OverAlready("This is over. What you answered stands as it was.")
    if page.number > attempt.reached:
        raise rules.NotThereYet("There are pages before this one that you have not read yet.")


def _keep_answers(standing: Standing, page: PageLine, answers: Answers) -> None:
    """Only to questions of this page that wait in this try: what is answered already stands."""
    waiting = {one.question_id for one in standing.drawn if one.page_id == page.id and not one.is_answered}
    questions = {pk: answers[pk] for pk in waiting if answers.get(pk)}
    if not questions:
        return
    kinds = dict(Question.objects.filter(pk__in=questions).values_list("pk", "kind"))
    choices: dict[int, list[tuple[int, bool]]] = {pk: [] for pk in questions}
    for pk, question_id, is_right in Choice.objects.filter(question__in=questions).values_list(
        "pk", "question", "is_right"
    ):
        choices[question_id].append((pk, is_right))
    CheckAnswer.objects.bulk_create(
        CheckAnswer(
            attempt=standing.attempt,
            question_id=pk,
            try_number=standing.attempt.try_number,
            chosen=list(chosen),
            is_right=_is_right(kinds[pk], choices[pk], chosen),
            answered_at=clock.now(),
        )
        for pk, chosen in questions.items()
        if set(chosen) <= {choice for choice, _ in choices[pk]}  # another question’s choice is no answer to this one
    )


def _is_right(kind: str, choices: Iterable[tuple[int, bool]], chosen: Sequence[int]) -> bool:
    is_order = kind == rules.QuestionKind.ORDER
    return rules.is_right(kind, [pk for pk, is_right in choices if is_right or is_order], chosen)


def _keep_notes(attempt: Attempt, page: PageLine, notes: Mapping[int, str]) -> None:
    """What was not asked to be kept is not written down anywhere."""
    of_page = Block.objects.filter(page=page.id, kind=BlockKind.REFLECTION, pk__in=notes)
    for block_id in of_page.values_list("pk", flat=True):
        words = notes[block_id].strip()
        if words:
            LessonNote.objects.update_or_create(
                attempt=attempt, block_id=block_id, defaults={"words": words, "written_at": clock.now()}
            )
        else:
            LessonNote.objects.filter(attempt=attempt, block=block_id).delete()


def _count_time(attempt: Attempt, page: PageLine, opened_at: datetime | None) -> None:
    """From when the page was opened, or the last thing done: no minute counts twice, and no hour away counts at all."""
    if opened_at is not None:
        elapsed = (clock.now() - max(opened_at, attempt.last_at)).total_seconds()
        attempt.seconds += rules.counted_seconds(elapsed, page.seconds)


def _settle(standing: Standing, *, by: Account | None) -> None:
    """All is read and answered: on the record, or one more try, or not this time."""
    attempt = standing.attempt
    if not (attempt.is_open and standing.is_all_done):
        return
    state = rules.state_after(standing.score, try_number=attempt.try_number, tries=attempt.version.tries)
    if state == State.OPEN:
        return
    _end(attempt, state)
    if state == State.FINISHED:
        records.record_completion(
            attempt.person, attempt.lesson.item, on=clock.today(), by=by, door=Door.LESSON, cause=attempt
        )
    trail.note(by, "finished" if state == State.FINISHED else "ended", attempt)  # how it went is theirs alone


def _end(attempt: Attempt, state: State) -> None:
    attempt.state, attempt.ended_at = state, clock.now()
    attempt.save(update_fields=["state", "ended_at"])
