"""Everything that changes a year's plan and its money: who did what, in one transaction."""

from academy.plan.actions.commissions import commission, commission_new, count_sessions, schedule_sessions
from academy.plan.actions.items import add_item, change_item, drop_item, take_up_item
from academy.plan.actions.money import add_budget, add_cost, change_budget, change_cost, record_spend, remove_cost
from academy.plan.actions.people import erase_person, move_person
from academy.plan.actions.plans import agree_plan, begin_plan, change_plan, close_plan

__all__ = [
    "add_budget",
    "add_cost",
    "add_item",
    "agree_plan",
    "begin_plan",
    "change_budget",
    "change_cost",
    "change_item",
    "change_plan",
    "close_plan",
    "commission",
    "commission_new",
    "count_sessions",
    "drop_item",
    "erase_person",
    "move_person",
    "record_spend",
    "remove_cost",
    "schedule_sessions",
    "take_up_item",
]
