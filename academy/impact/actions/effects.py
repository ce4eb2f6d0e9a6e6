"""Saying which team was reached when, and working out what came of it."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction

from academy.catalogue.models import Item
from academy.core import clock, jobs, trail
from academy.impact import queries
from academy.impact.models import EffectEstimate, RollOut
from academy.impact.rules.effects import Missing, Outcome, Reached
from academy.impact.rules.practice import practice_effect
from academy.impact.rules.staying import SEED, staying_effect
from academy.people.models import Account, Team

NO_AUDITS = Missing(
    "No team has been audited in every half-year.", "Audits of the same teams in at least four half-years."
)


@transaction.atomic
def reach_teams(
    item: Item, teams: Iterable[Team], *, live_on: date, is_by_lot: bool = False, by: Account | None
) -> list[RollOut]:
    """One wave: the teams that an item reaches from a day on."""
    rows = [
        RollOut(item=item, team=team, live_on=live_on, is_by_lot=is_by_lot, set_by=by, set_at=clock.now())
        for team in teams
    ]
    try:
        with transaction.atomic():
            RollOut.objects.bulk_create(rows)
    except IntegrityError:
        raise Reached("One of these teams was set to be reached already. Look at the list again.") from None
    trail.note_each(by, "said when a team is reached", rows)
    return rows


@transaction.atomic
def take_back_roll_out(roll_out: RollOut, *, by: Account | None) -> None:
    """It was set by mistake: the team counts as not reached, and answers are worked out anew."""
    trail.note(by, "took back that a team is reached", roll_out)
    roll_out.delete()


def ask_for_effects(item: Item, *, by: Account | None) -> None:
    """To be worked out as soon as a worker is free."""
    jobs.start("impact.work_out_effects", key=f"{item.pk}:{clock.now():%Y%m%d%H%M}", item=item.pk)
    trail.note(by, "asked what it did", item)


def work_out(item: Item, outcome: Outcome, *, on: date) -> EffectEstimate:
    """From the records as they are. Where they are the same as before, the answer stands and is only dated."""
    found = _practice(item, on) if outcome == Outcome.PRACTICE else _staying(item, on)
    inputs, answer = found
    said = {"refused": answer.reason, "needs": answer.needs} if isinstance(answer, Missing) else {"answer": answer}
    now = clock.now()
    kept, is_new = EffectEstimate.objects.get_or_create(
        item=item, outcome=outcome, inputs=inputs,
        defaults={"on": on, "seed": SEED, "made_at": now, "looked_at": now, **said},
    )  # fmt: skip
    if not is_new:
        kept.looked_at = now
        kept.save(update_fields=["looked_at"])
    return kept


def _practice(item: Item, on: date) -> tuple[str, dict | Missing]:
    found = queries.practice_of(item, on=on)
    if found.marks is None or found.first is None:
        return found.inputs, NO_AUDITS
    answer = practice_effect(found.marks, is_good=found.is_good, agreed=found.agreed)
    if isinstance(answer, Missing):
        return found.inputs, answer
    more = {"first": found.first.number, "last": found.last.number, "left_out": found.teams_left_out}
    return found.inputs, answer | more


def _staying(item: Item, on: date) -> tuple[str, dict | Missing]:
    found = queries.staff_of(item, on=on)
    answer = staying_effect(
        found.months, list(queries.KNOWN), service=found.service, ways=found.ways, until=found.until
    )
    return found.inputs, answer
