"""What a committee of elected Members recommended, and what the authority answered."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from academy.improvement.models.plan_actions import PlanAction
from academy.improvement.rules.recommendations import Answer
from academy.people.models import Account, Person
from academy.people.scope import EVERYONE


class Recommendation(models.Model):
    """Made by a committee on a day, to be answered by another, and followed until it is done."""

    scope_path = EVERYONE
    seen_as = "see committee recommendations"
    trail_paths = ("owner",)
    led_to = ("actions",)

    committee = models.CharField(max_length=160)
    said = models.CharField(max_length=600)
    made_on = models.DateField()
    respond_by = models.DateField()
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    owner_words = models.CharField(max_length=120, blank=True)
    answer = models.CharField(max_length=12, choices=Answer, blank=True)
    answer_words = models.CharField(max_length=1_000, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    actions = models.ManyToManyField(PlanAction, related_name="recommendations", blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_words = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "committee recommendation"
        ordering = ["-made_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(respond_by__gte=models.F("made_on")), name="answered_after_it_was_made"),
            models.CheckConstraint(
                condition=Q(answer="", answer_words="", answered_on__isnull=True)
                | ~Q(answer="") & ~Q(answer_words="") & Q(answered_on__isnull=False),
                name="an_answer_has_words_and_a_day",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done_words="")
                | Q(done_on__isnull=False, answered_on__isnull=False) & ~Q(done_words=""),
                name="a_recommendation_done_was_answered",
            ),
        ]

    def __str__(self) -> str:
        return self.said if len(self.said) <= 90 else f"{self.said[:88].rsplit(' ', 1)[0]}…"

    def get_absolute_url(self) -> str:
        return reverse("recommendation", args=[self.pk])

    @property
    def is_answered(self) -> bool:
        return self.answered_on is not None
