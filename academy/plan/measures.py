"""Figures this room can supply to pages, measures and packs."""

from datetime import date

from django.urls import reverse

from academy.core.figures import Figure
from academy.people.scope import Viewer
from academy.plan import queries
from academy.plan.models import LearningPlan
from academy.plan.queries import Whole
from academy.plan.rules import pounds

A_PLACE, A_COMPLETION = "Cost of a place", "Cost of a completion"
LABELS = (A_PLACE, A_COMPLETION)


def plan_figures(viewer: Viewer, *, on: date) -> list[Figure]:
    """Of the plan of that day’s year; nothing where there is none."""
    plan = queries.current_plan(viewer, on=on)
    if plan is None:
        return []
    of = queries.whole(viewer, plan)
    return [cost_per_place(of, on=on), cost_per_completion(of, on=on)] if of.has_money else []


def cost_per_place(of: Whole, *, on: date) -> Figure:
    """N5: what the plan is expected to come to, over the places in it."""
    return Figure(
        label=A_PLACE,
        value=of.cost_per_place,
        unit="£",
        n=of.places,
        who="places planned",
        on=on,
        sentence=f"{pounds(of.money.expected)} is expected for the whole plan.",
        words="What is dropped counts with what was spent on it.",
        opens_to=_money_page(of.plan),
        opens_words="See what each plan item costs",
    )


def cost_per_completion(of: Whole, *, on: date) -> Figure:
    """N5: what was spent until now, over what was completed because of the plan."""
    return Figure(
        label=A_COMPLETION,
        value=of.cost_per_completion if of.money.spent else None,
        unit="£",
        n=of.progress.completions or None,
        who="completions",
        on=on,
        sentence=_spent(of),
        words="It falls as more of what is paid for is held.",
        opens_to=_money_page(of.plan),
        opens_words="See what each plan item costs",
    )


def _spent(of: Whole) -> str:
    if not of.money.spent:
        return "Nothing is spent yet."
    if not of.progress.completions:
        return f"{pounds(of.money.spent)} is spent, and nothing is completed yet."
    return f"{pounds(of.money.spent)} is spent until now."


def _money_page(plan: LearningPlan) -> str:
    return reverse("plan-money", args=[plan.year])
