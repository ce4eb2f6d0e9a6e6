from datetime import date

from django.db import models
from django.urls import reverse

from academy.catalogue.models import Item
from academy.core import clock
from academy.frameworks.models import Capability
from academy.people.models import Organisation, Person
from academy.people.scope import EVERYONE
from academy.programmes import rules
from academy.programmes.rules import ActionState, ReviewKind


class CaseReview(models.Model):
    """What was learned from looking back at a case or an inspection. Nothing in it says who the child was."""

    scope_path = EVERYONE
    seen_as = "see case reviews"

    kind = models.CharField(max_length=12, choices=ReviewKind)
    title = models.CharField(max_length=160)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    agreed_on = models.DateField()
    summary = models.TextField(max_length=2_000, blank=True)
    link = models.URLField(max_length=300, blank=True)

    class Meta:
        ordering = ["-agreed_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("case-review", args=[self.pk])


class Recommendation(models.Model):
    """One thing that a review asks for. With a capability it is evidence of a need, and raises a signal."""

    scope_path = EVERYONE
    seen_as = "see case reviews"
    because_of = ("review",)

    review = models.ForeignKey(CaseReview, on_delete=models.CASCADE, related_name="recommendations")
    number = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=500)
    capability = models.ForeignKey(Capability, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["number", "pk"]
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="one_recommendation_of_a_number")]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return f"{self.review.get_absolute_url()}#recommendation-{self.pk}"


class ReviewAction(models.Model):
    """What somebody does about a recommendation, by a day. Learning on offer may be what they do."""

    scope_path = "owner"
    seen_as = "see review actions"
    trail_paths = ("owner",)
    because_of = ("recommendation",)
    led_to = ("item",)

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="actions")
    words = models.CharField(max_length=300)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    done_on = models.DateField(null=True, blank=True)
    evidence = models.CharField(max_length=500, blank=True)  # what there is to show for it

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done_on__isnull=True) | ~models.Q(evidence=""), name="done_with_something_to_show"
            )
        ]
        indexes = [models.Index(fields=["owner", "done_on", "due_on"])]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return reverse("review-action", args=[self.pk])

    def state(self, *, on: date | None = None) -> ActionState:
        return rules.state_of(self.due_on, self.done_on, on=on or clock.today())
