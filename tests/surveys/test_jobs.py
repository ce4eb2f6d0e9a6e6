from datetime import date, timedelta

import pytest
from django.utils import timezone

from academy.core import notices
from academy.core.models import Notice
from academy.surveys import jobs
from academy.surveys.models import FollowUp
from tests.builders import make_completion, make_item, make_person, make_spell
from tests.mail import mail_server

TODAY = date(2026, 11, 6)
THREE_MONTHS_AGO = date(2026, 8, 6)


class Killed(BaseException):
    """As final as a power cut: nothing catches it."""


def killed_at(step: str, turn: int = 1):
    turns = [0]

    def at_step(reached: str) -> None:
        turns[0] += reached == step
        if reached == step and turns[0] == turn:
            raise Killed

    return at_step


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


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("job_step", "job_turn"), [("found", 1), ("asked", 1), ("found", 2), ("asked", 2), ("", 0)])
@pytest.mark.parametrize("mail_step", ["taken", "sent", "marked", ""])
def test_a_worker_killed_between_any_two_steps_loses_nobody_and_asks_nobody_twice(
    settings, monkeypatch, job_step, job_turn, mail_step
):
    monkeypatch.setattr(jobs, "BATCH", 2)
    people = [make_completion(make_person(name), completed_on=THREE_MONTHS_AGO).person for name in "ABC"]

    with mail_server() as (received, address):
        settings.EMAIL_URL = address
        try:
            jobs.ask_three_months_later(on=TODAY, at_step=killed_at(job_step, job_turn))
            killed = False
        except Killed:
            killed = True
        jobs.ask_three_months_later(on=TODAY)
        try:
            notices.send_waiting(at_step=killed_at(mail_step))
        except Killed:
            Notice.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
        notices.send_waiting()

    assert killed is bool(job_step)
    assert FollowUp.objects.count() == 3
    assert len(set(received.ids)) == 3  # the same Message-ID is the same message, however often it was carried
    assert {message["To"] for message in received.messages} == {person.email for person in people}


@pytest.mark.django_db(transaction=True)
def test_without_its_key_a_restarted_worker_would_ask_twice(settings):
    """The control: what keeps a second notice away is the key, and without it there are two."""
    make_completion(completed_on=THREE_MONTHS_AGO)

    with mail_server() as (received, address):
        settings.EMAIL_URL = address
        jobs.ask_three_months_later(on=TODAY)
        Notice.objects.update(key="forgotten")
        FollowUp.objects.all().delete()
        jobs.ask_three_months_later(on=TODAY)
        notices.send_waiting()

    assert len(set(received.ids)) == 2
