"""Two records of one person, somebody erased, and what leaves in the file of all that is kept."""

import pytest

from academy.elearning.models import Attempt, CheckAnswer, LessonNote
from academy.elearning.rules import BlockKind, State
from academy.home.actions import merge_people
from academy.people import actions as people
from academy.people.models import Merge
from academy.people.rules import Role
from academy.privacy import holdings
from academy.privacy.actions import erase_person
from tests.builders import (
    make_account,
    make_attempt,
    make_item,
    make_lesson,
    make_organisation,
    make_person,
    make_spell,
)
from tests.elearning.cast import go_through, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def dan():
    return make_account(Role.ACADEMY)


def with_a_thought(person):
    lesson = make_lesson(make_item("Think", mode="own_time"), pages=1, is_published=False)
    draft = lesson.versions.get()
    from academy.elearning import actions

    block = actions.add_block(draft.pages.get(), BlockKind.REFLECTION, words="What?", by=None)
    actions.publish(draft, by=None)
    attempt = make_attempt(lesson, person)
    read(attempt, 1, notes={block.pk: "A thought of mine."}, goes_on=False)
    return go_through(attempt)


def test_two_records_become_one_with_one_way_through_a_lesson(dan):
    kept, merged = make_person("Amara"), make_person("Amara", email=None)
    lesson = make_lesson()
    going_on, left = make_attempt(lesson, kept), make_attempt(lesson, merged)
    done = go_through(make_attempt(make_lesson(make_item("Other", mode="own_time")), merged))

    merge_people(kept, merged, why="One person", by=dan)

    assert set(Attempt.objects.filter(person=kept).values_list("pk", "state")) == {
        (going_on.pk, State.OPEN),
        (left.pk, State.LEFT),
        (done.pk, State.FINISHED),
    }


def test_undone_both_go_on(dan):
    kept, merged = make_person("Amara"), make_person("Amara", email=None)
    lesson = make_lesson()
    going_on, left = make_attempt(lesson, kept), make_attempt(lesson, merged)
    merge_people(kept, merged, why="One person", by=dan)

    people.undo_merge(Merge.objects.get(), by=dan)

    assert set(Attempt.objects.values_list("pk", "person", "state")) == {
        (going_on.pk, kept.pk, State.OPEN),
        (left.pk, merged.pk, State.OPEN),
    }


def test_erased_what_was_answered_and_written_goes_and_the_count_stays(dan):
    gone = make_person("Gone")
    make_spell(gone, organisation=make_organisation(), ended_on="2021-01-01")
    with_a_thought(gone)
    begun = make_attempt(make_lesson(), gone)

    erase_person(gone, by=dan)

    assert not LessonNote.objects.exists()
    assert not CheckAnswer.objects.exists()
    assert Attempt.objects.count() == 2
    begun.refresh_from_db()
    assert begun.state == State.LEFT


def test_the_file_for_themselves_has_answers_and_thoughts_and_any_other_has_neither():
    amara = make_person("Amara")
    with_a_thought(amara)

    own = {table.caption for table in holdings.everything(amara)}
    another = {table.caption for table in holdings.everything(amara, is_for_themselves=False)}

    assert own - another == {"Check answers", "Lesson notes"}
    assert "Attempts" in another
