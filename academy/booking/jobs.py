"""What the clock starts. Each may be killed anywhere and run again: nothing is done twice."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from academy.booking import actions, queries, rules
from academy.core import clock, notices
from academy.core.working_days import working_days_after
from academy.people import queries as people


def fill_freed_places(*, now: datetime | None = None, **_: Any) -> str:
    """Places held until today are anyone's: they go to those who wait, session by session."""
    placed, now = 0, now or clock.now()
    to_fill = [*queries.with_lapsed_places(now=now), *queries.with_free_places_and_a_list(now=now)]
    for session in dict.fromkeys(to_fill):
        placed += len(actions.fill_freed_places(session))
    return f"Places that came free and were given on: {placed}"


def free_places_of_leavers(*, now: datetime | None = None, **_: Any) -> str:
    """Whoever has left comes no more: their places go to those who wait. Booking looks; nobody has to tell it."""
    freed = [actions.give_back_for_leaver(booking) for booking in queries.of_leavers(now=now or clock.now())]
    return f"Places and turns of people who have left: {len(freed)}"


def ask_approvers_again(*, now: datetime | None = None, **_: Any) -> str:
    """After a working day without an answer they are reminded; after two, the training leads are asked as well."""
    on, reminded, widened = timezone.localdate(now or clock.now()), 0, 0
    for approval in queries.unanswered():
        asked_on = timezone.localdate(approval.asked_at)
        widens = approval.asked_of is None or people.is_shut_out(approval.asked_of, on=on)
        if not approval.widened_at and (widens or on >= rules.widened_on(approval.asked_at)):
            actions.remind_approver(approval, widens=True)
            widened += 1
        elif not approval.reminded_at and on >= working_days_after(asked_on, rules.REMIND_AFTER_DAYS):
            actions.remind_approver(approval, widens=False)
            reminded += 1
    return f"Approvers reminded: {reminded}. Asked of training leads as well: {widened}"


def tell_the_interested(*, now: datetime | None = None, **_: Any) -> str:
    """Of each new date of what they want; whoever has a date by now is asked no more."""
    now = now or clock.now()
    ended = actions.end_interest_of_those_who_booked()
    told = sum(actions.tell_interested(session) for session in queries.sessions_to_tell_of(now=now))
    return f"Told of a new date: {told}. Have a date now: {ended}"


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
            kind="running",
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


def forget_trainers(**_: Any) -> str:
    """An expert who was forgotten is no trainer by name either. Booking looks; the catalogue tells nobody."""
    forgotten = sum(actions.forget_expert_who_led(trainer) for trainer in queries.trainers_to_forget())
    return f"Trainers whose names were erased: {forgotten}"
