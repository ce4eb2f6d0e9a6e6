"""Pages about the year’s plan: for whoever decides and pays, and for the Academy team that keeps it."""

from academy.plan.views.commissions import commission, commission_plan_item, count_sessions, schedule_commission
from academy.plan.views.items import add_plan_item, change_plan_item, drop_plan_item, plan_item, take_up_plan_item
from academy.plan.views.money import (
    add_budget,
    add_plan_cost,
    budget,
    change_budget,
    change_plan_cost,
    plan_cost,
    plan_money,
    remove_plan_cost,
    spend_on_cost,
)
from academy.plan.views.plans import (
    agree_plan,
    begin_plan,
    change_plan,
    close_plan,
    plan,
    plan_capacity,
    plan_document,
    plan_year,
)

__all__ = [
    "add_budget",
    "add_plan_cost",
    "add_plan_item",
    "agree_plan",
    "begin_plan",
    "budget",
    "change_budget",
    "change_plan",
    "change_plan_cost",
    "change_plan_item",
    "close_plan",
    "commission",
    "commission_plan_item",
    "count_sessions",
    "drop_plan_item",
    "plan",
    "plan_capacity",
    "plan_cost",
    "plan_document",
    "plan_item",
    "plan_money",
    "plan_year",
    "remove_plan_cost",
    "schedule_commission",
    "spend_on_cost",
    "take_up_plan_item",
]
