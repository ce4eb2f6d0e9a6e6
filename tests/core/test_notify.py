from datetime import timedelta

import pytest
from django.utils import timezone

from academy.core import notices, notify
from academy.core.models import BouncedAddress, Notice
from tests.core.test_notices import Killed, killed_at, leases_run_out, queue
from tests.notify import EMAIL_TEMPLATE, TEXT_TEMPLATE, notify_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(settings):
    with notify_server() as running:
        running.give(settings)
        yield running


def due_now() -> None:
    Notice.objects.update(due_at=timezone.now(), leased_until=None)


def test_an_email_goes_through_the_template_with_our_subject_and_words(service):
    queue()

    assert notices.send_waiting() == 1
    [sent] = service.sent
    assert (sent["type"], sent["email_address"], sent["template_id"]) == (
        "email",
        "amara@weyshire.example",
        EMAIL_TEMPLATE,
    )
    assert sent["personalisation"]["subject"] == "How did you use Assessing and managing risk with families?"
    assert "Amara" in sent["personalisation"]["body"]
    assert sent["reference"] == Notice.objects.get().reference != ""


def test_a_text_message_goes_to_the_mobile_with_its_own_words(service):
    queue()
    Notice.objects.update(way="text", number="+447700900982", text="Tomorrow at 9:30am")

    notices.send_waiting()

    [sent] = service.sent
    assert (sent["type"], sent["phone_number"], sent["template_id"]) == ("sms", "+447700900982", TEXT_TEMPLATE)
    assert sent["personalisation"] == {"body": "Tomorrow at 9:30am"}


def test_a_link_stands_in_place_of_a_calendar_file_and_one_tap_stops_what_is_optional(service):
    queue()
    Notice.objects.update(
        attachment="BEGIN:VCALENDAR", attachment_link="https://a.example/cal", stop_link="https://a.example/stop"
    )

    notices.send_waiting()

    [sent] = service.sent
    assert "For your calendar: https://a.example/cal" in sent["personalisation"]["body"]
    assert "https://a.example/stop" in sent["personalisation"]["body"]
    assert sent["one_click_unsubscribe_url"] == "https://a.example/stop"


@pytest.mark.parametrize("step", ["taken", "sent", "marked"])
def test_a_worker_killed_between_any_two_steps_sends_each_once(service, step):
    """More than SMTP can: before a second try Notify is asked whether it has the first."""
    queue(3)
    with pytest.raises(Killed):
        notices.send_waiting(at_step=killed_at(step))
    leases_run_out()

    notices.send_waiting()

    references = [sent["reference"] for sent in service.sent]
    assert len(references) == len(set(references)) == 3
    assert not Notice.objects.filter(sent_at__isnull=True).exists()


def test_without_asking_first_a_killed_worker_would_send_twice(service, monkeypatch):
    """The control: Notify itself sends whatever it is given."""
    monkeypatch.setattr(notify.Notify, "_has", lambda self, notice: False)
    queue()
    with pytest.raises(Killed):
        notices.send_waiting(at_step=killed_at("sent"))
    leases_run_out()

    notices.send_waiting()

    assert len(service.sent) == 2


def test_an_answer_that_is_lost_costs_no_try_and_is_not_sent_twice(service):
    service.is_deaf = True
    queue()
    assert notices.send_waiting() == 0
    assert Notice.objects.get().attempts == 0

    service.is_deaf = False
    due_now()

    assert notices.send_waiting() == 1
    assert len(service.sent) == 1


def test_a_slow_answer_is_waited_for_so_long_and_no_longer(service, monkeypatch):
    monkeypatch.setattr(notify, "SECONDS", 0.2)
    service.seconds = 0.6
    queue()

    assert notices.send_waiting() == 0
    service.seconds = 0
    due_now()

    assert notices.send_waiting() == 1
    assert len(service.sent) <= 1


@pytest.mark.parametrize(
    ("status", "error"), [(429, "RateLimitError"), (429, "TooManyRequestsError"), (403, "AuthError"), (503, "Away")]
)
def test_too_many_or_a_closed_door_costs_no_notice_a_try_and_stops_the_round(service, status, error):
    service.answers = [(status, error)]
    queue(2)

    assert notices.send_waiting() == 0
    assert sorted(Notice.objects.values_list("attempts", "parked_at")) == [(0, None), (0, None)]
    assert service.sent == []

    due_now()
    assert notices.send_waiting() == 2


def test_a_wrong_key_is_refused_by_its_token_and_nothing_is_lost(service, settings):
    settings.NOTIFY_KEY = settings.NOTIFY_KEY[:-1] + "f"
    queue()

    assert notices.send_waiting() == 0
    assert "Invalid token" in Notice.objects.get().last_error
    assert Notice.objects.get().attempts == 0


def test_a_fault_of_theirs_is_tried_again_later(service):
    service.answers = [(500, "Exception")]
    queue()

    assert notices.send_waiting() == 0
    notice = Notice.objects.get()
    assert (notice.attempts, notice.parked_at) == (1, None)
    assert notice.due_at > timezone.now()

    due_now()
    assert notices.send_waiting() == 1


def test_what_would_be_refused_each_time_is_set_aside_at_once_with_the_reason_and_the_next_goes_out(service):
    service.answers = [(400, "ValidationError")]
    queue(2)

    assert notices.send_waiting() == 1
    aside = Notice.objects.get(parked_at__isnull=False)
    assert (aside.attempts, aside.last_error) == (1, "GOV.UK Notify: ValidationError it was")


def test_an_address_that_came_back_gets_nothing_more_until_somebody_sends_again(service):
    queue()
    notices.send_waiting()
    first = Notice.objects.get()
    notices.note_receipt(first.reference, has_arrived=False, is_for_good=True, why="No such address")
    service.sent[0]["status"] = "permanent-failure"

    notices.send("later", to=first.to, template="surveys/asked.txt", follow_up=None, link="x")
    notices.send_waiting()
    later = Notice.objects.get(key="later")
    assert "No such address" in later.last_error
    assert later.parked_at is not None

    assert notices.send_again(first)
    assert not BouncedAddress.objects.exists()
    assert notices.send_waiting() == 1
    assert [sent["reference"] for sent in service.sent] == [first.reference] * 2


def test_a_receipt_may_come_twice_and_a_late_failure_does_not_undo_an_arrival(service):
    queue()
    notices.send_waiting()
    reference = Notice.objects.get().reference

    for _ in range(2):
        notices.note_receipt(reference, has_arrived=True, is_for_good=False, why="")
    notices.note_receipt(reference, has_arrived=False, is_for_good=True, why="No such address")

    notice = Notice.objects.get()
    assert notice.delivered_at is not None
    assert notice.bounced_at is None
    assert not BouncedAddress.objects.exists()


def test_a_receipt_for_nothing_of_ours_changes_nothing(service):
    assert notices.note_receipt("unknown", has_arrived=True, is_for_good=False, why="") is None


def test_a_killing_notice_is_set_aside_after_eight_tries(service):
    queue()
    for _ in range(notices.TRIES):
        with pytest.raises(Killed):
            notices.send_waiting(at_step=killed_at("taken"))
        Notice.objects.update(leased_until=timezone.now() - timedelta(seconds=1))

    assert notices.send_waiting() == 0
    assert Notice.objects.get().parked_at is not None
    assert service.sent == []
