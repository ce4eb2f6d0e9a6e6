"""How a lesson does: counts, with small groups withheld, and nobody’s answers by name."""

import pytest

from academy.elearning import actions, queries
from academy.elearning.models import Attempt
from academy.elearning.queries.results import TOO_FEW
from academy.people.rules import Role
from tests.builders import make_account, make_attempt, make_item, make_lesson, make_organisation, make_person, signed_in
from tests.elearning.cast import go_through
from tests.elearning.test_pages import words

pytestmark = pytest.mark.django_db


def learned(lesson, *, right: int = 0, wrong: int = 0, half_way: int = 0) -> None:
    for number in range(right + wrong + half_way):
        attempt = make_attempt(lesson, make_person(f"Quillfeather{number}"))
        if number < right + wrong:
            go_through(attempt, is_right=number < right)


def test_counts_shares_and_the_time_it_took():
    lesson = make_lesson(pages=1, tries=1)
    learned(lesson, right=12, wrong=8, half_way=5)
    for number, attempt in enumerate(Attempt.objects.filter(state="finished").order_by("pk")):
        Attempt.objects.filter(pk=attempt.pk).update(seconds=600 + 60 * number)

    shown = queries.results(lesson.versions.get())

    assert (shown.begun, shown.by_state["finished"], shown.by_state["not_passed"], shown.by_state["open"]) == (
        25,
        12,
        8,
        5,
    )
    assert shown.minutes == 16
    assert [(one.page, one.answered, one.right_words) for one in shown.questions] == [("Page 1", 20, "60 in 100")]


def test_few_people_are_too_few_to_show():
    lesson = make_lesson(pages=1, tries=1)
    learned(lesson, right=3, wrong=1)

    shown = queries.results(lesson.versions.get())

    assert (shown.begun_words, shown.minutes_words) == (TOO_FEW, TOO_FEW)
    assert {count for _, count in shown.state_words} <= {TOO_FEW, "0"}
    assert [(one.answered_words, one.right_words) for one in shown.questions] == [(TOO_FEW, TOO_FEW)]


def test_the_few_who_were_wrong_are_not_found_by_subtraction():
    lesson = make_lesson(pages=1, tries=1)
    learned(lesson, right=18, wrong=2)

    [question] = queries.results(lesson.versions.get()).questions

    assert question.right_words == TOO_FEW


def test_only_the_first_try_counts():
    lesson = make_lesson(pages=1, tries=2)
    for number in range(12):
        attempt = go_through(make_attempt(lesson, make_person(f"P{number}")), is_right=number >= 6)
        if number < 6:
            actions.try_again(attempt, by=None)
            go_through(attempt)

    [question] = queries.results(lesson.versions.get()).questions

    assert (question.answered, question.right_words) == (12, "50 in 100")


def test_the_page_names_nobody_and_is_for_those_who_write_the_lesson():
    health = make_organisation("Health", kind="health")
    lesson = make_lesson(make_item("Own", mode="own_time", organisation=health), pages=1, tries=1)
    learned(lesson, right=6, wrong=6)

    page = signed_in(make_account(Role.TRAINING_LEAD, organisation=health)).get(f"/learn/write/{lesson.pk}/results/")

    assert "Who must be told? Page 1 12 50 in 100" in words(page)
    assert "Quillfeather" not in page.content.decode()
    for role in Role:
        elsewhere = signed_in(make_account(role, organisation=make_organisation()))
        status = elsewhere.get(f"/learn/write/{lesson.pk}/results/").status_code
        assert status == (200 if role == Role.ACADEMY else 404)


def test_what_nobody_learned_from_yet_says_so():
    organisation = make_organisation()
    item = make_item("Own", mode="own_time", organisation=organisation)
    client = signed_in(make_account(Role.TRAINING_LEAD, organisation=organisation))

    assert "Nobody yet" in words(client.get(f"/learn/write/{make_lesson(item, is_published=False).pk}/results/"))
