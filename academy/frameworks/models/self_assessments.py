"""What people say they can do, and what their line manager confirms. Both scores are kept."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from academy.frameworks.models.capabilities import Capability, Framework
from academy.frameworks.rules import Basis, Level, Purpose, State
from academy.people.models import Account, JobRole, Person
from academy.people.scope import Viewer


class SelfAssessment(models.Model):
    """One person against one framework. Theirs alone until they send it; then also their line manager's of the day."""

    scope_path = "person"
    seen_as = "see self-assessments"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    job_role = models.ForeignKey(JobRole, on_delete=models.PROTECT, null=True, related_name="+")  # held when it began
    purpose = models.CharField(max_length=12, choices=Purpose)
    begun_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    sent_to = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "self-assessment"
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "framework"],
                condition=Q(confirmed_at__isnull=True),
                name="one_open_self_assessment_of_a_framework",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(sent_at__isnull=False), name="what_is_confirmed_was_sent"
            ),
        ]
        indexes = [models.Index(fields=["confirmed_at"])]

    def __str__(self) -> str:
        return f"Self-assessment: {self.framework}"

    def get_absolute_url(self) -> str:
        return reverse("self-assessment", args=[self.pk])

    @property
    def state(self) -> State:
        if self.confirmed_at:
            return State.CONFIRMED
        return State.SENT if self.sent_at else State.DRAFT

    @staticmethod
    def narrowed(rows: "models.QuerySet[SelfAssessment]", viewer: Viewer) -> "models.QuerySet[SelfAssessment]":
        """Nobody sees a draft but its writer."""
        return rows.filter(Q(sent_at__isnull=False) | Q(person=viewer.person)) if viewer.account else rows


class Score(models.Model):
    """One capability of a self-assessment: what the person says, and what their line manager says."""

    scope_path = "self_assessment__person"
    seen_as = "see self-assessments"

    self_assessment = models.ForeignKey(SelfAssessment, on_delete=models.CASCADE, related_name="scores")
    capability = models.ForeignKey(Capability, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    expected = models.PositiveSmallIntegerField(choices=Level, null=True)  # of the job role, when it began
    own = models.PositiveSmallIntegerField(choices=Level, null=True)
    confirmed = models.PositiveSmallIntegerField(choices=Level, null=True)
    basis = models.CharField(max_length=12, choices=Basis, blank=True)  # of another score than the person's own

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["self_assessment", "capability"], name="one_score_of_a_capability"),
            models.UniqueConstraint(fields=["self_assessment", "number"], name="one_score_of_a_number"),
            models.CheckConstraint(
                condition=(Q(own__isnull=True) | Q(own__gte=1, own__lte=4))
                & (Q(confirmed__isnull=True) | Q(confirmed__gte=1, confirmed__lte=4))
                & (Q(expected__isnull=True) | Q(expected__gte=1, expected__lte=4)),
                name="scores_are_one_to_four",
            ),
            models.CheckConstraint(
                condition=Q(confirmed__isnull=True) | Q(own__isnull=True) | Q(confirmed=F("own")) | ~Q(basis=""),
                name="another_score_says_what_it_rests_on",
            ),
        ]
        indexes = [models.Index(fields=["capability", "confirmed"])]

    def __str__(self) -> str:
        return str(self.capability)

    def get_absolute_url(self) -> str:
        return reverse("self-assessment", args=[self.self_assessment_id])
