"""The pages of those who learn: what they read, what they may do, and what is nobody else’s."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from academy.core import clock
from academy.elearning import actions, queries
from academy.elearning.models import Attempt, CheckAnswer, LessonNote
from academy.elearning.rules import BlockKind, State
from academy.people.rules import Role
from academy.records.models import Completion
from tests.builders import (
    make_account,
    make_attempt,
    make_item,
    make_lesson,
    make_organisation,
    make_question,
    signed_in,
)
from tests.elearning.cast import answer, drawn, fresh, go_through, learner, read

pytestmark = pytest.mark.django_db


def words(response) -> str:
    text = re.sub(r"(?s)<(script|style).*?</\1>|<head>.*?</head>", " ", response.content.decode())
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).strip()


def typed(attempt: Attempt, *, is_right: bool = True) -> dict[str, list[str] | str]:
    """What a browser sends for the questions of this try."""
    said = {}
    for pk in drawn(attempt):
        [(_, chosen)] = answer(pk, is_right=is_right).items()
        said[f"q{pk}"] = [str(one) for one in chosen]
    return said


def test_a_lesson_is_begun_read_answered_and_finished():
    amara, _, client = learner()
    lesson = make_lesson(pages=2)

    front = client.get(f"/learn/{lesson.pk}/")
    assert "Start" in words(front)
    page = client.post(f"/learn/{lesson.pk}/start/", follow=True)
    assert "Page 1 of 2" in words(page)
    assert "What page 1 says." in words(page)
    attempt = Attempt.objects.get(person=amara)
    page = client.post(page.request["PATH_INFO"], {"go": "on"}, follow=True)
    assert "Page 2 of 2" in words(page)
    page = client.post(f"/learn/attempts/{attempt.pk}/pages/2/", {"go": "check", **typed(attempt)}, follow=True)
    assert "Right" in words(page)
    assert "Said to whoever chose 0." in words(page)
    assert "Because it is so." in words(page)
    page = client.post(f"/learn/attempts/{attempt.pk}/pages/2/", {"go": "on"}, follow=True)

    assert "You have finished" in words(page)
    assert f"/records/completions/{Completion.objects.get().pk}/certificate/" in page.content.decode()
    assert "Do it again" in words(client.get(f"/learn/{lesson.pk}/"))


def test_a_question_left_open_is_said_and_nothing_typed_is_lost():
    lesson = make_lesson(pages=1, is_published=False)
    draft = lesson.versions.get()
    make_question(draft.pages.get().blocks.get(kind=BlockKind.CHECK), words="And the second?")
    actions.publish(draft, by=None)
    amara, _, client = learner()
    attempt = make_attempt(lesson, amara)
    first, _second = drawn(attempt)
    chosen = typed(attempt)[f"q{first}"][0]

    page = client.post(f"/learn/attempts/{attempt.pk}/pages/1/", {"go": "check", f"q{first}": chosen})

    assert "Answer question 2" in words(page)
    assert re.search(rf'value="{chosen}"[^>]*checked', page.content.decode())
    assert not CheckAnswer.objects.exists()


def test_go_on_where_i_was_is_the_first_page_not_read():
    amara, _, client = learner()
    attempt = make_attempt(make_lesson(pages=4), amara)
    read(attempt, 1)
    read(attempt, 2)

    response = client.get(f"/learn/attempts/{attempt.pk}/")

    assert response.headers["Location"] == f"/learn/attempts/{attempt.pk}/pages/3/"
    assert client.get(f"/learn/attempts/{attempt.pk}/pages/4/").headers["Location"].endswith("/pages/3/")
    assert "Page 1 of 4" in words(client.get(f"/learn/attempts/{attempt.pk}/pages/1/"))
    assert client.get(f"/learn/attempts/{attempt.pk}/pages/5/").status_code == 404
    assert client.get(f"/learn/attempts/{attempt.pk}/pages/0/").status_code == 404


def test_not_yet_says_what_to_read_again_and_tries_again():
    amara, _, client = learner()
    attempt = go_through(make_attempt(make_lesson(pages=2), amara), is_right=False)

    page = client.get(f"/learn/attempts/{attempt.pk}/end/")
    assert "Not yet: 0 of 1 right" in words(page)
    assert "You have two more tries." in words(page)
    assert "Page 2: Another page" in words(page)
    again = client.post(f"/learn/attempts/{attempt.pk}/try-again/", follow=True)

    assert again.request["PATH_INFO"].endswith("/pages/2/")
    assert "Check my answers" in words(again)


def test_a_wrong_answer_is_not_told_which_one_was_right():
    amara, _, client = learner()
    attempt = make_attempt(make_lesson(pages=1), amara)

    page = client.post(
        f"/learn/attempts/{attempt.pk}/pages/1/", {"go": "check", **typed(attempt, is_right=False)}, follow=True
    )

    assert "Not right" in words(page)
    assert "Answer 0 of" not in words(page)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("part", ["", "pages/1/", "end/", "try-again/"])
def test_somebody_elses_attempt_is_not_there(method, part):
    council = make_organisation()
    tom, _, _ = learner("Tom", organisation=council)
    attempt = make_attempt(make_lesson(), tom)
    lookers = [make_account(role, organisation=council) for role in Role]

    for account in lookers:
        response = getattr(signed_in(account), method)(f"/learn/attempts/{attempt.pk}/{part}")
        assert response.status_code in (404, 405)


def test_a_made_up_choice_is_refused_in_words():
    other = make_lesson(make_item("Another", mode="own_time"), pages=1)
    foreign = answer(drawn(make_attempt(other))[0], is_right=True)
    amara, _, client = learner()
    attempt = make_attempt(make_lesson(pages=1), amara)
    [mine], [[theirs]] = drawn(attempt), foreign.values()

    for sent in (theirs, 987_654_321, "x", "-1", "1 OR 1=1", "\0"):
        page = client.post(f"/learn/attempts/{attempt.pk}/pages/1/", {"go": "check", f"q{mine}": sent})
        assert page.status_code == 200
        assert "thing to put right" in words(page)

    assert not CheckAnswer.objects.exists()


def test_time_that_was_typed_is_not_believed():
    amara, _, client = learner()
    attempt = make_attempt(make_lesson(), amara)

    for opened in ("", "x", "WzEsMiwwXQ:1x:y", str(clock.now().timestamp() - 9_000)):
        client.post(f"/learn/attempts/{attempt.pk}/pages/1/", {"opened": opened, "go": "check"})

    assert fresh(attempt).seconds == 0


def test_what_is_kept_for_oneself_comes_back_and_is_taken_away():
    lesson = make_lesson(pages=1, is_published=False)
    draft = lesson.versions.get()
    block = actions.add_block(draft.pages.get(), BlockKind.REFLECTION, words="What will you do?", by=None)
    actions.publish(draft, by=None)
    amara, _, client = learner()
    attempt = make_attempt(lesson, amara)
    address = f"/learn/attempts/{attempt.pk}/pages/1/"
    said = {f"note{block.pk}": "Ring the school.", **typed(attempt)}

    client.post(address, {"go": "check", **said})
    assert not LessonNote.objects.exists()
    client.post(address, {"go": "check", f"keep{block.pk}": "on", **said})
    assert "Ring the school." in words(client.get(address))
    client.post(address, {"go": "on", f"keep{block.pk}": "on", f"note{block.pk}": "Ring the school."})
    end = client.get(f"/learn/attempts/{attempt.pk}/end/")
    assert "Ring the school." in words(end)
    client.post(f"/learn/notes/{LessonNote.objects.get().pk}/forget/")

    assert "Ring the school." not in words(client.get(f"/learn/attempts/{attempt.pk}/end/"))


def test_a_note_is_nobody_elses_to_take_away():
    lesson = make_lesson(pages=1, is_published=False)
    draft = lesson.versions.get()
    block = actions.add_block(draft.pages.get(), BlockKind.REFLECTION, words="What?", by=None)
    actions.publish(draft, by=None)
    attempt = make_attempt(lesson)
    read(attempt, 1, notes={block.pk: "Mine."}, goes_on=False)

    for role in Role:
        response = signed_in(make_account(role)).post(f"/learn/notes/{LessonNote.objects.get().pk}/forget/")
        assert response.status_code == 404


def test_a_newer_version_is_offered_and_begun_by_choice():
    amara, _, client = learner()
    lesson = make_lesson()
    old = make_attempt(lesson, amara)
    actions.publish(actions.begin_draft(lesson, by=None), by=None, what_changed="The law of 2026.")

    front = client.get(f"/learn/{lesson.pk}/")
    assert "There is a newer version. The law of 2026." in words(front)
    assert "Go on" in words(front)
    client.post(f"/learn/{lesson.pk}/start/", {"newer": ""})

    assert fresh(old).state == State.LEFT
    assert queries.open_attempt(lesson, amara).version.number == 2


def test_a_draft_is_not_there_for_learners():
    _, _, client = learner()
    lesson = make_lesson(is_published=False)

    assert client.get(f"/learn/{lesson.pk}/").status_code == 404
    assert client.post(f"/learn/{lesson.pk}/start/").status_code == 404


def test_what_is_no_longer_offered_says_so():
    _, _, client = learner()
    lesson = make_lesson()
    lesson.item.is_published = False
    lesson.item.save()

    assert "no longer on offer" in words(client.get(f"/learn/{lesson.pk}/"))
    refused = client.post(f"/learn/{lesson.pk}/start/")
    assert refused.status_code == 409
    assert "not on offer now" in words(refused)


def test_whoever_has_no_record_is_told():
    account = make_account(Role.ACADEMY)
    account.person = None
    account.save()
    lesson = make_lesson()

    assert "no learning record" in words(signed_in(account).get(f"/learn/{lesson.pk}/"))
    assert signed_in(account).post(f"/learn/{lesson.pk}/start/").status_code == 302
    assert signed_in(account).get("/learn/").status_code == 200


def test_my_lessons_are_those_under_way_and_those_behind_me():
    amara, _, client = learner()
    assert "No lessons yet" in words(client.get("/learn/"))
    go_through(make_attempt(make_lesson(make_item("Behind", mode="own_time")), amara))
    make_attempt(make_lesson(make_item("Under way", mode="own_time"), pages=3), amara)

    page = words(client.get("/learn/"))

    assert "You are half-way through one lesson." in page
    assert "Under way Page 1 of 3" in page
    assert "Behind Finished" in page


def queries_of(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def test_my_lessons_asks_as_many_questions_for_three_as_for_one():
    amara, _, client = learner()
    counts = []
    for number in (1, 2, 3):
        make_attempt(make_lesson(make_item(f"Lesson {number}", mode="own_time"), pages=number), amara)
        counts.append(queries_of(client, "/learn/"))

    assert counts[0] == counts[2]


def test_a_page_asks_as_many_questions_for_three_parts_as_for_one():
    amara, _, client = learner()
    counts = []
    for number in (1, 3):
        lesson = make_lesson(make_item(f"Lesson {number}", mode="own_time"), pages=1, is_published=False)
        draft = lesson.versions.get()
        page = draft.pages.get()
        for place in range(1, number):
            actions.add_block(page, BlockKind.TEXT, words=f"More {place}", by=None)
            make_question(page.blocks.get(kind=BlockKind.CHECK), words=f"Question {place}?")
        actions.publish(draft, by=None)
        attempt = make_attempt(lesson, amara)
        counts.append(queries_of(client, f"/learn/attempts/{attempt.pk}/pages/1/"))

    assert counts[0] == counts[1]
