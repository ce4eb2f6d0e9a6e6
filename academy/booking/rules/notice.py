"""How long before a session a place may be given back, and what it costs after that."""

from datetime import date, timedelta

from academy.booking.rules.standing import DAYS_OF_NOTICE, NEVER_CHARGED, Status


def last_day_to_cancel(session_on: date) -> date:
    """Until the end of this day nothing is charged."""
    return session_on - timedelta(days=DAYS_OF_NOTICE)


def is_late(on: date, session_on: date) -> bool:
    return on > last_day_to_cancel(session_on)


def is_charged(status: Status, reason: str, *, is_late_cancel: bool, had_notice: bool) -> bool:
    """Whoever cancels late or does not come; not for a child's sake, nor when the list gave them a place too late."""
    is_lost = status == Status.MISSED or (status == Status.CANCELLED and is_late_cancel)
    return is_lost and had_notice and reason not in NEVER_CHARGED


def reminder_key(booking_id: int, days_before: int) -> str:
    """One reminder of a kind for a booking, whatever fails and is tried again."""
    return f"reminder-{days_before}:{booking_id}"
