"""What the authority promised to improve: the plan, its priorities, and what children are to notice of it."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from academy.audits.models import Finding
from academy.improvement.models.inspections import InspectionFinding
from academy.improvement.rules.plans import EMBED_WEEKS
from academy.people.models import Account
from academy.people.scope import EVERYONE


class ImprovementPlan(models.Model):
    """One programme of improvement, overseen by a board, from its first day to its last."""

    scope_path = EVERYONE
    seen_as = "see the improvement plan"

    title = models.CharField(max_length=160, unique=True)
    intent = models.CharField(max_length=600, blank=True)  # what it is for, for whoever opens it
    board = models.CharField(max_length=160, blank=True)  # who oversees it, in words
    starts_on = models.DateField()
    ends_on = models.DateField()
    embed_weeks = models.PositiveSmallIntegerField(default=EMBED_WEEKS)  # between done and proven to have lasted
    closed_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="an_improvement_plan_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=Q(embed_weeks__range=(1, 104)), name="embedded_is_weeks_after_complete"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("improvement-plan", args=[self.pk])

    @property
    def is_closed(self) -> bool:
        return self.closed_on is not None


class Priority(models.Model):
    """One thing to improve, and what was found that makes it one."""

    scope_path = EVERYONE
    seen_as = "see the improvement plan"
    because_of = ("findings", "inspection_findings")

    plan = models.ForeignKey(ImprovementPlan, on_delete=models.PROTECT, related_name="priorities")
    number = models.PositiveSmallIntegerField()  # as people call it: priority 2
    title = models.CharField(max_length=160)
    why = models.CharField(max_length=600, blank=True)
    findings = models.ManyToManyField(Finding, related_name="+", blank=True)
    inspection_findings = models.ManyToManyField(InspectionFinding, related_name="+", blank=True)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "priorities"
        ordering = ["plan", "number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="one_priority_of_a_number")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("improvement-priority", args=[self.pk])


class Outcome(models.Model):
    """What children and families are to notice, in their words: "My social worker knows what I am worried about"."""

    scope_path = EVERYONE
    seen_as = "see the improvement plan"
    because_of = ("priority",)

    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="outcomes")
    number = models.PositiveSmallIntegerField()
    said = models.CharField(max_length=300)
    known_by = models.CharField(max_length=300, blank=True)  # how we shall know
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["priority", "number"]
        constraints = [models.UniqueConstraint(fields=["priority", "number"], name="one_outcome_of_a_number")]

    def __str__(self) -> str:
        return self.said

    def get_absolute_url(self) -> str:
        return f"{self.priority.get_absolute_url()}#outcome-{self.pk}"
