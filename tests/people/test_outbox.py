import json
import re

import pytest
from django.test import Client

from academy.core import clock, notices
from academy.core.models import BouncedAddress, Entry, Notice
from academy.people.rules import Role
from tests.builders import make_account, make_organisation, signed_in

pytestmark = pytest.mark.django_db
TOKEN = "a token of ten or more"


def write(key: str = "one", *, to: str = "amara@weyshire.example", **fields) -> Notice:
    now = clock.now()
    made = Notice(key=key, to=to, subject=f"About {key}", body="https://secret.example/", created_at=now, due_at=now)
    made.reference = f"reference-{key}"
    for name, value in fields.items():
        setattr(made, name, value)
    made.save()
    return made


@pytest.fixture
def dan() -> Client:
    return signed_in(make_account(Role.ACADEMY, organisation=make_organisation()))


def page(client: Client, address: str = "/people/outbox/") -> str:
    return client.get(address).content.decode()


def test_the_outbox_says_what_waits_what_was_sent_and_what_was_set_aside_and_why(dan):
    now = clock.now()
    write("one")
    write("two", sent_at=now)
    write("three", parked_at=now, last_error="No such address")
    write("four", kept_back_at=now)
    write("five", sent_at=now, delivered_at=now)

    shown = page(dan)

    assert re.search(r"One message was set aside\. +One message waits to be sent\.", shown)
    for words in ("Waiting", "Sent", "Set aside", "Not wanted", "Arrived"):
        assert words in shown
    assert "No such address" in page(dan, "/people/outbox/?state=aside")
    assert "secret.example" not in shown


@pytest.mark.parametrize(
    ("asked", "found"),
    [("state=aside", ["three"]), ("state=waiting", ["one"]), ("search=AMARA", ["one"]), ("state=nonsense", None)],
)
def test_it_can_be_narrowed(dan, asked, found):
    write("one")
    write("three", to="tom@weyshire.example", parked_at=clock.now())

    shown = page(dan, f"/people/outbox/?{asked}")

    assert [key for key in ("one", "three") if f"About {key}" in shown] == (found or ["one", "three"])


def test_an_empty_outbox_says_so(dan):
    Notice.objects.all().delete()

    assert "Nothing has been written yet" in page(dan)


def test_what_was_set_aside_is_sent_again_with_a_button_and_its_address_counts_as_good(dan):
    BouncedAddress.objects.create(address="amara@weyshire.example", why="Full", at=clock.now())
    aside = write(parked_at=clock.now(), attempts=notices.TRIES, last_error="Full")
    assert "Addresses that messages came back from" in page(dan)

    answer = dan.post(f"/people/outbox/{aside.pk}/", follow=True).content.decode()

    aside.refresh_from_db()
    assert "It goes again" in answer
    assert (aside.parked_at, aside.attempts) == (None, 0)
    assert not BouncedAddress.objects.exists()
    assert Entry.objects.filter(verb="sent again", subject_id=str(aside.pk)).count() == 1


def test_what_was_sent_is_not_sent_again(dan):
    sent = write(sent_at=clock.now())

    dan.post(f"/people/outbox/{sent.pk}/")

    assert Notice.objects.get(pk=sent.pk).sent_at is not None
    assert not Entry.objects.filter(verb="sent again").exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ACADEMY])
def test_nobody_else_opens_it(role):
    kept = write()
    client = signed_in(make_account(role))

    assert {client.get(address).status_code for address in ("/people/outbox/", f"/people/outbox/{kept.pk}/")} == {404}


def test_more_messages_ask_no_more_questions(dan, django_assert_num_queries):
    write("one")
    page(dan)
    with django_assert_num_queries(COUNTED):
        page(dan)
    for number in range(3):
        write(f"more-{number}")

    with django_assert_num_queries(COUNTED):
        page(dan)


COUNTED = 8


# Receipts


def receive(said: object, *, token: str = TOKEN) -> int:
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    headers = {"Authorization": f"Bearer {token}"}
    return (
        Client(enforce_csrf_checks=True)
        .post("/people/outbox/receipts/", body, content_type="application/json", headers=headers)
        .status_code
    )


def receipt(status: str) -> dict[str, str]:
    return {"id": "1", "reference": "reference-one", "to": "amara@weyshire.example", "status": status}


@pytest.mark.parametrize(
    ("status", "is_delivered", "is_bounced", "is_for_good"),
    [
        ("delivered", True, False, False),
        ("permanent-failure", False, True, True),
        ("temporary-failure", False, True, False),
        ("technical-failure", False, True, False),
    ],
)
def test_a_receipt_says_whether_it_arrived(dan, settings, status, is_delivered, is_bounced, is_for_good):
    settings.NOTIFY_RECEIPTS_TOKEN = TOKEN
    sent = write(sent_at=clock.now())

    assert receive(receipt(status)) == 204

    sent.refresh_from_db()
    assert (sent.delivered_at is not None, sent.bounced_at is not None) == (is_delivered, is_bounced)
    assert BouncedAddress.objects.exists() == is_for_good
    assert ("Came back" in page(dan)) == is_bounced


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"7", b"\xff"])
def test_a_receipt_that_cannot_be_read_is_refused(settings, body):
    settings.NOTIFY_RECEIPTS_TOKEN = TOKEN

    assert receive(body) == 400


def test_without_the_token_or_where_none_is_set_nobody_is_listened_to(settings):
    sent = write(sent_at=clock.now())
    settings.NOTIFY_RECEIPTS_TOKEN = TOKEN
    assert receive(receipt("permanent-failure"), token="another") == 404
    settings.NOTIFY_RECEIPTS_TOKEN = ""
    assert receive(receipt("permanent-failure"), token="") == 404

    sent.refresh_from_db()
    assert sent.bounced_at is None
