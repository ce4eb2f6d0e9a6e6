"""What people type about the plan, its money, and what is ordered for it."""

from academy.plan.forms.commissions import CommissionForm, ScheduleForm
from academy.plan.forms.money import BudgetForm, ChangeBudgetForm, ChangeCostForm, CostForm, SpendForm
from academy.plan.forms.plans import AgreeForm, DropForm, NewPlanForm, PlanFilter, PlanForm, PlanItemForm

__all__ = [
    "AgreeForm",
    "BudgetForm",
    "ChangeBudgetForm",
    "ChangeCostForm",
    "CommissionForm",
    "CostForm",
    "DropForm",
    "NewPlanForm",
    "PlanFilter",
    "PlanForm",
    "PlanItemForm",
    "ScheduleForm",
    "SpendForm",
]
