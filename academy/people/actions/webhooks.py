"""Telling an organisation's systems what happened: read from the trail, written as rows, sent after that is saved."""

import json
import logging
import secrets
from collections.abc import Callable, Iterable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.crypto import salted_hmac

from academy.core import calls, clock, leases, trail
from academy.core.models import Entry
from academy.people import queries, rules
from academy.people.models import Account, Delivery, Organisation, Webhook

AT_ONCE = 500
TRIES = 8
LEASE = timedelta(minutes=5)
KEPT = timedelta(days=30)
log = logging.getLogger(__name__)


@transaction.atomic
def make_webhook(organisation: Organisation, address: str, *, events: Iterable[str], by: Account | None) -> Webhook:
    """From now on: what happened before is not told."""
    webhook = Webhook(
        organisation=organisation,
        address=address,
        events=rules.refuse_events(events),
        salt=secrets.token_hex(16),
        seen=_end_of_trail(),
        made_by=by,
        made_at=clock.now(),
    )
    webhook.save()
    trail.note(by, "made", webhook, events=webhook.events)
    return webhook


def refuse_address(address: str) -> None:
    """Asked before anything is written, because it asks the network."""
    calls.way_to(address, to_this_machine=settings.WEBHOOKS_TO_THIS_MACHINE)


@transaction.atomic
def switch_webhook(webhook: Webhook, *, is_on: bool, by: Account | None) -> Webhook:
    """Switched on again, it tells from then on. What still waits is sent when it is on."""
    webhook = Webhook.objects.select_for_update().get(pk=webhook.pk)
    if webhook.is_on == is_on:
        return webhook
    webhook.is_on = is_on
    if is_on:
        webhook.seen = _end_of_trail()
    webhook.save(update_fields=["is_on", "seen"])
    trail.note(by, "switched on" if is_on else "switched off", webhook)
    return webhook


@transaction.atomic
def send_again(webhook: Webhook, *, by: Account | None) -> int:
    """What was set aside, with as many tries as at first."""
    parked = webhook.deliveries.filter(sent_at__isnull=True, parked_at__isnull=False)
    found = parked.update(parked_at=None, attempts=0, due_at=clock.now(), leased_until=None)
    if found:
        trail.note(by, "sent again what was set aside for", webhook, deliveries=found)
    return found


def secret_of(webhook: Webhook) -> bytes:
    """Made from our own secret each time, so that whoever reads the database cannot sign."""
    return salted_hmac("academy.webhook", webhook.salt, algorithm="sha256").digest()


def write_deliveries() -> int:
    """Go on reading the trail where each webhook stopped. Cut off anywhere, nothing is lost or told twice."""
    written = 0
    for number in Webhook.objects.filter(is_on=True).order_by("pk").values_list("pk", flat=True):
        while True:
            new, is_end = _read_on(number)
            written += new
            if is_end:
                break
    return written


@transaction.atomic
def _read_on(number: int) -> tuple[int, bool]:
    webhook = Webhook.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=number)
    entries = list(Entry.objects.filter(pk__gt=webhook.seen).order_by("pk")[:AT_ONCE])
    if not entries or not webhook.is_on:
        return 0, True
    told = {entry.pk: rules.TOLD_BY.get((entry.subject_type, entry.verb)) for entry in entries}
    wanted = [entry for entry in entries if told[entry.pk] in webhook.events]
    within = queries.entries_within(wanted, webhook.organisation)
    new = [_delivery(webhook, entry, str(told[entry.pk]), within[entry.pk]) for entry in wanted if entry.pk in within]
    Delivery.objects.bulk_create(new, ignore_conflicts=True)
    webhook.seen = entries[-1].pk
    webhook.save(update_fields=["seen"])
    return len(new), len(entries) < AT_ONCE


def _delivery(webhook: Webhook, entry: Entry, event: str, person: int | None) -> Delivery:
    """Numbers and links only: whoever receives it reads the rest with a key, as far as that reaches."""
    at = clock.now()
    told = {
        "id": f"{webhook.pk}-{entry.pk}",
        "event": event,
        "at": entry.at.isoformat(),
        "organisation": webhook.organisation.code,
        "record": int(entry.subject_id),
        "person": person,
        "link": f"{settings.ADDRESS}/api/people/{person}" if person else f"{settings.ADDRESS}/api/people/",
    }
    return Delivery(webhook=webhook, entry_id=entry.pk, event=event, body=json.dumps(told), created_at=at, due_at=at)


def send_deliveries(*, at_step: Callable[[str], None] = lambda step: None) -> int:
    """Send what is due. Killed anywhere, what was in hand is sent again under the same number.

    An address that fails is left alone until the next round, so that it does not hold up the others.
    """
    sent, failing = 0, set[int]()
    while delivery := leases.take(_unsent().exclude(webhook__in=failing), lasting=LEASE, tries=TRIES):
        at_step("taken")
        try:
            _send(delivery)
        except (calls.NotCalled, calls.NoAnswer) as fault:
            log.warning("Webhook %s could not be told of %s", delivery.webhook_id, delivery.event)
            leases.put_back(delivery, str(fault), tries=TRIES)
            failing.add(delivery.webhook_id)
            continue
        at_step("sent")
        leases.held(delivery).update(sent_at=clock.now(), leased_until=None, last_error="")
        at_step("marked")
        sent += 1
    return sent


def forget_deliveries() -> int:
    return Delivery.objects.filter(sent_at__lt=clock.now() - KEPT).delete()[0]


def _send(delivery: Delivery) -> None:
    webhook, moment = delivery.webhook, int(clock.now().timestamp())
    way = calls.way_to(webhook.address, to_this_machine=settings.WEBHOOKS_TO_THIS_MACHINE)
    signed = rules.signature(secret_of(webhook), number=delivery.number, moment=moment, body=delivery.body)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Academy",
        "Webhook-Id": delivery.number,
        "Webhook-Timestamp": str(moment),
        "Webhook-Signature": signed,
    }
    calls.post(way, delivery.body.encode(), headers)


def _unsent() -> QuerySet[Delivery]:
    return Delivery.objects.filter(sent_at__isnull=True, webhook__in=Webhook.objects.filter(is_on=True))


def _end_of_trail() -> int:
    return Entry.objects.aggregate(last=Max("pk"))["last"] or 0
