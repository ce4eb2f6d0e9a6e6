"""What the clock starts. Each may be killed anywhere and run again: nothing is done twice."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from academy.booking import actions, queries, rules
from academy.core import clock, notices


def fill_freed_places(*, now: datetime | None = None, **_: Any) -> str:
    """Places held until today are anyone's: they go to those who wait, session by session."""
    placed = 0
    for session in queries.with_free_places_and_a_list(now=now or clock.now()):
        placed += len(actions.fill_freed_places(session))
    return f"Places that came free and were given on: {placed}"


def free_places_of_leavers(*, now: datetime | None = None, **_: Any) -> str:
    """Whoever has left comes no more: their places go to those who wait. Booking looks; nobody has to tell it."""
    freed = [actions.give_back_for_leaver(booking) for booking in queries.of_leavers(now=now or clock.now())]
    return f"Places and turns of people who have left: {len(freed)}"


def check_waiting_lists(*, now: datetime | None = None, **_: Any) -> str:
    """Nightly: nobody who may have a free place should be waiting for it. If somebody is, the Academy is told."""
    now = now or clock.now()
    wrong = [
        session
        for session in queries.with_free_places_and_a_list(now=now)
        if any(rules.given(queries.places(session), queries.waiting(session)))
    ]
    if wrong:
        notices.send(
            f"waiting-beside-a-free-place:{now:%Y-%m-%d}",
            to=settings.CONTACT_EMAIL,
            template="booking/notices/free_and_waiting.txt",
            sessions=wrong,
            link=settings.ADDRESS + reverse("sessions"),
        )
    return f"Sessions with a free place that somebody on their list could have: {len(wrong)}"


def remind_before(*, on: date | None = None, **_: Any) -> str:
    """14, 7 and 2 days before. Missed days are made up; whoever booked later than a reminder's day does not need it."""
    on = on or clock.today()
    told = sum(actions.remind(queries.to_remind(days, on=on), days=days, on=on) for days in rules.REMIND_DAYS_BEFORE)
    return f"Reminders written: {told}"


def forget_needs(*, on: date | None = None, **_: Any) -> str:
    return f"Access and dietary needs erased: {actions.erase_needs(on=on or clock.today())}"
