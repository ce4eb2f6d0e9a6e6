"""Telling people. A notice is a row first, written with what it tells of, and sent after that is saved."""

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string

from academy.core import carriers, clock, leases
from academy.core.carriers import message_id
from academy.core.models import BouncedAddress, Notice

__all__ = ["message_id", "queue", "send", "send_waiting", "written"]

LEASE = timedelta(minutes=5)
TRIES = 8
PAUSE = timedelta(minutes=1)  # for a carrier that takes nothing at the moment
CLEARED = (
    *("way", "number", "due_at", "cleared_until", "is_gathered"),
    *("kept_back_at", "stop_link", "body", "text", "attachment"),
)
LONGEST_SUBJECT = 250
LONGEST_TEXT = 600
log = logging.getLogger(__name__)


def send(key: str, *, to: str, template: str, **more: Any) -> None:
    """Queue a notice once for each key. The template's first line is the subject."""
    queue([written(key, to=to, template=template, **more)])


def written(
    key: str,
    *,
    to: str,
    template: str,
    kind: str = "",
    text_template: str = "",
    attachment: tuple[str, str] | None = None,
    attachment_link: str = "",
    **context: Any,
) -> Notice | None:
    """A notice that is not queued yet; none for somebody without an address. Without a kind nothing can hold it up."""
    if not to:
        return None
    context = {"address": settings.ADDRESS, "authority": settings.AUTHORITY_NAME, **context}
    subject, _, body = render_to_string(template, context).strip().partition("\n")
    name, content = attachment or ("", "")
    at = clock.now()
    return Notice(
        key=key,
        kind=kind,
        to=to,
        subject=subject.strip()[:LONGEST_SUBJECT],
        body=body.strip() + "\n",
        text=render_to_string(text_template, context).strip()[:LONGEST_TEXT] if text_template else "",
        attachment_name=name,
        attachment=content,
        attachment_link=attachment_link,
        reference=carriers.reference(key),
        created_at=at,
        due_at=at,
    )


def queue(notices: Iterable[Notice | None]) -> None:
    Notice.objects.bulk_create([notice for notice in notices if notice], ignore_conflicts=True)


def withdraw(addresses: Iterable[str]) -> int:
    """What waits for somebody who may no longer be written to is not sent."""
    return unsent().filter(to__in=list(addresses)).delete()[0]


def forget(addresses: Iterable[str], *, numbers: Iterable[str] = ()) -> int:
    """To whom and what, of everything that was ever written to them. The key stays, so that nothing is told again."""
    addresses, numbers = list(addresses), [number for number in numbers if number]
    BouncedAddress.objects.filter(address__in=[*addresses, *numbers]).delete()
    return withdraw(addresses) + _forget(Notice.objects.filter(Q(to__in=addresses) | Q(number__in=numbers)))


def forget_sent(*, before: datetime) -> int:
    BouncedAddress.objects.filter(at__lt=before).delete()
    past = Q(sent_at__lt=before) | Q(kept_back_at__lt=before)
    return _forget(Notice.objects.filter(past).exclude(to=""))


def send_waiting(*, at_step: Callable[[str], None] = lambda step: None) -> int:
    """Send what is due. Killed anywhere, nothing is lost: what was in hand is sent again under the same name."""
    if not leases.free(_ready()).exists():
        return 0
    sent, email, texts = 0, carriers.for_email(), carriers.for_texts()
    while _is_open(email) and (notice := leases.take(_ready(), lasting=LEASE, tries=TRIES)):
        at_step("taken")
        carrier = texts if texts and notice.way == Notice.Way.TEXT else email
        try:
            _refuse_bounced(notice)
            carrier.carry(notice)
        except carriers.NotNow as fault:
            log.warning("Nothing can be sent at the moment: %s", fault)
            leases.give_back(notice, str(fault), wait=PAUSE)
            break
        except carriers.NeverTaken as fault:
            _set_aside(notice, fault)
            continue
        except Exception as fault:  # whatever a carrier or its network does, the notice stays queued
            log.warning("Notice %s could not be sent: %s", notice.key, fault)
            leases.put_back(notice, str(fault), tries=TRIES)
            continue
        at_step("sent")
        leases.held(notice).update(sent_at=clock.now(), leased_until=None, last_error="")
        at_step("marked")
        sent += 1
    for carrier in filter(None, (email, texts)):
        carrier.close()
    return sent


@transaction.atomic
def send_again(notice: Notice) -> bool:
    """What was set aside, with as many tries as at first. Whoever asks has looked: its address counts as good."""
    BouncedAddress.objects.filter(address__in=[notice.to, notice.number]).delete()
    parked = Notice.objects.filter(pk=notice.pk, parked_at__isnull=False).exclude(to="")
    return bool(
        parked.update(parked_at=None, attempts=0, due_at=clock.now(), leased_until=None, sent_at=None, bounced_at=None)
    )


@transaction.atomic
def note_receipt(reference: str, *, has_arrived: bool, is_for_good: bool, why: str) -> Notice | None:
    """What a carrier says later of one it took. It may say so twice."""
    notice = Notice.objects.select_for_update().filter(reference=reference, sent_at__isnull=False).first()
    if notice is None:
        return None
    now = clock.now()
    if has_arrived:
        notice.delivered_at = notice.delivered_at or now
    elif notice.delivered_at is None and notice.bounced_at is None:
        notice.bounced_at = notice.parked_at = now
        notice.last_error = why
        if is_for_good:
            _note_bounce(_address(notice), why)
    notice.save(update_fields=["delivered_at", "bounced_at", "parked_at", "last_error"])
    return notice


def keep_cleared(notices: Sequence[Notice]) -> None:
    """What a room above decided of each, by what its reader wishes."""
    if notices:
        Notice.objects.bulk_update(notices, CLEARED)


def look_again(addresses: Iterable[str]) -> None:
    """What was cleared, or gathered, by other wishes than these."""
    waiting = unsent().filter(to__in=list(addresses), parked_at__isnull=True).exclude(kind="")
    waiting.filter(is_gathered=True).update(is_gathered=False, due_at=clock.now())
    waiting.update(cleared_until=None)


def to_gather(*, now: datetime) -> QuerySet[Notice]:
    """What waits for a digest whose hour has come."""
    return unsent().filter(is_gathered=True, due_at__lte=now, parked_at__isnull=True)


def tell_in(digest: Notice | None, told: Sequence[Notice]) -> None:
    """In the transaction that holds them: they are told by this digest, and by nothing else."""
    queue([digest])
    held = Notice.objects.get(key=digest.key) if digest else None
    Notice.objects.filter(pk__in=[notice.pk for notice in told]).update(sent_at=clock.now(), gathered_in=held)


def keep_as_told(notices: Iterable[Notice], bounced: Iterable[BouncedAddress]) -> None:
    """For a demonstration: an outbox with a past."""
    Notice.objects.bulk_create(notices)
    BouncedAddress.objects.bulk_create(bounced)


def keep_unsent() -> int:
    """For a demonstration: what was queued so far stands in the outbox as sent, and nobody made up is written to."""
    return unsent().filter(parked_at__isnull=True).update(sent_at=clock.now())


def unsent() -> QuerySet[Notice]:
    return Notice.objects.filter(sent_at__isnull=True, kept_back_at__isnull=True)


def to_clear(*, now: datetime) -> QuerySet[Notice]:
    """What is due, has a kind, and was not cleared to go, or not for as long as this."""
    not_cleared = Q(cleared_until__isnull=True) | Q(cleared_until__lte=now)
    waiting = unsent().filter(not_cleared, due_at__lte=now, parked_at__isnull=True, is_gathered=False)
    return waiting.exclude(kind="").order_by("due_at", "pk")


def _ready() -> QuerySet[Notice]:
    return unsent().filter(Q(kind="") | Q(cleared_until__gt=clock.now()), is_gathered=False)


def _refuse_bounced(notice: Notice) -> None:
    bounced = BouncedAddress.objects.filter(address=_address(notice)).first()
    if bounced is not None:
        raise carriers.NeverTaken(f"Nothing is sent to this address since it came back: {bounced.why}")


def _set_aside(notice: Notice, fault: carriers.NeverTaken) -> None:
    log.warning("Notice %s will not be taken: %s", notice.key, fault)
    if fault.is_bounced:
        _note_bounce(_address(notice), str(fault))
    leases.park(notice, str(fault))


def _note_bounce(address: str, why: str) -> None:
    BouncedAddress.objects.update_or_create(address=address, defaults={"why": why[:200], "at": clock.now()})


def _address(notice: Notice) -> str:
    return notice.number if notice.way == Notice.Way.TEXT else notice.to


def _is_open(carrier: carriers.Carrier) -> bool:
    """A mail server that cannot be reached uses up no notice's tries: all of them wait until it is there again."""
    try:
        carrier.open()
    except Exception as fault:
        log.warning("The mail server cannot be reached: %s", fault)
        return False
    return True


def _forget(notices: QuerySet[Notice]) -> int:
    return notices.update(
        to="", number="", subject="", body="", text="", attachment="", attachment_name="", attachment_link="",
        stop_link="", last_error="",
    )  # fmt: skip
