"""An organisation's systems are told what happens to its people: once each, signed, and never a name."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta
from itertools import pairwise

import pytest

from academy.booking import actions as booking
from academy.core import clock
from academy.core.models import Entry
from academy.people import actions, jobs, rules
from academy.people.actions import webhooks as sending
from academy.people.models import Delivery, Webhook
from academy.people.rules import Event, Role
from academy.records import actions as records
from tests.builders import (
    make_account,
    make_item,
    make_organisation,
    make_person,
    make_session,
    make_spell,
    signed_in,
)
from tests.receiver import receiver

pytestmark = pytest.mark.django_db
ALL = list(Event.values)


class Killed(BaseException):
    """As when the power fails: nothing in the code catches it."""


@pytest.fixture
def trust():
    return make_organisation("Trust", code="trust", kind="health")


@pytest.fixture
def listening(settings):
    settings.WEBHOOKS_TO_THIS_MACHINE = True
    with receiver() as found:
        yield found


def make_webhook(organisation, address="https://system.example/in", *, events=ALL):
    return actions.make_webhook(organisation, address, events=events, by=None)


def told(webhook: Webhook) -> list[str]:
    actions.write_deliveries()
    return list(webhook.deliveries.order_by("pk").values_list("event", flat=True))


# What is told, and to whom


def test_each_thing_that_happens_is_told_under_its_name(trust):
    person = make_spell(make_person("Amara"), organisation=trust).person
    ruth = make_spell(make_person("Ruth"), organisation=trust).person
    webhook, today = make_webhook(trust), clock.today()

    spell = person.spells.get()
    actions.correct_person(person, by=None, given_name="Amara-Jane")
    actions.change_line_manager(spell, ruth, on=today, by=None)
    actions.end_post(person.spells.order_by("pk").last(), on=today, by=None)
    booked = booking.book_place(make_session(), person, by=None)
    booking.cancel_booking(booked, by=None, reason="workload")
    records.record_completion(person, make_item(), on=today, by=None, door="certificate")

    assert told(webhook) == [
        "person.changed",
        "post.changed",
        "post.ended",
        "booking.made",
        "booking.cancelled",
        "completion.recorded",
    ]


def test_somebody_new_is_told_with_their_post_also_before_its_first_day(trust):
    webhook = make_webhook(trust)
    role = make_spell().post.job_role

    actions.add_colleague(
        trust,
        details={"given_name": "Leila", "family_name": "Haddad"},
        post={"job_role": role},
        stay={"on": clock.today() + timedelta(days=30)},
        by=None,
    )

    assert told(webhook) == ["person.created", "post.started"]


def test_what_happens_elsewhere_is_not_told(trust):
    other, part = make_organisation("Other"), make_organisation("Part", parent=trust)
    mine, inside, theirs = (make_spell(organisation=place) for place in (trust, part, other))
    make_spell(mine.person, organisation=other)
    webhook, above = make_webhook(trust), make_webhook(other)

    for spell in (mine, inside, theirs):
        actions.end_post(spell, on=clock.today(), by=None)

    assert told(webhook) == ["post.ended", "post.ended"]
    assert set(webhook.deliveries.values_list("entry_id")).isdisjoint(above.deliveries.values_list("entry_id"))
    assert [json.loads(body)["record"] for body in above.deliveries.values_list("body", flat=True)] == [theirs.pk]


def test_a_new_employer_is_not_told_of_what_was_before_and_an_old_one_not_of_what_comes_after(trust):
    today = clock.today()
    left = make_spell(organisation=trust, ended_on=today - timedelta(days=1)).person
    webhook = make_webhook(trust)

    actions.correct_person(left, by=None, given_name="New")

    assert told(webhook) == []


def test_only_the_events_that_were_chosen_are_told_and_only_from_then_on(trust):
    person = make_spell(organisation=trust).person
    actions.correct_person(person, by=None, given_name="Before")
    webhook = make_webhook(trust, events=["person.changed"])

    actions.correct_person(person, by=None, given_name="After")
    actions.end_post(person.spells.get(), on=clock.today(), by=None)

    assert told(webhook) == ["person.changed"]


def test_what_is_told_holds_numbers_and_links_and_nothing_of_the_person(trust, settings):
    person = make_spell(make_person("Zinnia", "Quillfeather", swe_number="SW77"), organisation=trust).person
    webhook = make_webhook(trust)

    actions.correct_person(person, by=None, family_name="Quillfeather-Bell")

    actions.write_deliveries()
    delivery, entry = webhook.deliveries.get(), Entry.objects.order_by("-pk").first()
    assert json.loads(delivery.body) == {
        "id": f"{webhook.pk}-{entry.pk}",
        "event": "person.changed",
        "at": entry.at.isoformat(),
        "organisation": "trust",
        "record": person.pk,
        "person": person.pk,
        "link": f"{settings.ADDRESS}/api/people/{person.pk}",
    }


def test_reading_the_trail_again_tells_nothing_twice(trust):
    person = make_spell(organisation=trust).person
    webhook = make_webhook(trust)
    actions.correct_person(person, by=None, given_name="New")
    told(webhook)

    Webhook.objects.update(seen=0)  # as if the mark had been lost

    assert told(webhook) == ["person.changed"]


def test_a_long_trail_is_read_in_pieces(trust, monkeypatch):
    monkeypatch.setattr(sending, "AT_ONCE", 3)
    person = make_spell(organisation=trust).person
    webhook = make_webhook(trust)
    for turn in range(7):
        actions.correct_person(person, by=None, given_name=f"Turn {turn}")

    assert told(webhook) == ["person.changed"] * 7


@pytest.mark.parametrize("rows", [1, 9])
def test_however_much_happened_it_asks_as_often(trust, rows, django_assert_num_queries):
    person = make_spell(organisation=trust).person
    make_webhook(trust)
    for turn in range(rows):
        actions.correct_person(person, by=None, given_name=f"Turn {turn}")

    with django_assert_num_queries(9):
        actions.write_deliveries()


# Sending


def test_a_message_is_signed_so_that_the_system_knows_it_was_us(trust, listening):
    webhook = make_webhook(trust, listening.address)
    actions.correct_person(make_spell(organisation=trust).person, by=None, given_name="New")

    assert jobs.tell_systems() == "Events to tell: 1. Told: 1."

    ((path, headers, body),) = listening.got
    key = base64.b64decode(rules.shown_secret(actions.secret_of(webhook)).removeprefix("whsec_"))
    signed = f"{headers['Webhook-Id']}.{headers['Webhook-Timestamp']}.{body}".encode()
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert (path, headers["Webhook-Signature"]) == ("/academy", f"v1,{expected}")
    assert headers["Webhook-Id"] == json.loads(body)["id"]
    assert abs(int(headers["Webhook-Timestamp"]) - clock.now().timestamp()) < 60


def test_the_secret_is_in_no_column(trust):
    webhook = make_webhook(trust)

    kept = str(Webhook.objects.values().get())

    assert rules.shown_secret(actions.secret_of(webhook))[6:20] not in kept


def test_a_system_that_does_not_answer_is_tried_eight_times_and_then_set_aside(trust, listening):
    webhook = make_webhook(trust, listening.address)
    actions.correct_person(make_spell(organisation=trust).person, by=None, given_name="New")
    listening.status = 503

    waits = []
    for _ in range(10):
        jobs.tell_systems()
        row = webhook.deliveries.get()
        waits.append((row.due_at - clock.now()).total_seconds())
        Delivery.objects.update(due_at=clock.now())

    assert (row.attempts, row.parked_at is not None, row.last_error) == (8, True, "It answered 503")
    assert all(later > sooner for sooner, later in pairwise(waits[:8]))
    assert len(listening.got) == 8
    listening.status = 200
    assert actions.send_again(webhook, by=None) == 1
    jobs.tell_systems()
    assert webhook.deliveries.get().sent_at is not None
    assert len({headers["Webhook-Id"] for _, headers, _ in listening.got}) == 1


def test_one_that_fails_does_not_hold_up_the_others(trust, listening):
    with receiver(500) as failing:
        make_webhook(trust, failing.address)
        make_webhook(trust, listening.address)
        person = make_spell(organisation=trust).person
        for turn in range(3):
            actions.correct_person(person, by=None, given_name=f"Turn {turn}")

        jobs.tell_systems()

        assert (len(failing.got), len(listening.got)) == (1, 3)


@pytest.mark.parametrize("step", ["taken", "sent", "marked"])
def test_killed_anywhere_nothing_is_lost_and_a_repeat_has_the_same_number(trust, listening, step):
    make_webhook(trust, listening.address)
    person = make_spell(organisation=trust).person
    for turn in range(2):
        actions.correct_person(person, by=None, given_name=f"Turn {turn}")
    actions.write_deliveries()

    def kill(at: str) -> None:
        if at == step:
            raise Killed

    with pytest.raises(Killed):
        actions.send_deliveries(at_step=kill)
    Delivery.objects.filter(leased_until__isnull=False).update(leased_until=clock.now() - timedelta(seconds=1))
    actions.send_deliveries()

    numbers = [headers["Webhook-Id"] for _, headers, _ in listening.got]
    assert set(numbers) == {delivery.number for delivery in Delivery.objects.all()}
    assert len(numbers) == (3 if step == "sent" else 2)
    assert not Delivery.objects.filter(sent_at__isnull=True).exists()


def test_an_address_that_has_moved_inside_since_is_not_called(trust, listening, settings):
    webhook = make_webhook(trust, listening.address)
    actions.correct_person(make_spell(organisation=trust).person, by=None, given_name="New")
    settings.WEBHOOKS_TO_THIS_MACHINE = False

    jobs.tell_systems()

    row = webhook.deliveries.get()
    assert (listening.got, row.sent_at, row.attempts) == ([], None, 1)
    assert "https://" in row.last_error


def test_switched_off_it_is_told_nothing_and_switched_on_what_happens_from_then(trust, listening):
    webhook = make_webhook(trust, listening.address)
    person = make_spell(organisation=trust).person
    actions.switch_webhook(webhook, is_on=False, by=None)
    actions.correct_person(person, by=None, given_name="Off")
    jobs.tell_systems()

    actions.switch_webhook(webhook, is_on=True, by=None)
    actions.correct_person(person, by=None, given_name="On")
    jobs.tell_systems()

    assert len(listening.got) == 1


def test_what_was_told_a_month_ago_is_forgotten_and_what_waits_is_not(trust):
    make_webhook(trust)
    person = make_spell(organisation=trust).person
    for turn in range(2):
        actions.correct_person(person, by=None, given_name=f"Turn {turn}")
    actions.write_deliveries()
    first, waiting = Delivery.objects.order_by("pk")
    Delivery.objects.filter(pk=first.pk).update(sent_at=clock.now() - timedelta(days=31))

    assert jobs.forget_deliveries() == "Events forgotten that were told a month ago: 1."
    assert list(Delivery.objects.all()) == [waiting]


# The pages


def test_a_training_lead_adds_a_system_sees_its_secret_once_and_what_became_of_it(trust, listening):
    client = signed_in(make_account(Role.TRAINING_LEAD, organisation=trust))

    made = client.post("/people/webhooks/new/", {"address": listening.address, "events": ["person.changed"]})

    webhook = Webhook.objects.get()
    assert made.context["secret"] == rules.shown_secret(actions.secret_of(webhook))
    actions.correct_person(make_spell(organisation=trust).person, by=None, given_name="New")
    listening.status = 500
    for _ in range(8):
        jobs.tell_systems()
        Delivery.objects.update(due_at=clock.now())
    page = client.get(f"/people/webhooks/{webhook.pk}/").content.decode()
    assert made.context["secret"] not in page
    assert all(words in page for words in ("It answered 500", "Set aside", "tried eight times and set aside"))
    assert "1 set aside" in client.get("/people/webhooks/").content.decode()
    client.post(f"/people/webhooks/{webhook.pk}/send-again/")
    assert Delivery.objects.get().parked_at is None
    client.post(f"/people/webhooks/{webhook.pk}/")
    assert not Webhook.objects.get().is_on


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"address": "http://system.example/"}, "Nobody knows where system.example is"),
        ({"address": "https://127.0.0.1/"}, "is not on the public internet"),
        ({"address": "https://[::ffff:169.254.169.254]/"}, "is not on the public internet"),
        ({"address": "ftp://example.org/"}, "cannot be read"),
        ({"events": []}, "Choose at least one thing to be told of"),
    ],
)
def test_what_is_not_called_is_refused_when_it_is_typed(trust, changes, words):
    client = signed_in(make_account(Role.TRAINING_LEAD, organisation=trust))

    page = client.post("/people/webhooks/new/", {"address": "https://127.0.0.1/", "events": ALL, **changes})

    assert words in page.content.decode()
    assert not Webhook.objects.exists()


def test_nobody_sees_or_switches_another_organisations(trust):
    theirs = make_webhook(make_organisation("Other"), "https://theirs.example/")
    client = signed_in(make_account(Role.TRAINING_LEAD, organisation=trust))

    codes = [
        client.post(f"/people/webhooks/{pk}/{door}").status_code
        for pk in (theirs.pk, 10**9)
        for door in ("", "send-again/")
    ]

    assert "theirs.example" not in client.get("/people/webhooks/").content.decode()
    assert codes == [404] * 4
    assert Webhook.objects.get().is_on
