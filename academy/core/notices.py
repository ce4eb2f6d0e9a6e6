"""Telling people. A notice is a row first, written with what it tells of, and sent after that is saved."""

import hashlib
import logging
import re
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import QuerySet
from django.template.loader import render_to_string

from academy.core import clock, leases
from academy.core.models import Notice

LEASE = timedelta(minutes=5)
TRIES = 8
LONGEST_SUBJECT = 250
log = logging.getLogger(__name__)


def send(key: str, *, to: str, template: str, attachment: tuple[str, str] | None = None, **context: Any) -> None:
    """Queue a notice once for each key. The template's first line is the subject."""
    queue([written(key, to=to, template=template, attachment=attachment, **context)])


def written(
    key: str, *, to: str, template: str, attachment: tuple[str, str] | None = None, **context: Any
) -> Notice | None:
    """A notice that is not queued yet; none for somebody without an address."""
    if not to:
        return None
    words = render_to_string(template, {"address": settings.ADDRESS, "authority": settings.AUTHORITY_NAME, **context})
    subject, _, body = words.strip().partition("\n")
    name, content = attachment or ("", "")
    at = clock.now()
    return Notice(
        key=key,
        to=to,
        subject=subject.strip()[:LONGEST_SUBJECT],
        body=body.strip() + "\n",
        attachment_name=name,
        attachment=content,
        created_at=at,
        due_at=at,
    )


def queue(notices: Iterable[Notice | None]) -> None:
    Notice.objects.bulk_create([notice for notice in notices if notice], ignore_conflicts=True)


def withdraw(addresses: Iterable[str]) -> int:
    """What waits for somebody who may no longer be written to is not sent."""
    return _unsent().filter(to__in=list(addresses)).delete()[0]


def forget(addresses: Iterable[str]) -> int:
    """To whom and what, of everything that was ever written to them. The key stays, so that nothing is told again."""
    addresses = list(addresses)
    return withdraw(addresses) + _forget(Notice.objects.filter(to__in=addresses))


def forget_sent(*, before: datetime) -> int:
    return _forget(Notice.objects.filter(sent_at__lt=before).exclude(to=""))


def send_waiting(*, at_step: Callable[[str], None] = lambda step: None) -> int:
    """Send what is due. Killed anywhere, nothing is lost: what was in hand is sent again with the same Message-ID."""
    if not leases.free(_unsent()).exists():
        return 0
    sent, mail = 0, backend()
    while _is_connected(mail) and (notice := leases.take(_unsent(), lasting=LEASE)):
        at_step("taken")
        try:
            mail.send_messages([_message(notice, mail)])
        except Exception as fault:  # whatever a mail server or its network does, the notice stays queued
            log.warning("Notice %s could not be sent: %s", notice.key, fault)
            leases.put_back(notice, str(fault), tries=TRIES)
            mail.close()  # it may be why: the next one goes over a new connection
            continue
        at_step("sent")
        leases.held(notice).update(sent_at=clock.now(), leased_until=None)
        at_step("marked")
        sent += 1
    mail.close()
    return sent


def keep_unsent() -> int:
    """For a demonstration: what was queued so far stands in the outbox as sent, and nobody made up is written to."""
    return _unsent().update(sent_at=clock.now())


def message_id(notice: Notice) -> str:
    """The same for every attempt, so that a mail server or reader can tell a repeat from a second message."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
    return f"<{hashlib.sha256(notice.key.encode()).hexdigest()[:32]}@{domain}>"


def backend() -> BaseEmailBackend:
    parts = urlsplit(settings.EMAIL_URL)
    if parts.scheme != "smtp":
        return get_connection(f"django.core.mail.backends.{parts.scheme or 'console'}.EmailBackend")
    return get_connection(
        "django.core.mail.backends.smtp.EmailBackend",
        host=parts.hostname,
        port=parts.port or 25,
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_tls=parse_qs(parts.query).get("tls") == ["1"],
        timeout=20,
    )


def _is_connected(mail: BaseEmailBackend) -> bool:
    """A mail server that cannot be reached uses up no notice's tries: all of them wait until it is there again."""
    try:
        mail.open()
    except Exception as fault:
        log.warning("The mail server cannot be reached: %s", fault)
        return False
    return True


def _forget(notices: QuerySet[Notice]) -> int:
    return notices.update(to="", subject="", body="", attachment="", attachment_name="", last_error="")


def _unsent() -> QuerySet[Notice]:
    return Notice.objects.filter(sent_at__isnull=True)


def _message(notice: Notice, mail: BaseEmailBackend) -> EmailMessage:
    message = EmailMessage(
        subject=notice.subject,
        body=notice.body,
        to=[notice.to],
        headers={"Message-ID": message_id(notice)},
        connection=mail,
    )
    if notice.attachment:
        message.attach(notice.attachment_name, notice.attachment, _calendar_type(notice.attachment))
    return message


def _calendar_type(invitation: str) -> str:
    """Calendars act on an invitation or its withdrawal only when the message says which it is."""
    found = re.search(r"^METHOD:([A-Z]+)", invitation, re.MULTILINE)
    return f"text/calendar; method={found[1]}" if found else "text/calendar"
