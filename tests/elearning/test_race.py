"""Pressed in many windows at the same moment, over connections of their own: begun, answered and finished once."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, connections

from academy.core import trail
from academy.elearning import actions, queries
from academy.elearning.actions import learning
from academy.elearning.models import Attempt, CheckAnswer
from academy.elearning.rules import State
from academy.records.models import Completion
from tests.builders import make_attempt, make_lesson, make_person
from tests.elearning.cast import answer, drawn, fresh, read

pytestmark = pytest.mark.django_db(transaction=True)
WINDOWS = 6


def at_once(press: Callable[[], object]) -> list[BaseException]:
    """Everybody stands ready before the first presses."""
    gate, faults = threading.Barrier(WINDOWS), []

    def window() -> None:
        try:
            gate.wait(timeout=30)
            press()
        except Exception as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=window) for _ in range(WINDOWS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return faults


def ready_to_finish() -> Attempt:
    attempt = make_attempt(make_lesson(pages=1))
    [question] = drawn(attempt)
    read(attempt, 1, answers=answer(question, is_right=True), goes_on=False)
    return fresh(attempt)


def finish_in_every_window(attempt: Attempt) -> list[BaseException]:
    page = queries.standing(attempt).page(1)
    return at_once(lambda: actions.read_page(fresh(attempt), page, by=None, goes_on=True))


def finishes(attempt: Attempt) -> int:
    return sum(entry.verb == "finished" for entry in trail.entries_about(attempt))


def test_begun_in_six_windows_it_is_one_attempt():
    lesson, amara = make_lesson(), make_person()

    faults = at_once(lambda: actions.start_lesson(lesson, amara, by=None))

    assert faults == []
    assert Attempt.objects.filter(person=amara).count() == 1


def test_answered_in_six_windows_it_is_one_answer():
    attempt = make_attempt(make_lesson(pages=1))
    page = queries.standing(attempt).page(1)
    [question] = drawn(attempt)
    said = answer(question, is_right=True)

    faults = at_once(lambda: actions.read_page(fresh(attempt), page, by=None, answers=said))

    assert faults == []
    assert CheckAnswer.objects.count() == 1


def test_finished_in_six_windows_it_is_on_the_record_once():
    attempt = ready_to_finish()

    finish_in_every_window(attempt)

    assert (fresh(attempt).state, finishes(attempt), Completion.objects.count()) == (State.FINISHED, 1, 1)


def test_without_the_lock_it_would_be_finished_more_than_once(monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one at a time write, whatever is locked")
    monkeypatch.setattr(learning, "locked", fresh)
    most = 0
    for _ in range(5):
        attempt = ready_to_finish()
        finish_in_every_window(attempt)
        most = max(most, finishes(attempt))

    assert most > 1
