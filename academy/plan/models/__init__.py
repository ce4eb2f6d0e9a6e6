"""The year’s learning plan and its money."""

from academy.plan.models.money import Budget, Cost, Funder, Spend
from academy.plan.models.plans import Commission, LearningPlan, PlanItem

__all__ = ["Budget", "Commission", "Cost", "Funder", "LearningPlan", "PlanItem", "Spend"]
