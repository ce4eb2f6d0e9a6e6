"""Two items that came to teams in waves: one of which the audits may tell, and one of which it is too early to say."""

from datetime import date, timedelta

from academy.audits.demo.earlier import coached_since
from academy.audits.models import SampledCase
from academy.catalogue.models import Item
from academy.core import clock
from academy.core.clock import months_after
from academy.core.demo import World
from academy.impact import actions
from academy.impact.models import RollOut
from academy.impact.rules.effects import Outcome
from academy.people.models import Account
from academy.people.rules import Role

COACHED = "motivational-interviewing-in-family-safeguarding"
RECENT = "assessing-and-managing-risk-with-families"
TEAMS_LATELY = 14


def build(world: World) -> None:
    """The coached teams are those that the audits know; the others were reached since the finding of January."""
    items = {item.code: item for item in Item.objects.filter(code__in=[COACHED, RECENT])}
    by = Account.objects.filter(grants__role=Role.ACADEMY).order_by("pk").first()
    coached = coached_since(world.on)
    if len(items) < 2 or len(_audited()) < TEAMS_LATELY:
        return
    rows = [_row(items[COACHED], team, live_on, by, is_by_lot=True) for team, live_on in coached.items()]
    lately = months_after(world.on, -8)
    teams = world.chance("roll-outs").sample(_audited(), TEAMS_LATELY)
    rows += [
        _row(items[RECENT], team, lately + timedelta(days=28 * (place % 2)), by) for place, team in enumerate(teams)
    ]
    RollOut.objects.bulk_create(rows)
    for item in items.values():
        for outcome in Outcome:
            actions.work_out(item, outcome, on=world.on)
    world.say(f"{len(rows)} teams reached by two items, and what came of it worked out")


def _audited() -> list[int]:
    cases = SampledCase.objects.filter(team__isnull=False).order_by()
    return sorted(set(cases.values_list("team", flat=True)))


def _row(item: Item, team: int, live_on: date, by: Account | None, *, is_by_lot: bool = False) -> RollOut:
    return RollOut(
        item=item, team_id=team, live_on=live_on, is_by_lot=is_by_lot, set_by=by, set_at=clock.now()
    )  # fmt: skip
