import signal
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from academy.core import notices
from academy.core.models import Notice
from academy.people.jobs import clear_notices
from academy.surveys import jobs
from academy.surveys.models import FollowUp
from tests.builders import at_any_hour, make_completion, make_item, make_person, make_spell
from tests.mail import mail_server
from tests.other_process import environment

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 6)
THREE_MONTHS_AGO = date(2026, 8, 6)


@pytest.mark.django_db
def test_somebody_is_asked_on_the_day_three_months_after_and_not_before():
    completion = make_completion(completed_on=THREE_MONTHS_AGO)

    jobs.ask_three_months_later(on=TODAY - timedelta(days=1))
    assert not FollowUp.objects.exists()

    jobs.ask_three_months_later(on=TODAY)
    follow_up = FollowUp.objects.get()
    assert (follow_up.completion, follow_up.due_on) == (completion, TODAY)
    assert Notice.objects.get().to == completion.person.email


@pytest.mark.django_db
def test_asking_twice_asks_once():
    make_completion(completed_on=THREE_MONTHS_AGO)

    assert jobs.ask_three_months_later(on=TODAY) == "1 people asked"
    assert jobs.ask_three_months_later(on=TODAY) == "0 people asked"
    assert (FollowUp.objects.count(), Notice.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_reading_a_page_and_learning_of_long_ago_are_not_asked_about():
    make_completion(item=make_item(kind="resource"), completed_on=THREE_MONTHS_AGO)
    make_completion(completed_on=date(2025, 8, 6))

    jobs.ask_three_months_later(on=TODAY)

    assert not FollowUp.objects.exists()


@pytest.mark.django_db
def test_somebody_without_an_address_is_counted_closed_and_not_tried_again():
    make_completion(make_person(email=None), completed_on=THREE_MONTHS_AGO)

    jobs.ask_three_months_later(on=TODAY)
    jobs.ask_three_months_later(on=TODAY)

    assert FollowUp.objects.get().closed_on == TODAY
    assert not Notice.objects.exists()


@pytest.mark.django_db
def test_the_line_manager_of_the_day_is_told_once_for_all_their_people():
    manager = make_person("Ruth", "Adeyemi")
    item = make_item()
    for name in ("Amara", "Tom"):
        person = make_person(name)
        make_spell(person, line_manager=manager)
        make_completion(person, item, completed_on=THREE_MONTHS_AGO)

    jobs.ask_three_months_later(on=TODAY)

    told = Notice.objects.get(to=manager.email)
    assert "Amara" in told.body
    assert "Tom" in told.body
    assert set(FollowUp.objects.values_list("manager", flat=True)) == {manager.pk}


@pytest.mark.django_db
def test_silence_is_reminded_twice_then_closed():
    make_completion(completed_on=THREE_MONTHS_AGO)
    jobs.ask_three_months_later(on=TODAY)

    for days, reminders in [(6, 0), (7, 1), (8, 1), (21, 2), (40, 2)]:
        FollowUp.objects.update(asked_at=timezone.now() - timedelta(days=days))
        jobs.remind(on=TODAY)
        assert FollowUp.objects.get().reminders == reminders
    FollowUp.objects.update(asked_at=timezone.now() - timedelta(days=60))
    jobs.close(on=TODAY)

    assert FollowUp.objects.get().closed_on == TODAY
    assert Notice.objects.count() == 3


STEPS = [("found", 1), ("asked", 1), ("found", 2), ("asked", 2), ("taken", 1), ("sent", 1), ("marked", 1), ("sent", 3)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("step", "turn"), STEPS)
def test_a_worker_killed_between_any_two_steps_loses_nobody_and_asks_nobody_twice(step, turn):
    people = [make_completion(make_person(name), completed_on=THREE_MONTHS_AGO).person for name in "ABC"]
    at_any_hour(*people)

    with mail_server() as (received, address):
        killed = run_worker(address, step, turn)
        Notice.objects.update(leased_until=None)  # the dead worker's hold runs out
        finished = run_worker(address, "none", 0)

    assert (killed, finished) == (-signal.SIGKILL, 0)
    assert FollowUp.objects.count() == 3
    assert len(set(received.ids)) == 3  # the same Message-ID is the same message, however often it was carried
    assert {message["To"] for message in received.messages} == {person.email for person in people}


def run_worker(address: str, step: str, turn: int) -> int:
    command = [sys.executable, "-m", "tests.surveys.killed_worker", step, str(turn), TODAY.isoformat()]
    return subprocess.run(command, cwd=ROOT, env=environment(ACADEMY_EMAIL_URL=address)).returncode


@pytest.mark.django_db(transaction=True)
def test_without_its_key_a_restarted_worker_would_ask_twice(settings):
    """The control: what keeps a second notice away is the key, and without it there are two."""
    at_any_hour(make_completion(completed_on=THREE_MONTHS_AGO).person)

    with mail_server() as (received, address):
        settings.EMAIL_URL = address
        jobs.ask_three_months_later(on=TODAY)
        Notice.objects.update(key="forgotten")
        FollowUp.objects.all().delete()
        jobs.ask_three_months_later(on=TODAY)
        clear_notices()
        notices.send_waiting()

    assert len(set(received.ids)) == 2
