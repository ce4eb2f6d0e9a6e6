"""Days on the way to a day: milestones, and the days that were promised before they moved."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from academy.improvement.models.plan_actions import PlanAction
from academy.improvement.models.programme import ProgrammePhase
from academy.improvement.models.recommendations import Recommendation
from academy.people.models import Account
from academy.people.scope import EVERYONE, Viewer, visible


class Milestone(models.Model):
    """Something to reach by a day, on the way of an action or of a phase. Who owns those owns it."""

    scope_path = EVERYONE
    seen_as = "see milestones"
    trail_paths = ("action__owner", "phase__owner")
    because_of = ("action", "phase")

    @staticmethod
    def narrowed(rows: models.QuerySet[Any], viewer: Viewer) -> models.QuerySet[Any]:
        """Whoever may open what it is on the way of."""
        actions, phases = visible(viewer, PlanAction), visible(viewer, ProgrammePhase)
        return rows.filter(Q(action__in=actions.values("pk")) | Q(phase__in=phases.values("pk")))

    action = models.ForeignKey(PlanAction, on_delete=models.PROTECT, null=True, blank=True, related_name="milestones")
    phase = models.ForeignKey(
        ProgrammePhase, on_delete=models.PROTECT, null=True, blank=True, related_name="milestones"
    )
    title = models.CharField(max_length=200)
    due_on = models.DateField()
    first_due_on = models.DateField()
    reached_on = models.DateField(null=True, blank=True)
    is_launch = models.BooleanField(default=False)  # the day the Academy opens its doors

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(action__isnull=False, phase__isnull=True) | Q(action__isnull=True, phase__isnull=False),
                name="a_milestone_is_of_an_action_or_of_a_phase",
            ),
            models.CheckConstraint(
                condition=Q(is_launch=False) | Q(phase__isnull=False), name="a_launch_belongs_to_a_phase"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("improvement-milestone", args=[self.pk])


class MovedDate(models.Model):
    """A day that was promised, the one promised instead, and why. Kept for good: the database refuses to change it."""

    scope_path = EVERYONE
    seen_as = "see milestones"
    because_of = ("action", "milestone", "recommendation")

    @staticmethod
    def narrowed(rows: models.QuerySet[Any], viewer: Viewer) -> models.QuerySet[Any]:
        return rows.filter(
            Q(action__in=visible(viewer, PlanAction).values("pk"))
            | Q(milestone__in=visible(viewer, Milestone).values("pk"))
            | Q(recommendation__in=visible(viewer, Recommendation).values("pk"))
        )

    action = models.ForeignKey(PlanAction, on_delete=models.PROTECT, null=True, blank=True, related_name="moved")
    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, null=True, blank=True, related_name="moved")
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, null=True, blank=True, related_name="moved"
    )
    was_on = models.DateField()
    now_on = models.DateField()
    why = models.CharField(max_length=300)
    moved_on = models.DateField()
    moved_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(why=""), name="a_moved_date_says_why"),
            models.CheckConstraint(condition=~Q(was_on=F("now_on")), name="a_moved_date_moved"),
            models.CheckConstraint(
                condition=Q(action__isnull=False, milestone__isnull=True, recommendation__isnull=True)
                | Q(action__isnull=True, milestone__isnull=False, recommendation__isnull=True)
                | Q(action__isnull=True, milestone__isnull=True, recommendation__isnull=False),
                name="a_moved_date_is_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"Moved from {self.was_on:%-d %B %Y} to {self.now_on:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return (self.action or self.milestone or self.recommendation).get_absolute_url()  # type: ignore[union-attr]
