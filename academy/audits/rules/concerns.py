"""When somebody who audits is worried about a child now."""

from datetime import datetime, timedelta

from academy.core.refusals import Refused

TOLD_AGAIN_AFTER = timedelta(minutes=15)  # whoever was told and has not answered
WIDENED_AFTER = timedelta(minutes=30)  # nobody at all has answered: the directors and the Academy team as well


class NotRaised(Refused):
    """The concern cannot be taken so, and why."""


def is_told_again(told_at: datetime, again_at: datetime | None, *, now: datetime) -> bool:
    return now - (again_at or told_at) >= TOLD_AGAIN_AFTER


def is_widened(raised_at: datetime, *, now: datetime) -> bool:
    return now - raised_at >= WIDENED_AFTER
