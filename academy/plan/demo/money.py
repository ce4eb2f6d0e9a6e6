"""Who pays for a plan, what each thing was to cost, what it will, and what was spent until now."""

from datetime import date
from decimal import Decimal
from random import Random

from academy.core.demo import World
from academy.plan.demo.items import Row, noon
from academy.plan.demo.lines import funding
from academy.plan.models import Budget, Cost, Funder, LearningPlan, Spend
from academy.plan.rules import CostKind, last_day, months_of_phase

A_TRAINER_DAY, A_ROOM_DAY, TO_WRITE = 480, 210, 2_600
TENS = 10
WHY_OVER = "The trainer’s day costs more than last year, and a larger room was needed"


def build(plan: LearningPlan, rows: list[Row], world: World) -> None:
    chance = world.chance(f"money {plan.year}")
    budgets = _budgets(plan)
    costs = Cost.objects.bulk_create([cost for row in rows for cost in _costs(row, budgets, chance)])
    _give(list(budgets.values()), costs)
    by_item = {row.plan_item.pk: row for row in rows}
    Spend.objects.bulk_create(
        [spend for cost in costs for spend in _spends(cost, plan, by_item[cost.plan_item.pk], world.on, chance)]
    )


def _budgets(plan: LearningPlan) -> dict[str, Budget]:
    made = {}
    for code, one in funding().items():
        funder, _ = Funder.objects.get_or_create(name=one.name, defaults={"terms": one.terms})
        made[code] = Budget.objects.create(plan=plan, funder=funder, pounds=0)
    return made


def _costs(row: Row, budgets: dict[str, Budget], chance: Random) -> list[Cost]:
    """Shared between the funders that the line names."""
    whole = sum(share for _, share in row.line.funders)
    made = []
    for kind, words, amount in _amounts(row, chance):
        for code, share in row.line.funders:
            planned = _round(amount * share / whole)
            if not planned:
                continue
            cost = Cost(plan_item=row.plan_item, budget=budgets[code], kind=kind, words=words, planned=planned)
            if row.line.happened.startswith("over") and kind == CostKind.TRAINER:
                cost.forecast, cost.forecast_why = _round(float(planned) * 1.22), WHY_OVER
            made.append(cost)
    return made


def _amounts(row: Row, chance: Random) -> list[tuple[str, str, float]]:
    if row.plan_item.is_dropped:
        return [(CostKind.DESIGN, "Looking for a room, and a first drawing", 900.0)]
    if row.plan_item.is_own_time:
        return [(CostKind.DESIGN, "Written anew, with films and captions", TO_WRITE * 1.5)]
    sessions = row.plan_item.sessions
    days = max(1, round(float(row.item.hours) / 6)) if row.item else 1
    amounts = [(CostKind.TRAINER.value, "Trainers", sessions * days * A_TRAINER_DAY * chance.uniform(0.8, 1.3))]
    if row.item and row.item.mode != "online":
        amounts.append((CostKind.VENUE.value, "Rooms and lunch", sessions * days * A_ROOM_DAY * 1.0))
    if row.line.provider:
        amounts.append((CostKind.DESIGN.value, "Writing the course", TO_WRITE * chance.uniform(0.7, 1.4)))
    return amounts


def _give(budgets: list[Budget], costs: list[Cost]) -> None:
    """A little more or less than is planned from it."""
    given = {one.name: one.given for one in funding().values()}
    for budget in budgets:
        planned = sum(float(cost.planned) for cost in costs if cost.budget_id == budget.pk)
        budget.pounds = _round(planned * given[budget.funder.name] / 1_000, to=100)
    Budget.objects.bulk_update(budgets, ["pounds"])


def _spends(cost: Cost, plan: LearningPlan, row: Row, today: date, chance: Random) -> list[Spend]:
    """Writing is paid at the start, trainers and rooms as sessions are held, in bills through the year."""
    begins, ends = months_of_phase(plan.year, row.plan_item.phase)[0], min(today, last_day(plan.year))
    is_once = cost.kind == CostKind.DESIGN
    whole = float(cost.forecast if cost.forecast is not None else cost.planned)
    whole *= 1.18 if row.line.happened.startswith("spent") else chance.uniform(0.94, 1.0)
    due = whole if is_once or row.line.happened.startswith("spent") else whole * row.held
    if row.line.happened.startswith("waits") or begins > ends:
        return []
    parts = 1 if is_once or due < 4 * A_ROOM_DAY else 3
    made = []
    for number in range(1, parts + 1):
        pounds = _round(due / parts)
        if not pounds:
            continue
        on = begins + (ends - begins) * (number / (parts + 1))
        words = f"{cost.words}, part {number}" if parts > 1 else cost.words
        reference = f"{plan.year % 100}-{cost.pk:04d}-{number}"
        made.append(Spend(cost=cost, pounds=pounds, on=on, words=words, reference=reference, made_at=noon(on)))
    return made


def _round(amount: float, *, to: int = TENS) -> Decimal:
    return Decimal(round(amount / to) * to)
