"""What the clock starts. Each may be killed between any two steps and run again: nobody is lost, nobody asked twice."""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils import timezone

from academy.core import clock
from academy.surveys import actions, queries, rules

BATCH = 200


def ask_three_months_later(*, on: date | None = None, at_step: Callable[[str], None] = lambda step: None) -> str:
    on = on or clock.today()
    asked = 0
    while some := [found for found in queries.due(on)[:BATCH] if rules.asked_on(found.completed_on) <= on]:
        at_step("found")
        asked += len(actions.ask(some, on=on))
        at_step("asked")
    return f"{asked} people asked"


def remind(*, on: date | None = None) -> str:
    on = on or clock.today()
    reminded = 0
    for number, days in enumerate(rules.REMIND_AFTER_DAYS, start=1):
        before = timezone.now() - timedelta(days=days)
        late = queries.open_follow_ups().filter(reminders=number - 1, asked_at__lte=before)
        late = late.exclude(pk__in=queries.of_leavers(on).values("pk"))
        for follow_up in late.select_related("person", "completion__item"):
            actions.remind(follow_up, number=number)
            reminded += 1
    return f"{reminded} people reminded"


def close(*, on: date | None = None) -> str:
    on = on or clock.today()
    before = timezone.now() - timedelta(days=rules.CLOSE_AFTER_DAYS)
    silent = list(queries.open_follow_ups().filter(asked_at__lte=before))
    return f"{actions.close([*silent, *queries.of_leavers(on)], on=on)} follow-ups closed"
