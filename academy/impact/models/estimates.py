"""Answers that take long to work out, kept with the day they are of and what they were worked out from."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from academy.catalogue.models import Item
from academy.impact.rules.effects import Outcome
from academy.people.scope import EVERYONE


class EffectEstimate(models.Model):
    """What one item did to practice, or to staying, as far as the records of a day could say; or why they could not.

    The same records give the same answer: `inputs` is a hash of them, and an answer is worked out once for each.
    """

    scope_path = EVERYONE
    seen_as = "see effects"
    because_of = ("item",)

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome)
    on = models.DateField()  # the last day whose records were read
    inputs = models.CharField(max_length=64)
    seed = models.PositiveIntegerField()
    refused = models.CharField(max_length=300, blank=True)
    needs = models.CharField(max_length=300, blank=True)
    answer = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    looked_at = models.DateTimeField()  # when the records were last read and were found to be the same

    class Meta:
        verbose_name = "estimate of an effect"
        verbose_name_plural = "estimates of effects"
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "outcome", "inputs"], name="records_give_one_answer"),
            models.CheckConstraint(
                condition=Q(refused="", needs="") | (~Q(refused="") & ~Q(needs="")),
                name="a_refusal_says_what_would_cure_it",
            ),
        ]
        indexes = [models.Index(fields=["item", "outcome", "on"])]

    def __str__(self) -> str:
        return f"{self.item}: {self.get_outcome_display().lower()}, {self.on:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("effect", args=[self.item_id])
