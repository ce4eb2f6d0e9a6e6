"""From a plan item to learning on offer, and to dates."""

from collections.abc import Collection, Sequence
from datetime import date, time
from typing import Any

from django.db import transaction

from academy.booking import actions as booking
from academy.booking import rules as hours
from academy.booking.models import Session, Trainer
from academy.catalogue import actions as catalogue
from academy.catalogue.models import Item
from academy.catalogue.rules import Mode
from academy.core import clock, trail
from academy.core.refusals import Refused
from academy.people.models import Account
from academy.plan import queries, rules
from academy.plan.actions.items import locked
from academy.plan.actions.plans import held
from academy.plan.models import Commission, PlanItem
from academy.ui.dates import date_words


@transaction.atomic
def commission(
    plan_item: PlanItem,
    item: Item,
    *,
    by: Account | None,
    provider: str = "",
    wanted: str = "",
    is_new: bool = False,
    on: date | None = None,
) -> Commission:
    """Something on offer, ordered for a plan item. Ordered twice, it is the one that was ordered first."""
    plan_item = locked(plan_item)
    ordered, is_first = Commission.objects.get_or_create(
        plan_item=plan_item,
        item=item,
        defaults={
            "provider": provider.strip(),
            "wanted": wanted.strip(),
            "is_new": is_new,
            "commissioned_on": on or clock.today(),
            "made_by": by,
        },
    )
    if is_first:
        trail.note(by, "commissioned", ordered, item=item.pk)
    return ordered


@transaction.atomic
def commission_new(
    plan_item: PlanItem, title: str, *, by: Account | None, provider: str = "", wanted: str = "", **about: Any
) -> Commission:
    """Something that is not on offer yet: the catalogue has it from now on, with the capabilities of its needs."""
    plan_item = locked(plan_item)
    capabilities = [need.capability for need in plan_item.needs.select_related("capability") if need.capability]
    item = catalogue.add_item(title, by=by, capabilities=capabilities, **about)
    return commission(plan_item, item, by=by, provider=provider, wanted=wanted, is_new=True)


@transaction.atomic
def schedule_sessions(
    ordered: Commission,
    dates: Sequence[date],
    *,
    starts: time,
    ends: time,
    places: int,
    by: Account | None,
    trainers: Sequence[Trainer] = (),
    **about: Any,
) -> list[Session]:
    """One session on each of these days, all or none, because of the commission."""
    plan_item = locked(ordered.plan_item)
    if ordered.item.mode == Mode.OWN_TIME:
        raise rules.in_own_time(ordered.item.title)
    made = []
    for on in dates:
        day = hours.hours_on(on, starts, ends)
        said = {"places": places, "trainers": tuple(trainers), "cause": ordered, **about}
        try:
            made.append(booking.schedule(ordered.item, starts_at=day.starts_at, ends_at=day.ends_at, by=by, **said))
        except Refused as refused:
            refused.words, refused.field = f"{date_words(on)}: {refused.words}", "dates"
            raise
    trail.note(by, "scheduled for", ordered, sessions=len(made), plan_item=plan_item.pk)
    return made


@transaction.atomic
def count_sessions(ordered: Commission, sessions: Collection[int], *, by: Account | None) -> int:
    """What was on the calendar before it was ordered counts for it from now on; what has a cause keeps it."""
    held(ordered.plan_item.plan)
    found = list(queries.uncounted_sessions(ordered).filter(pk__in=sessions))
    if found:
        booking.say_why(found, ordered, by=by)
        trail.note(by, "counted sessions for", ordered, sessions=len(found))
    return len(found)
