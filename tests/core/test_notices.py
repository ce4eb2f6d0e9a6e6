from datetime import timedelta

import pytest
from django.utils import timezone

from academy.core import notices
from academy.core.models import Notice
from tests.builders import make_follow_up
from tests.mail import mail_server
from tests.postgres import free_port

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """As final as a power cut: nothing catches it."""


def killed_at(step: str, times: int = 1):
    left = [times]

    def at_step(reached: str) -> None:
        if reached == step and left[0]:
            left[0] -= 1
            raise Killed

    return at_step


def queue(number: int = 1) -> None:
    follow_up = make_follow_up()
    for each in range(number):
        notices.send(
            f"follow-up:{each}",
            to="amara@weyshire.example",
            template="surveys/asked.txt",
            follow_up=follow_up,
            link="x",
        )


def leases_run_out() -> None:
    Notice.objects.update(leased_until=timezone.now() - timedelta(seconds=1))


@pytest.fixture
def mail(settings):
    with mail_server() as (received, address):
        settings.EMAIL_URL = address
        yield received


def test_a_notice_is_sent_once_and_says_what_its_template_says(mail):
    queue()

    assert notices.send_waiting() == 1
    assert notices.send_waiting() == 0
    assert [message["Subject"] for message in mail.messages] == [
        "How did you use Assessing and managing risk with families?"
    ]


def test_the_same_event_is_told_once_however_often_it_is_queued(mail):
    queue()
    queue()

    notices.send_waiting()

    assert len(mail.messages) == 1


def test_a_person_without_an_address_is_not_written_to():
    notices.send("nobody", to="", template="surveys/asked.txt")

    assert not Notice.objects.exists()


@pytest.mark.parametrize(("step", "transmissions"), [("taken", 3), ("sent", 4), ("marked", 3)])
def test_a_worker_killed_between_any_two_steps_loses_nothing_and_repeats_under_the_same_message_id(
    mail, step, transmissions
):
    queue(3)
    with pytest.raises(Killed):
        notices.send_waiting(at_step=killed_at(step))
    leases_run_out()

    notices.send_waiting()

    assert len(set(mail.ids)) == 3
    assert len(mail.ids) == transmissions  # between "sent" and "marked" nobody can know: it is sent again, same id
    assert not Notice.objects.filter(sent_at__isnull=True).exists()


def test_what_another_worker_holds_is_left_alone(mail):
    queue(2)
    with pytest.raises(Killed):
        notices.send_waiting(at_step=killed_at("taken"))

    notices.send_waiting()

    assert len(mail.messages) == 1


def test_a_refused_notice_waits_longer_each_time_and_is_set_aside_after_eight_tries(mail):
    mail.refusing = True
    queue()

    for _ in range(notices.TRIES + 2):
        Notice.objects.update(due_at=timezone.now())
        notices.send_waiting()

    notice = Notice.objects.get()
    assert notice.attempts == notices.TRIES
    assert notice.parked_at is not None
    assert "Try again later" in notice.last_error


def test_a_mail_server_that_is_away_costs_no_notice_a_try_and_no_worker_its_life(settings):
    queue(2)
    settings.EMAIL_URL = f"smtp://127.0.0.1:{free_port()}"

    assert notices.send_waiting() == 0
    assert list(Notice.objects.values_list("attempts", "leased_until")) == [(0, None)] * 2

    with mail_server() as (received, settings.EMAIL_URL):
        assert notices.send_waiting() == 2
        assert len(received.messages) == 2


def test_a_name_with_a_line_break_cannot_add_a_header(mail):
    follow_up = make_follow_up()
    follow_up.completion.item.title = "Risk\nBcc: everybody@weyshire.example"
    notices.send("split", to="amara@weyshire.example", template="surveys/asked.txt", follow_up=follow_up, link="x")

    notices.send_waiting()

    assert all(message["Bcc"] is None for message in mail.messages)


def test_an_invitation_says_to_calendars_whether_it_invites_or_withdraws(mail):
    calendar = "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n"
    notices.send(
        "off",
        to="amara@weyshire.example",
        template="surveys/asked.txt",
        attachment=("session.ics", calendar),
        follow_up=make_follow_up(),
        link="x",
    )

    notices.send_waiting()

    parts = list(mail.messages[0].walk())
    assert [part.get_param("method") for part in parts if part.get_content_type() == "text/calendar"] == ["CANCEL"]


def test_a_subject_too_long_for_the_outbox_is_cut(mail):
    follow_up = make_follow_up()
    follow_up.completion.item.title = "x" * 400
    notices.send("long", to="amara@weyshire.example", template="surveys/asked.txt", follow_up=follow_up, link="x")

    assert len(Notice.objects.get().subject) == notices.LONGEST_SUBJECT
