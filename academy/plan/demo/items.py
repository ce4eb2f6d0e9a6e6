"""What stands in a plan, the needs it is for, what was commissioned, and the sessions that count for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.db.models import Count, Q, Sum
from django.utils import timezone

from academy.booking import actions as booking
from academy.booking.models import Session
from academy.catalogue.models import Item
from academy.catalogue.rules import Mode
from academy.core.demo import World
from academy.needs import actions as needs
from academy.needs.models import Need
from academy.people.models import Account, Person
from academy.people.rules import Role
from academy.plan.demo.lines import Planned
from academy.plan.models import Commission, LearningPlan, PlanItem
from academy.plan.queries import uncounted_sessions
from academy.plan.rules import first_day, last_day, months_of_phase

PLACES = 20
OWNERS = {"Head of the Academy": Role.ACADEMY}  # those whom the demonstration knows by name


@dataclass(frozen=True)
class Row:
    line: Planned
    plan_item: PlanItem
    item: Item | None
    held: float  # which share of its sessions is over


@dataclass(frozen=True)
class Held:
    """What is on the calendar of one thing in the year."""

    sessions: int = 0
    over: int = 0
    places: int = 0


NOTHING = Held()


def build(plan: LearningPlan, lines: Iterable[Planned], world: World) -> list[Row]:
    chance = world.chance(f"plan {plan.year}")
    offered = {item.title: item for item in Item.objects.filter(is_published=True)}
    wanted = [line for line in lines if not line.item or line.item in offered]
    held = _on_the_calendar(plan, [offered[line.item] for line in wanted if line.item], now=noon(world.on))
    if plan.is_closed:  # what was never held is not looked back on
        wanted = [line for line in wanted if offered[line.item].pk in held]
    owners, waiting = _owners(), _needs()
    rows, pairs = [], []
    for number, line in enumerate(wanted, start=1):
        item, theirs = offered.get(line.item), _needs_of(line, waiting) if not plan.is_closed else []
        plan_item = _item(plan, number, line, item, held, theirs, owners, world, chance)
        rows.append(Row(line, plan_item, item, _share_held(plan_item, held.get(item.pk) if item else None)))
        pairs.append(theirs)
    made = PlanItem.objects.bulk_create([row.plan_item for row in rows])
    between = PlanItem.needs.through
    between.objects.bulk_create(
        between(planitem_id=one.pk, need_id=need.pk) for one, some in zip(made, pairs, strict=True) for need in some
    )
    for need in {need.pk: need for some in pairs for need in some if need.is_standing}.values():
        needs.plan_need(need, by=None)
    _commission(plan, rows, world)
    return rows


def noon(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(12)))


def _item(
    plan: LearningPlan,
    number: int,
    line: Planned,
    item: Item | None,
    held: dict[int, Held],
    theirs: list[Need],
    owners: dict[str, Person],
    world: World,
    chance: Random,
) -> PlanItem:
    is_own_time = bool(item and item.mode == Mode.OWN_TIME)
    there = held.get(item.pk, NOTHING) if item and not is_own_time else NOTHING
    on_calendar, places = there.sessions, there.places
    more = 0 if plan.is_closed or is_own_time else chance.randrange(1, 4)
    sessions = on_calendar + more if not is_own_time else 0
    places += more * PLACES if not is_own_time else max(40, round(world.people * 0.12 / 10) * 10)
    people = max((need.size for need in theirs), default=0) or round(places * chance.uniform(0.75, 1.45))
    dropped = line.happened.startswith("dropped")
    begun = months_of_phase(plan.year, line.phase)[0]
    return PlanItem(
        plan=plan,
        number=number,
        title=line.title,
        who_for=line.who_for,
        priority=line.priority,
        phase=line.phase,
        owner=owners.get(line.owner_words),
        owner_words=line.owner_words,
        people=people,
        sessions=sessions,
        places=places,
        is_own_time=is_own_time,
        dropped_on=min(world.on, begun - timedelta(days=30)) if dropped else None,
        dropped_why=line.happened.removeprefix("dropped ") if dropped else "",
        made_at=noon(first_day(plan.year)),
    )


def _share_held(plan_item: PlanItem, there: Held | None) -> float:
    if plan_item.is_own_time:
        return 1.0
    return there.over / plan_item.sessions if there and plan_item.sessions else 0.0


def _on_the_calendar(plan: LearningPlan, items: list[Item], *, now: datetime) -> dict[int, Held]:
    """Sessions of the year, those that are over, and their places, by item."""
    days = (first_day(plan.year), last_day(plan.year))
    found = Session.objects.filter(item__in=items, is_cancelled=False, starts_at__date__range=days)
    over = Count("pk", filter=Q(ends_at__lte=now))
    rows = found.order_by().values("item").annotate(number=Count("pk"), seats=Sum("places"), past=over)
    return {row["item"]: Held(row["number"], row["past"], row["seats"]) for row in rows}


def _commission(plan: LearningPlan, rows: list[Row], world: World) -> None:
    """What is on the calendar of it already counts for it, in one go for each."""
    ordered = [
        Commission(
            plan_item=row.plan_item,
            item=row.item,
            provider=row.line.provider,
            commissioned_on=min(world.on, first_day(plan.year) + timedelta(days=7 * row.plan_item.number)),
        )
        for row in rows
        if row.item and not row.line.happened.startswith(("waits", "dropped"))
    ]
    for one in Commission.objects.bulk_create(ordered):
        booking.say_why(uncounted_sessions(one), one, by=None, has_trail=False)


def _owners() -> dict[str, Person]:
    """The first of the Academy team who signs in; the other jobs are named without who holds them."""
    found = {}
    for words, role in OWNERS.items():
        account = Account.objects.filter(grants__role=role, is_demonstration=True).order_by("pk").first()
        if account and account.person:
            found[words] = account.person
    return found


def _needs() -> dict[str, list[Need]]:
    """Those that were weighed, by their capability."""
    found: dict[str, list[Need]] = {}
    for need in Need.objects.select_related("capability").order_by("-urgency", "-score", "pk"):
        if need.capability:
            found.setdefault(need.capability.code, []).append(need)
    return found


def _needs_of(line: Planned, waiting: dict[str, list[Need]]) -> list[Need]:
    """Each need is for the first thing that teaches what it asks."""
    return [need for code in line.capabilities for need in waiting.pop(code, [])]
