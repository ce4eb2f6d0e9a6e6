"""Who pays, how much, and what became of it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from academy.people.models import Account, Organisation
from academy.people.scope import EVERYONE
from academy.plan.models.plans import LearningPlan, PlanItem
from academy.plan.rules import CostKind


class Funder(models.Model):
    """Whoever gives money for learning: a partner, a grant, a levy."""

    scope_path = EVERYONE
    seen_as = "see the plan’s money"

    name = models.CharField(max_length=120, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    terms = models.CharField(max_length=300, blank=True)  # what the money may be spent on

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Budget(models.Model):
    """What one funder gives for one year's plan."""

    scope_path = EVERYONE
    seen_as = "see the plan’s money"

    plan = models.ForeignKey(LearningPlan, on_delete=models.PROTECT, related_name="budgets")
    funder = models.ForeignKey(Funder, on_delete=models.PROTECT, related_name="budgets")
    pounds = models.DecimalField(max_digits=10, decimal_places=2)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["plan", "funder__name"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "funder"], name="one_budget_of_a_funder_in_a_year"),
            models.CheckConstraint(condition=Q(pounds__gte=0), name="a_budget_is_not_less_than_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.funder}, {self.plan.years}"

    def get_absolute_url(self) -> str:
        return reverse("budget", args=[self.pk])


class Cost(models.Model):
    """What a plan item takes from one budget: as planned, and as it is foreseen today where that differs."""

    scope_path = EVERYONE
    seen_as = "see the plan’s money"

    plan_item = models.ForeignKey(PlanItem, on_delete=models.PROTECT, related_name="costs")
    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="costs")
    kind = models.CharField(max_length=8, choices=CostKind)
    words = models.CharField(max_length=160, blank=True)
    planned = models.DecimalField(max_digits=10, decimal_places=2)
    forecast = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    forecast_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["plan_item", "kind", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(planned__gte=0), name="a_cost_is_not_less_than_nothing"),
            models.CheckConstraint(
                condition=Q(forecast__isnull=True) | Q(forecast__gte=0), name="a_forecast_is_not_less_than_nothing"
            ),
        ]

    def __str__(self) -> str:
        return self.words or self.get_kind_display()

    def get_absolute_url(self) -> str:
        return reverse("plan-cost", args=[self.pk])


class Spend(models.Model):
    """Money that went, or came back, on a day. Never changed: what was wrong is put right by another."""

    scope_path = EVERYONE
    seen_as = "see the plan’s money"

    cost = models.ForeignKey(Cost, on_delete=models.PROTECT, related_name="spends")
    pounds = models.DecimalField(max_digits=10, decimal_places=2)  # less than nothing: it came back
    on = models.DateField()
    words = models.CharField(max_length=160, blank=True)
    reference = models.CharField(max_length=40, blank=True)  # of the invoice or the order
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(pounds=0), name="a_spend_is_of_something"),
            models.UniqueConstraint(
                fields=["cost", "reference"], condition=~Q(reference=""), name="one_spend_of_a_reference"
            ),
        ]

    def __str__(self) -> str:
        return self.words or self.reference or f"Spent on {self.on:%d %B %Y}"

    def get_absolute_url(self) -> str:
        return self.cost.get_absolute_url()
