"""`academy plan`: a year’s learning plan with its progress and its money."""

from argparse import ArgumentParser
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from academy.config.replies import reply
from academy.core import clock
from academy.impact.measures import used_from_plan
from academy.people.scope import TheAuthority
from academy.plan import queries, rules
from academy.plan.models import LearningPlan
from academy.plan.queries import Whole
from academy.plan.rules import pounds


class Command(BaseCommand):
    help = "What the year’s plan will do, how far it has come, and what it costs, by plan item and by funder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", type=int, help="the year in which it begins: 2026 is April 2026 to March 2027")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *, year: int | None, **options: Any) -> None:
        viewer = TheAuthority(clock.today())
        plan = self._plan(viewer, year)
        of = queries.whole(viewer, plan)
        used = used_from_plan(viewer, plan)
        answer = {"on": viewer.on.isoformat(), **queries.as_said(of, names_owners=True)}
        answer |= {
            "cost_per_applied_learner": used.figure.value,
            "figures": [used.figure.as_json()],
            "over": [{"number": line.item.number, "words": line.over} for line in of.over],
        }
        reply(self, options, _in_numbers(answer), "\n".join(_says(of)))

    def _plan(self, viewer: TheAuthority, year: int | None) -> LearningPlan:
        if year is None:
            found = queries.current_plan(viewer)
            words = "There is no plan yet."
        else:
            is_a_year = rules.EARLIEST <= year <= rules.LATEST
            found = queries.plan_of(viewer, year) if is_a_year else None
            words = f"There is no plan for {rules.year_words(year)}."
        if found is None:
            raise CommandError(words)
        return found


def _says(of: Whole) -> list[str]:
    money = of.money
    total = f"{pounds(money.planned)} planned, {pounds(money.expected)} expected, {pounds(money.spent)} spent"
    lines = [f"{of.plan}: {_counted(len(of.standing))}, {of.places:,} places, {total}."]
    for line in of.lines:
        over = f" {line.over}." if line.over else ""
        lines.append(f"{line.item.number}. {line.item.title}: {line.state.label.lower()}.{over}")
    return lines + [f"{line.budget.funder}: {rules.over_words(line.money)}." for line in of.budgets_over]


def _in_numbers(value: Any) -> Any:
    """Pounds as numbers, not as text."""
    if isinstance(value, dict):
        return {name: _in_numbers(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_in_numbers(part) for part in value]
    return float(value) if isinstance(value, Decimal) else value


def _counted(number: int) -> str:
    return f"{number:,} plan item{'' if number == 1 else 's'}"
