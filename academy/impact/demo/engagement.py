"""Reflections that were shown and talked about, days that colleagues led, and the quarters counted from all of it."""

from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from academy.core.demo import World
from academy.impact import actions, queries
from academy.impact.models import AcceptedReflection, EngagementSnapshot
from academy.impact.rules import barometer as rules
from academy.people.models import Account, Spell
from academy.records import actions as records
from academy.records.models import Completion, Reflection

LONDON = ZoneInfo("Europe/London")
YEARS, BATCH = 3, 2_000
SHARE = 0.16  # of what people finished, as one shown and talked about
TITLES = "What changed after “{}”"


def build(world: World) -> None:
    chance = world.chance("engagement")
    made = _reflections(world, chance)
    for quarter in rules.quarters_until(rules.last_whole_quarter(world.on), rules.QUARTERS_SHOWN):
        _count(quarter, world)
    world.say(f"{made} reflections talked about, and {rules.QUARTERS_SHOWN} quarters counted")


def _reflections(world: World, chance: Random) -> int:
    """A line manager each, of today; written within a month of learning, and talked about within two."""
    managers = dict(
        Spell.objects.filter(line_manager__isnull=False, ended_on__isnull=True).values_list("person", "line_manager")
    )
    since = world.on - timedelta(days=365 * YEARS)
    held = set(Reflection.objects.exclude(completion=None).values_list("completion", flat=True))
    shown_round = Account.objects.filter(person__isnull=False).values("person")  # theirs is as the tour tells it
    rows = Completion.objects.filter(completed_on__gte=since, person__in=managers).exclude(person__in=shown_round)
    rows = rows.order_by("pk")
    written, talked = [], []
    for pk, person, on, hours, title in rows.values_list("pk", "person", "completed_on", "hours", "item__title"):
        if chance.random() > SHARE or pk in held:
            continue
        shown_on = on + timedelta(days=chance.randrange(3, 30))
        if shown_on >= world.on:
            continue
        at = datetime.combine(shown_on, time(16, chance.randrange(60)), LONDON)
        written.append(
            Reflection(
                person_id=person, completion_id=pk, activity="training", title=TITLES.format(title)[:200], done_on=on,
                hours=hours, learned="To ask first what the family has tried.", changed="I ask before I advise.",
                difference="They say more, and plans hold longer.", begun_at=at, finished_at=at,
                shared_with_id=managers[person], shared_at=at,
            )
        )  # fmt: skip
        talked.append(shown_on + timedelta(days=chance.randrange(2, 30)))
    records.keep_reflections(written)
    accepted = [
        AcceptedReflection(reflection=one, accepted_on=on)
        for one, on in zip(written, talked, strict=True)
        if on < world.on and (on < world.on - timedelta(days=45) or chance.random() < 0.7)
    ]
    AcceptedReflection.objects.bulk_create(accepted, batch_size=BATCH)
    return len(accepted)


def _count(quarter: rules.Quarter, world: World) -> None:
    """Each as it was counted when it had been over for a month, and the last as it stands today."""
    from_on = rules.quarters_until(quarter, rules.OF_QUARTERS)[0].first_on
    stays, acts = queries.stays(from_on, quarter.last_on), queries.acts(from_on, quarter.last_on)
    counted_on = min(world.on, quarter.last_on + timedelta(days=rules.FINAL_AFTER_DAYS))
    rows = actions.snapshots(quarter, stays, acts, queries.where(quarter.last_on), on=counted_on)
    EngagementSnapshot.objects.bulk_create(rows)
