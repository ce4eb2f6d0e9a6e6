"""Somebody begins a lesson, answers, and finishes: what is written down, and what never is."""

from datetime import timedelta

import pytest

from academy.core import clock, trail
from academy.elearning import actions, queries
from academy.elearning.models import Attempt, CheckAnswer, LessonNote
from academy.elearning.rules import BlockKind, NotOffered, NotThereYet, OverAlready, State
from academy.needs import queries as needs
from academy.people.scope import TheAuthority
from academy.records.models import Completion
from academy.records.rules import Door
from tests.builders import make_attempt, make_lesson, make_person, make_question
from tests.elearning.cast import answer, drawn, fresh, go_through, read

pytestmark = pytest.mark.django_db


def a_bank(*, questions: int, draw: int | None = None, **settings):
    """A lesson of one page with so many questions, of which some are drawn."""
    lesson = make_lesson(pages=1, is_published=False, **settings)
    draft = lesson.versions.get()
    check = draft.pages.get().blocks.get(kind=BlockKind.CHECK)
    actions.change_block(check, draw=draw, by=None)
    for number in range(2, questions + 1):
        make_question(check, words=f"Question {number}?")
    actions.publish(draft, by=None)
    return lesson


def test_to_begin_twice_is_to_go_on():
    lesson, amara = make_lesson(), make_person()

    first = actions.start_lesson(lesson, amara, by=None)
    second = actions.start_lesson(lesson, amara, by=None)

    assert first == second
    assert [entry.verb for entry in trail.entries_about(first)] == ["began"]


def test_nobody_begins_what_is_not_published():
    with pytest.raises(NotOffered):
        actions.start_lesson(make_lesson(is_published=False), make_person(), by=None)


def test_nobody_begins_what_is_no_longer_offered_and_whoever_has_begun_finishes():
    lesson = make_lesson()
    begun = make_attempt(lesson)
    lesson.item.is_published = False
    lesson.item.save()

    with pytest.raises(NotOffered):
        actions.start_lesson(lesson, make_person("Tom"), by=None)
    assert go_through(begun).state == State.FINISHED


def test_whoever_reads_all_and_answers_enough_has_it_on_the_record_by_the_door_of_lessons():
    attempt = make_attempt()

    done = go_through(attempt)

    made = Completion.objects.get()
    assert done.state == State.FINISHED
    assert (made.person, made.item, made.completed_on) == (attempt.person, attempt.lesson.item, clock.today())
    assert (made.door, made.hours, made.cause) == (Door.LESSON, attempt.lesson.item.hours, attempt)
    assert [entry.verb for entry in trail.entries_about(attempt)] == ["began", "finished"]


def test_a_lesson_closes_the_gap_it_was_for():
    from tests.builders import make_requirement, make_spell

    lesson, amara = make_lesson(), make_person()
    make_spell(amara)
    make_requirement(lesson.item)
    viewer = TheAuthority()
    assert [gap.item_id for gap in needs.gaps(viewer, on=viewer.on, person=amara)] == [lesson.item_id]

    go_through(make_attempt(lesson, amara))

    assert list(needs.gaps(viewer, on=viewer.on, person=amara)) == []


def test_pages_come_in_their_order():
    attempt = make_attempt(make_lesson(pages=3))

    with pytest.raises(NotThereYet):
        read(attempt, 2)


def test_a_page_with_an_open_question_is_not_behind_one():
    attempt = make_attempt(make_lesson(pages=1))

    read(attempt, 1)

    assert (fresh(attempt).reached, fresh(attempt).state) == (1, State.OPEN)


def test_an_answer_is_locked_once_it_is_given():
    attempt = make_attempt(make_lesson(pages=1))
    [question] = drawn(attempt)
    read(attempt, 1, answers=answer(question, is_right=False), goes_on=False)

    read(attempt, 1, answers=answer(question, is_right=True), goes_on=False)

    assert [one.is_right for one in CheckAnswer.objects.all()] == [False]


def test_another_questions_choice_is_no_answer():
    lesson = a_bank(questions=2)
    attempt = make_attempt(lesson)
    first, second = drawn(attempt)
    [(_, of_the_second)] = answer(second, is_right=True).items()

    read(attempt, 1, answers={first: of_the_second, 987_654: [1], second: of_the_second}, goes_on=False)

    assert [one.question_id for one in CheckAnswer.objects.all()] == [second]


def test_too_few_right_is_not_yet_and_the_next_try_is_answered_afresh():
    attempt = go_through(make_attempt(make_lesson(tries=2)), is_right=False)
    assert attempt.state == State.OPEN
    assert queries.standing(attempt).may_try_again

    again = actions.try_again(attempt, by=None)

    assert queries.standing(fresh(again)).unanswered
    assert go_through(again).state == State.FINISHED
    assert [(one.try_number, one.is_right) for one in CheckAnswer.objects.order_by("pk")] == [(1, False), (2, True)]


def test_try_again_pressed_twice_is_one_try():
    attempt = go_through(make_attempt(), is_right=False)

    actions.try_again(attempt, by=None)
    actions.try_again(attempt, by=None)

    assert fresh(attempt).try_number == 2


def test_after_the_last_try_it_is_not_passed_and_one_may_begin_again():
    attempt = go_through(make_attempt(make_lesson(tries=1)), is_right=False)

    assert attempt.state == State.NOT_PASSED
    assert not Completion.objects.exists()
    with pytest.raises(OverAlready):
        read(attempt, 1)
    assert actions.start_lesson(attempt.lesson, attempt.person, by=None) != attempt


def test_done_again_on_another_day_it_stands_twice_and_on_the_same_day_once():
    lesson, amara = make_lesson(), make_person()

    go_through(make_attempt(lesson, amara))
    go_through(make_attempt(lesson, amara))

    assert Attempt.objects.filter(state=State.FINISHED).count() == 2
    assert Completion.objects.count() == 1


def test_the_draw_is_the_same_wherever_it_is_asked_and_another_for_the_next_try():
    lesson = a_bank(questions=8, draw=3)
    attempt = make_attempt(lesson)

    first = drawn(attempt)
    assert (len(first), first) == (3, drawn(attempt))
    Attempt.objects.filter(pk=attempt.pk).update(try_number=2)
    others = {tuple(drawn(attempt))}
    for number in (3, 4, 5):
        Attempt.objects.filter(pk=attempt.pk).update(try_number=number)
        others.add(tuple(drawn(attempt)))

    assert len(others | {tuple(first)}) > 1


def test_a_new_version_leaves_whoever_is_half_way_with_theirs():
    lesson = make_lesson(pages=2)
    attempt = make_attempt(lesson)
    read(attempt, 1)
    draft = actions.begin_draft(lesson, by=None)
    actions.rename_page(draft.pages.first(), title="Quite another beginning", by=None)
    actions.publish(draft, by=None)

    mine = queries.standing(fresh(attempt))

    assert [page.title for page in mine.pages] == ["What this is about", "Another page"]
    assert go_through(attempt).state == State.FINISHED
    assert queries.standing(make_attempt(lesson)).pages[0].title == "Quite another beginning"


def test_the_new_version_is_begun_by_choice():
    lesson = make_lesson()
    attempt = make_attempt(lesson)
    actions.publish(actions.begin_draft(lesson, by=None), by=None)

    new = actions.start_newer_version(attempt, by=None)

    assert (fresh(attempt).state, new.version.number) == (State.LEFT, 2)


def test_time_is_counted_from_the_opening_of_the_page_and_an_hour_away_is_not():
    attempt = make_attempt(make_lesson(pages=3))
    now = clock.now()
    Attempt.objects.filter(pk=attempt.pk).update(last_at=now - timedelta(hours=3))

    read(attempt, 1, opened_at=now - timedelta(seconds=40))
    assert 39 <= fresh(attempt).seconds <= 42
    read(attempt, 2, opened_at=now - timedelta(hours=2))  # the page before was sent a moment ago
    assert fresh(attempt).seconds <= 44
    Attempt.objects.filter(pk=attempt.pk).update(last_at=now - timedelta(hours=3), seconds=0)
    read(attempt, 2, opened_at=now - timedelta(hours=2), goes_on=False)
    assert fresh(attempt).seconds == 60


def test_time_that_nobody_vouches_for_does_not_count():
    attempt = make_attempt()
    Attempt.objects.filter(pk=attempt.pk).update(last_at=clock.now() - timedelta(hours=3))

    read(attempt, 1)

    assert fresh(attempt).seconds == 0


def a_moment_to_think():
    lesson = make_lesson(pages=1, is_published=False)
    draft = lesson.versions.get()
    block = actions.add_block(draft.pages.get(), BlockKind.REFLECTION, words="What will you do?", by=None)
    actions.publish(draft, by=None)
    return make_attempt(lesson), block


def test_what_is_written_for_oneself_is_kept_only_when_asked():
    attempt, block = a_moment_to_think()

    read(attempt, 1, notes={block.pk: "I will ring them."}, goes_on=False)
    assert [note.words for note in LessonNote.objects.all()] == ["I will ring them."]
    read(attempt, 1, notes={block.pk: ""}, goes_on=False)

    assert not LessonNote.objects.exists()


def test_what_was_kept_is_taken_away_and_the_trail_does_not_say_what_it_was():
    attempt, block = a_moment_to_think()
    read(attempt, 1, notes={block.pk: "I will ring them."}, goes_on=False)

    actions.forget_note(LessonNote.objects.get(), by=None)

    assert not LessonNote.objects.exists()
    assert "ring" not in str([entry.details for entry in trail.entries_about(attempt)])


def test_a_note_to_another_pages_question_is_not_kept():
    attempt, _ = a_moment_to_think()
    _, elsewhere = a_moment_to_think_elsewhere()

    read(attempt, 1, notes={elsewhere.pk: "Here?"}, goes_on=False)

    assert not LessonNote.objects.exists()


def a_moment_to_think_elsewhere():
    from tests.builders import make_item

    lesson = make_lesson(make_item("Another", mode="own_time"), pages=1, is_published=False)
    draft = lesson.versions.get()
    return lesson, actions.add_block(draft.pages.get(), BlockKind.REFLECTION, words="And here?", by=None)


@pytest.mark.parametrize(
    ("kind", "right"), [("single", (1,)), ("several", (0, 2)), ("true_false", (1,)), ("order", ())]
)
def test_each_kind_of_question_is_right_or_not(kind, right):
    lesson = make_lesson(pages=1, is_published=False)
    draft = lesson.versions.get()
    check = draft.pages.get().blocks.get(kind=BlockKind.CHECK)
    check.questions.all().delete()
    question = make_question(check, kind=kind, right=right)
    actions.publish(draft, by=None)
    for is_right in (True, False):
        attempt = make_attempt(lesson)
        read(attempt, 1, answers=answer(question.pk, is_right=is_right), goes_on=False)

        assert CheckAnswer.objects.get(attempt=attempt).is_right is is_right


def test_some_of_several_right_answers_are_not_right():
    lesson = make_lesson(pages=1, is_published=False)
    draft = lesson.versions.get()
    check = draft.pages.get().blocks.get(kind=BlockKind.CHECK)
    check.questions.all().delete()
    question = make_question(check, kind="several", right=(0, 2))
    actions.publish(draft, by=None)
    attempt = make_attempt(lesson)

    read(attempt, 1, answers={question.pk: [question.choices.first().pk]}, goes_on=False)

    assert not CheckAnswer.objects.get().is_right
