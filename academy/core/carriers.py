"""Who carries notices: a mail server, GOV.UK Notify, or the screen. Each takes one notice for one reader at a time."""

import hashlib
import re
from email.utils import parseaddr
from smtplib import SMTPRecipientsRefused
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from academy.core.models import Notice


class NotNow(Exception):
    """Nothing can be carried at the moment, whatever it says: no notice's try is used up."""


class NeverTaken(Exception):
    """This notice would be refused each time, and why. `is_bounced`: because of whom it is to."""

    def __init__(self, why: str, *, is_bounced: bool = False) -> None:
        super().__init__(why)
        self.is_bounced = is_bounced


class Carrier(Protocol):
    def open(self) -> None:
        """Raises when it cannot be reached."""

    def carry(self, notice: Notice) -> None:
        """Returns when it has taken the notice. Anything raised but `NotNow` and `NeverTaken` is worth another try."""

    def close(self) -> None: ...


def for_email() -> Carrier:
    if settings.EMAIL_URL.partition(":")[0] == "notify":
        from academy.core.notify import Notify

        return Notify()
    return Mail()


def for_texts() -> Carrier | None:
    """None where no text messages can be sent."""
    if not may_text():
        return None
    from academy.core.notify import Notify

    return Notify()


def may_text() -> bool:
    return bool(settings.NOTIFY_KEY and settings.NOTIFY_TEXT_TEMPLATE)


class Mail:
    """By SMTP, or onto the screen."""

    def __init__(self) -> None:
        self.backend = _backend()

    def open(self) -> None:
        self.backend.open()

    def close(self) -> None:
        self.backend.close()

    def carry(self, notice: Notice) -> None:
        try:
            self.backend.send_messages([_message(notice, self.backend)])
        except SMTPRecipientsRefused as refused:
            code, words = next(iter(refused.recipients.values()))
            self.close()
            if code < 500:
                raise
            raise NeverTaken(_plain(words), is_bounced=True) from None
        except Exception:
            self.close()  # it may be why: the next one goes over a new connection
            raise


def message_id(notice: Notice) -> str:
    """The same for every attempt, so that a mail server or reader can tell a repeat from a second message."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
    return f"<{reference(notice.key)}@{domain}>"


def reference(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def body(notice: Notice) -> str:
    """With a way out of what need not be sent."""
    if not notice.stop_link:
        return notice.body
    return f"{notice.body}\nNo more e-mails of this kind: {notice.stop_link}\n"


def _backend() -> BaseEmailBackend:
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


def _message(notice: Notice, backend: BaseEmailBackend) -> EmailMessage:
    headers = {"Message-ID": message_id(notice)}
    if notice.stop_link:
        headers["List-Unsubscribe"] = f"<{notice.stop_link}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = EmailMultiAlternatives(
        subject=notice.subject, body=body(notice), to=[notice.to], headers=headers, connection=backend
    )
    if notice.attachment:  # beside the words, where calendars look for it, and as a file for whoever opens one
        message.attach_alternative(notice.attachment, _calendar_type(notice.attachment))
        message.attach(notice.attachment_name, notice.attachment, "application/ics")
    return message


def _calendar_type(invitation: str) -> str:
    """Calendars act on an invitation or its withdrawal only when the message says which it is."""
    found = re.search(r"^METHOD:([A-Z]+)", invitation, re.MULTILINE)
    return f"text/calendar; method={found[1]}" if found else "text/calendar"


def _plain(words: bytes | str) -> str:
    return words.decode(errors="replace") if isinstance(words, bytes) else str(words)
