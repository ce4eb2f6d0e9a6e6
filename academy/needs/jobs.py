"""What the clock starts. Each may run twice: what has been told is not told again, what was counted is not counted."""

from collections import defaultdict
from datetime import date
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models.functions import Coalesce

from academy.booking import actions as booking
from academy.booking import queries as booking_queries
from academy.core import clock, notices
from academy.core.models import Notice
from academy.needs import actions, queries, rules
from academy.needs.actions import capabilities as of_capabilities
from academy.people.models import Spell
from academy.people.scope import TheAuthority

AT_A_TIME = 200


def tell_new_starters(*, on: str | None = None, **_: Any) -> str:
    """Whoever started in the last weeks hears once, for each post, what it asks of them and by when."""
    day = date.fromisoformat(on) if on else clock.today()
    held = queries.posts_held(TheAuthority(day), on=day)
    began = held.annotate(first_on=Coalesce("since_on", "started_on"))
    new = began.filter(first_on__gt=rules.new_after(day), person__email__gt="").order_by("pk")
    waiting, told = new.values_list("pk", flat=True).iterator(), 0
    while spell_ids := list(islice(waiting, AT_A_TIME)):
        told += _tell(spell_ids, on=day)
    return f"Told {told} new starter{'' if told == 1 else 's'} what they need."


def raise_signals_of_scores(*, on: str | None = None, **_: Any) -> str:
    """Where the confirmed scores of enough people are below what their roles expect; twice a year at most."""
    raised = of_capabilities.raise_signals_of_scores(on=date.fromisoformat(on) if on else clock.today())
    return f"Raised {raised} signal{'' if raised == 1 else 's'} of what people are not yet able to do."


def take_gap_snapshot(*, on: str | None = None, **_: Any) -> str:
    """Everybody's gaps today, for pages about the whole authority. A date takes the place of one that was missed."""
    day = actions.take_snapshot(date.fromisoformat(on) if on else clock.today())
    return f"Wrote down the gaps of {day.people} people on {day.taken_on:%-d %B %Y}."


def keep_month_end(*, on: str | None = None, **_: Any) -> str:
    """The end of last month, as it stood when it was over. Today is counted first, so that the pages have a day."""
    today = date.fromisoformat(on) if on else clock.today()
    actions.take_snapshot(today)
    day = actions.keep_month_end(rules.last_month_end(today))
    return f"Kept the gaps of {day.people} people at the end of {day.taken_on:%B %Y}."


def say_who_is_overdue(*, on: str | None = None, **_: Any) -> str:
    """Some waiting lists go first to those for whom it is overdue. Booking cannot know for whom: it is told."""
    day, changed = date.fromisoformat(on) if on else clock.today(), 0
    for session, people in booking_queries.served_by_urgency(now=clock.now()).items():
        gaps = queries.gaps_of(Spell.objects.filter(person__in=people), on=day)
        overdue = {gap.person_id for gap in gaps if gap.item_id == session.item_id and gap.is_overdue}
        changed += booking.say_who_is_urgent(session, overdue)
    return f"Turns that became more or less pressing: {changed}"


def take_needs_snapshot(*, on: str | None = None, **_: Any) -> str:
    """The training needs analysis of the day, from that day’s gaps, and signals from what they and sources say."""
    gaps_of = actions.take_snapshot(date.fromisoformat(on) if on else clock.today())
    lacking = actions.signal_what_is_lacking(gaps_of)
    changed = actions.signal_what_changed(on=gaps_of.taken_on)
    day = actions.take_analysis(gaps_of)
    return f"Counted training needs on {day.taken_on:%-d %B %Y}; signals raised: {lacking + changed}."


@transaction.atomic
def _tell(spell_ids: list[int], *, on: date) -> int:
    told = set(Notice.objects.filter(key__in=map(_key, spell_ids)).values_list("key", flat=True))
    new = Spell.objects.filter(pk__in=[pk for pk in spell_ids if _key(pk) not in told])
    asked = defaultdict(list)
    for gap in queries.gaps_of(new, on=on):
        asked[gap.spell_id].append(gap)
    spells = new.filter(pk__in=asked).select_related("person", "post__job_role", "post__organisation").order_by("pk")
    for spell in spells:
        notices.send(
            _key(spell.pk),
            kind="gap",
            to=spell.person.email or "",
            template="needs/new_starter.txt",
            spell=spell,
            gaps=asked[spell.pk],
            on=on,
        )
    return len(spells)


def _key(spell_id: int) -> str:
    return f"needs-new-starter:{spell_id}"
