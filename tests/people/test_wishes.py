from datetime import UTC, datetime, time, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from academy.core import clock, notices
from academy.core.models import Entry, Notice
from academy.people import actions, jobs, queries, rules
from academy.people.models import NoticeWishes
from academy.people.rules import Quiet, Role
from tests.builders import make_account, make_follow_up, signed_in
from tests.mail import mail_server
from tests.notify import TEXT_TEMPLATE, notify_server

pytestmark = pytest.mark.django_db
TUESDAY_MORNING = datetime(2026, 11, 24, 10, tzinfo=UTC)
TUESDAY_NIGHT = datetime(2026, 11, 24, 22, tzinfo=UTC)
WEDNESDAY_SEVEN = datetime(2026, 11, 25, 7, tzinfo=UTC)
CHOSEN = {
    "ways": {},
    "rhythm": "weekly",
    "quiet_from": time(20),
    "quiet_until": time(7),
    "quiet_weekends": True,
    "mobile": "",
}


@pytest.fixture
def at(monkeypatch):
    def go_to(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    go_to(TUESDAY_MORNING)
    return go_to


@pytest.fixture
def mail(settings):
    with mail_server() as (received, address):
        settings.EMAIL_URL = address
        yield received


@pytest.fixture
def amara():
    return make_account(Role.PRACTITIONER).person


def choose(person, **wishes) -> None:
    actions.choose_wishes(person, by=None, **{**CHOSEN, **wishes})


def tell(person, kind: str = "follow-up", key: str = "one", **more) -> Notice:
    follow_up = make_follow_up()
    notices.send(key, kind=kind, to=person.email, template="surveys/asked.txt", follow_up=follow_up, link="x", **more)
    return Notice.objects.get(key=key)


def send() -> int:
    jobs.clear_notices()
    return notices.send_waiting()


# What is sent when


def test_at_night_what_may_wait_waits_for_the_morning(at, mail, amara):
    at(TUESDAY_NIGHT)
    tell(amara)

    assert send() == 0
    assert Notice.objects.get().due_at == WEDNESDAY_SEVEN

    at(WEDNESDAY_SEVEN)
    assert send() == 1


@pytest.mark.parametrize("kind", ["account", "booking", "session-soon", "safety"])
def test_what_cannot_wait_goes_at_night(at, mail, amara, kind):
    at(TUESDAY_NIGHT)
    tell(amara, kind)

    assert send() == 1


def test_a_mail_server_that_was_away_until_the_night_does_not_send_at_night(at, mail, amara):
    """Cleared in the morning is not cleared for ever."""
    tell(amara)
    jobs.clear_notices()
    at(TUESDAY_NIGHT)

    assert notices.send_waiting() == 0
    assert send() == 0

    at(WEDNESDAY_SEVEN)
    assert send() == 1


def test_without_being_cleared_a_notice_with_a_kind_is_not_sent(at, mail, amara):
    """The control for every test here: wishes are asked, or it does not go."""
    tell(amara)

    assert notices.send_waiting() == 0


def test_what_somebody_does_not_want_is_not_sent_and_its_words_are_not_kept(at, mail, amara):
    choose(amara, ways={"follow-up": "off"})
    tell(amara)

    assert send() == 0
    kept = Notice.objects.get()
    assert (kept.body, kept.kept_back_at) == ("", TUESDAY_MORNING)


def test_an_event_kept_back_is_not_told_when_it_is_written_again(at, mail, amara):
    choose(amara, ways={"follow-up": "off"})
    tell(amara)
    send()
    choose(amara)
    tell(amara)

    assert send() == 0


def test_a_choice_goes_for_what_waits_already(at, mail, amara):
    at(TUESDAY_NIGHT)
    tell(amara)
    send()
    choose(amara, ways={"follow-up": "off"})
    at(WEDNESDAY_SEVEN)

    assert send() == 0


def test_a_shared_mailbox_is_written_to_at_any_hour(at, mail):
    at(TUESDAY_NIGHT)
    notices.send(
        "shared", kind="running", to="team@weyshire.example", template="surveys/asked.txt", follow_up=None, link="x"
    )

    assert send() == 1


def test_a_digest_tells_each_once_and_an_empty_one_is_not_sent(at, mail, amara):
    choose(amara, ways={"follow-up": "digest"}, rhythm="daily")
    tell(amara, key="one")
    tell(amara, key="two")
    assert send() == 0

    at(datetime(2026, 11, 25, 8, tzinfo=UTC))
    assert send() == 1
    at(datetime(2026, 11, 26, 8, tzinfo=UTC))
    assert send() == 0

    [message] = mail.messages
    assert message["Subject"] == "What we gathered for you: two messages"
    told = Notice.objects.filter(gathered_in__kind="digest")
    assert sorted(told.values_list("key", flat=True)) == ["one", "two"]


def test_a_digest_whose_sending_fails_is_tried_again_and_gathers_nothing_twice(at, mail, amara):
    choose(amara, ways={"follow-up": "digest"}, rhythm="daily")
    tell(amara)
    send()
    mail.refusing = True
    morning = datetime(2026, 11, 25, 8, tzinfo=UTC)
    at(morning)
    assert send() == 0

    mail.refusing = False
    at(morning + timedelta(hours=1))
    assert send() == 1
    assert Notice.objects.filter(kind="digest").count() == 1


def test_out_of_the_digest_again_it_goes_alone_and_once(at, mail, amara):
    choose(amara, ways={"follow-up": "digest"})
    tell(amara)
    send()
    choose(amara)

    assert send() == 1
    at(datetime(2026, 11, 30, 9, tzinfo=UTC))
    assert send() == 0


def test_a_reminder_goes_to_the_mobile_of_whoever_chose_that(at, amara, settings):
    with notify_server() as service:
        service.give(settings)
        choose(amara, ways={"reminder": "text"}, mobile="07700 900982")
        tell(amara, "reminder", text_template="surveys/reminder.txt")
        tell(amara, "follow-up", key="other")

        assert send() == 2

    assert sorted((sent["type"], sent.get("phone_number")) for sent in service.sent) == [
        ("email", None),
        ("sms", "+447700900982"),
    ]
    assert service.sent[0]["template_id"] == TEXT_TEMPLATE


def test_without_a_service_for_text_messages_it_comes_by_email(at, mail, amara):
    NoticeWishes.objects.create(person=amara, ways={"reminder": "text"}, mobile="+447700900982")
    tell(amara, "reminder", text_template="surveys/reminder.txt")

    assert send() == 1
    assert mail.messages[0]["To"] == amara.email


def test_text_messages_need_a_number(amara):
    with pytest.raises(rules.NoMobile):
        choose(amara, ways={"reminder": "text"})


# One tap


def stop_address(message) -> str:
    return message["List-Unsubscribe"].strip(" \r\n<>").replace("http://127.0.0.1:8000", "")


def test_an_optional_kind_stops_with_one_tap_and_what_must_be_told_has_no_such_link(at, mail, amara):
    tell(amara)
    tell(amara, "booking", key="booked")
    send()
    optional = next(message for message in mail.messages if message["List-Unsubscribe"])
    assert optional["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert [message["List-Unsubscribe"] for message in mail.messages].count(None) == 1
    address = stop_address(optional)

    looked = Client().get(address)
    assert queries.wishes_of(amara).ways == {}
    done = Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"})

    assert (looked.status_code, done.status_code) == (200, 302)
    assert queries.wishes_of(amara).ways == {"follow-up": "off"}
    assert "These messages stop" in Client().get(done["Location"]).content.decode()
    assert Entry.objects.filter(verb="stopped messages of a kind in").count() == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda address: address[:-3] + "xx/",
        lambda address: address.replace("follow-up", "booking"),
        lambda address: address.replace("follow-up", "gap"),
        lambda address: address.replace("follow-up", "none"),
    ],
)
def test_a_link_stops_that_kind_for_that_person_and_nothing_else(amara, spoil):
    address = actions.stop_link(amara.pk, "follow-up").replace("http://127.0.0.1:8000", "")
    assert Client().get(address).status_code == 200

    assert Client().post(spoil(address)).status_code == 404
    assert not NoticeWishes.objects.exists()


# The page


def as_usual() -> dict[str, str]:
    return {kind.code: kind.ways[0].value for kind in rules.kinds_to_choose(frozenset([Role.PRACTITIONER.value]))}


def test_the_page_keeps_what_is_chosen(amara):
    client = signed_in(amara.account)
    page = client.get("/people/account/messages/").content.decode()
    assert "How you used what you learned" in page
    assert "Mobile number" not in page  # nothing here can send a text message

    assert "Running the Academy" not in page  # nothing of that comes to a practitioner
    said = {"reminder": "off", "follow-up": "digest", "quiet_from": "9pm", "quiet_until": "6:30", "rhythm": "daily"}
    answer = client.post("/people/account/messages/", as_usual() | said)

    assert answer.status_code == 302
    kept = NoticeWishes.objects.get(person=amara)
    assert kept.ways == {"reminder": "off", "follow-up": "digest"}
    assert (kept.quiet, kept.rhythm) == (Quiet(time(21), time(6, 30), False), "daily")


@pytest.mark.parametrize(("mobile", "says"), [("", "Give a mobile number"), ("020 7946 0000", "Enter a mobile number")])
def test_a_text_message_without_a_right_number_is_refused_beside_the_number(amara, settings, mobile, says):
    settings.NOTIFY_KEY, settings.NOTIFY_TEXT_TEMPLATE = "key", TEXT_TEMPLATE
    said = {"reminder": "text", "quiet_from": "9pm", "quiet_until": "6:30", "rhythm": "daily", "mobile": mobile}

    page = signed_in(amara.account).post("/people/account/messages/", as_usual() | said).content.decode()

    assert says in page
    assert not NoticeWishes.objects.exists()


# Leaving


def test_the_mobile_number_goes_when_they_leave_and_all_of_it_when_they_are_erased(amara):
    NoticeWishes.objects.create(person=amara, ways={"reminder": "text"}, mobile="+447700900982")
    Notice.objects.create(
        key="old", to=amara.email, number="+447700900982", subject="x", body="x",
        created_at=clock.now(), due_at=clock.now(), sent_at=clock.now(),
    )  # fmt: skip

    actions.close_account(amara.account, by=make_account(Role.ACADEMY))
    assert NoticeWishes.objects.get().mobile == ""

    NoticeWishes.objects.update(mobile="+447700900982")
    actions.erase_person(amara)
    assert not NoticeWishes.objects.exists()
    assert Notice.objects.get().number == ""


def test_looking_through_what_is_due_asks_no_more_questions_of_many_than_of_one(
    at, amara, django_assert_max_num_queries
):
    for number in range(3):
        tell(make_account(Role.PRACTITIONER).person, key=f"{number}")

    with django_assert_max_num_queries(12):
        assert actions.clear_notices() == 3


def test_web_sessions_that_ran_out_are_deleted_once_a_day(amara):
    signed_in(amara.account)
    amara.account.sign_ins.update(expire_date=timezone.now() - timedelta(minutes=1))

    assert jobs.forget_sign_ins() == "Web sessions that had run out: 1."
