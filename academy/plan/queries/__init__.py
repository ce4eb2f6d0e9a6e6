"""The year’s plan as somebody may see it, how far it has come, and what it costs."""

from academy.plan.queries.capacity import Want, months, wants
from academy.plan.queries.money import (
    BudgetLine,
    budget_lines,
    costs,
    costs_of,
    funders,
    money_by_item,
    money_of,
    spends_of,
)
from academy.plan.queries.plans import (
    PlannedFor,
    commissions,
    current_plan,
    needs_to_plan,
    plan_items,
    plan_of,
    planned_for,
    plans,
    unplanned_needs,
)
from academy.plan.queries.progress import (
    learned_in_own_time,
    learned_in_sessions,
    progress,
    sessions_because_of,
    sessions_of,
    uncounted_sessions,
)
from academy.plan.queries.summary import MONEY, Line, Whole, as_said, line_of, whole

__all__ = [
    "MONEY",
    "BudgetLine",
    "Line",
    "PlannedFor",
    "Want",
    "Whole",
    "as_said",
    "budget_lines",
    "commissions",
    "costs",
    "costs_of",
    "current_plan",
    "funders",
    "learned_in_own_time",
    "learned_in_sessions",
    "line_of",
    "money_by_item",
    "money_of",
    "months",
    "needs_to_plan",
    "plan_items",
    "plan_of",
    "planned_for",
    "plans",
    "progress",
    "sessions_because_of",
    "sessions_of",
    "spends_of",
    "uncounted_sessions",
    "unplanned_needs",
    "wants",
    "whole",
]
