"""The demonstration’s lessons: whole, easy to read, and learned by people whose records say so."""

from datetime import date

import pytest

from academy.catalogue.models import Item
from academy.core import uploads
from academy.core.demo import World
from academy.elearning import demo, queries, rules
from academy.elearning.demo import written
from academy.elearning.models import Attempt, CheckAnswer, Lesson, LessonFile, LessonVersion
from academy.elearning.rules import Stage, State
from academy.elearning.rules.lessons import EASY_AGE
from academy.records.models import Completion
from academy.records.rules import Door
from tests.builders import make_completion, make_item, make_person, make_spell

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 10)


@pytest.fixture
def built():
    items = [make_item(written.lesson(name).title, mode="own_time", kind="e_learning") for name in demo.LESSONS]
    amara = make_person("Amara", "Okafor")
    people = [amara, *(make_person(f"P{number}") for number in range(30))]
    for number, person in enumerate(people):
        make_spell(person)
        for item in items[:3] if number % 2 else ():
            make_completion(person, item, completed_on=date(2026, 10, 1 + number % 20), door=Door.PACKAGE)
    demo.build(World(on=ON, people=600))
    return amara


def test_three_lessons_are_ready_and_one_is_being_written(built):
    stages = {str(one.lesson): one.stage for one in LessonVersion.objects.exclude(stage=Stage.PAST)}

    assert sorted(stages.values()) == ["current", "current", "current", "draft"]
    for version in LessonVersion.objects.all():
        is_whole = queries.missing_in(version) == []
        assert is_whole is (version.stage != Stage.DRAFT), version
        pages = queries.pages_of(version)
        assert 6 <= len(pages) <= 9 or version.is_draft
        age = rules.reading_age(queries.text_of(queries.pages_said(version)))
        assert 6 <= (age or 99) <= EASY_AGE


def test_its_pictures_are_drawn_and_kept_whole(built):
    files = list(LessonFile.objects.select_related("stored"))

    assert len(files) == 3
    assert all(uploads.is_whole(one.stored) and one.stored.width and one.stored.width > 600 for one in files)


def test_whoever_finished_has_it_on_the_record_and_answers_that_were_enough(built):
    finished = Attempt.objects.filter(state=State.FINISHED).select_related("version", "lesson")

    assert finished.count() > 20
    for attempt in finished:
        assert queries.completion_of(attempt) is not None
        assert queries.standing(attempt).score.is_enough


def test_amara_is_half_way_through_the_refresher(built):
    attempt = Attempt.objects.get(person=built, lesson__item__title__startswith="Professional curiosity")

    assert queries.standing(attempt).words.startswith("Page 5 of 7")
    assert attempt.notes.count() == 1
    assert CheckAnswer.objects.filter(attempt=attempt).exists()
    assert Lesson.objects.count() == Item.objects.filter(kind="e_learning").count() == 4
    assert not Completion.objects.filter(person=built, item=attempt.lesson.item).exists()
