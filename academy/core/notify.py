"""GOV.UK Notify, through its own client. Two templates there, for e-mail and for text messages, hold nothing but
((subject)) and ((body)): the words are ours.

Notify sends whatever it is given, twice if asked twice. So each notice has a reference, and a second try asks first
whether Notify has it.
"""

from typing import Any

from django.conf import settings
from notifications_python_client.errors import HTTPError
from notifications_python_client.notifications import NotificationsAPIClient

from academy.core import carriers
from academy.core.models import Notice

SECONDS = 10
FAILED = frozenset({"permanent-failure", "temporary-failure", "technical-failure", "validation-failed"})
CLOSED = frozenset({401, 403, 429, 503})  # our key, our clock, our rate, or their day off: nothing about this notice


class Notify:
    def __init__(self) -> None:
        self.client = NotificationsAPIClient(settings.NOTIFY_KEY, base_url=settings.NOTIFY_URL, timeout=SECONDS)

    def open(self) -> None:
        """There is no connection to keep."""

    def close(self) -> None:
        self.client.request_session.close()

    def carry(self, notice: Notice) -> None:
        try:
            if notice.lease == 1 or not self._has(notice):
                self._send(notice)
        except HTTPError as fault:
            raise _meaning(fault) from fault

    def _has(self, notice: Notice) -> bool:
        """Taken in an earlier try whose answer never reached us. What failed on its way may be sent again."""
        known = self.client.get_all_notifications(reference=notice.reference).get("notifications", [])
        return any(one.get("status") not in FAILED for one in known)

    def _send(self, notice: Notice) -> None:
        if notice.way == Notice.Way.TEXT:
            self.client.send_sms_notification(
                notice.number, settings.NOTIFY_TEXT_TEMPLATE, _words("", notice.text), notice.reference
            )
            return
        self.client.send_email_notification(
            notice.to,
            settings.NOTIFY_EMAIL_TEMPLATE,
            _words(notice.subject, _body(notice)),
            notice.reference,
            one_click_unsubscribe_url=notice.stop_link or None,
        )


def _words(subject: str, body: str) -> dict[str, str]:
    return {"subject": subject, "body": body} if subject else {"body": body}


def _body(notice: Notice) -> str:
    """Notify takes no calendar files: a link to it stands in its place."""
    words = carriers.body(notice)
    return f"{words}\nFor your calendar: {notice.attachment_link}\n" if notice.attachment_link else words


def _meaning(fault: HTTPError) -> Exception:
    """A bad request stays bad; without an answer it is not known whether Notify has it, so the next try asks."""
    said = f"GOV.UK Notify: {_said(fault)}"
    if fault.response is None or fault.status_code in CLOSED:
        return carriers.NotNow(said)
    if 400 <= fault.status_code < 500:
        return carriers.NeverTaken(said)
    return ConnectionError(said)


def _said(fault: HTTPError) -> str:
    message: Any = fault.message
    if isinstance(message, list):
        return "; ".join(str(one.get("message", one)) for one in message)
    return f"{fault.status_code} {message}"
