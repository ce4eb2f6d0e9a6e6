"""Asking and hearing."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from academy.people.models import Person
from academy.records.models import Completion
from academy.surveys.rules import Difference, Seen, Sure, Used, Worth


class FollowUp(models.Model):
    """What one learner is asked three months after one completion, and what their line manager saw."""

    scope_path = "person"
    seen_as = "see follow-ups"
    because_of = ("completion",)

    completion = models.OneToOneField(Completion, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    manager = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    due_on = models.DateField()
    asked_at = models.DateTimeField()
    reminders = models.PositiveSmallIntegerField(default=0)
    used = models.CharField(max_length=8, choices=Used, blank=True)
    difference = models.CharField(max_length=8, choices=Difference, blank=True)
    story = models.TextField(max_length=2000, blank=True)
    may_quote = models.BooleanField(default=False)
    worth = models.CharField(max_length=8, choices=Worth, blank=True)  # of their time, if they like to say
    sure_before = models.PositiveSmallIntegerField(choices=Sure, null=True, blank=True)  # as they look back on it
    sure_now = models.PositiveSmallIntegerField(choices=Sure, null=True, blank=True)
    answered_at = models.DateTimeField(null=True)
    manager_saw = models.CharField(max_length=10, choices=Seen, blank=True)
    manager_answered_at = models.DateTimeField(null=True)
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ["-due_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sure_before__isnull=True, sure_now__isnull=True)
                | Q(
                    sure_before__isnull=False,
                    sure_now__isnull=False,
                    sure_before__range=(1, 5),
                    sure_now__range=(1, 5),
                ),
                name="how_sure_is_said_of_both_or_neither",
            )
        ]
        indexes = [
            models.Index(fields=["person", "answered_at"]),
            models.Index(fields=["manager", "manager_answered_at"]),
            models.Index(fields=["due_on"]),
            models.Index(fields=["answered_at"], name="stories_to_quote", condition=Q(may_quote=True)),
        ]

    def __str__(self) -> str:
        return f"{self.person}, three months after {self.completion.item}"

    def get_absolute_url(self) -> str:
        return reverse("follow-up-answer", args=[self.pk])
