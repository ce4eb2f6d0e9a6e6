"""What may go wrong with a plan or with the Academy's own programme, and how it was judged each time."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from academy.improvement.models.plans import ImprovementPlan
from academy.improvement.rules.risks import Harm, Likelihood
from academy.people.models import Account, Person
from academy.people.scope import EVERYONE


class Risk(models.Model):
    """Of an improvement plan, or without one of the Academy's own programme. Its owner looks again by a day."""

    scope_path = EVERYONE
    seen_as = "see plan risks"
    trail_paths = ("owner",)
    because_of = ("plan",)

    plan = models.ForeignKey(ImprovementPlan, on_delete=models.PROTECT, null=True, blank=True, related_name="risks")
    title = models.CharField(max_length=160)
    words = models.CharField(max_length=600, blank=True)  # what would follow
    against_it = models.CharField(max_length=600)  # what is done so that it does not happen
    likelihood = models.PositiveSmallIntegerField(choices=Likelihood)
    harm = models.PositiveSmallIntegerField(choices=Harm)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    owner_words = models.CharField(max_length=120, blank=True)
    review_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    closed_why = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["review_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(likelihood__range=(1, 5), harm__range=(1, 5)), name="a_risk_is_judged_in_five_steps"
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_why="") | Q(closed_on__isnull=False) & ~Q(closed_why=""),
                name="a_closed_risk_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plan-risk", args=[self.pk])

    @property
    def is_closed(self) -> bool:
        return self.closed_on is not None


class RiskReview(models.Model):
    """A risk as it was judged on a day, so that it can be seen whether it grows."""

    scope_path = EVERYONE
    seen_as = "see plan risks"
    because_of = ("risk",)

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="reviews")
    on = models.DateField()
    likelihood = models.PositiveSmallIntegerField(choices=Likelihood)
    harm = models.PositiveSmallIntegerField(choices=Harm)
    said = models.CharField(max_length=300)
    reviewed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(likelihood__range=(1, 5), harm__range=(1, 5)), name="a_review_judges_in_five_steps"
            )
        ]

    def __str__(self) -> str:
        return f"{self.risk}, as judged on {self.on:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return self.risk.get_absolute_url()
