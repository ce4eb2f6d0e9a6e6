"""The Academy's own programme: its phases, and the benefits it is to bring."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from academy.improvement.models.measures import Measure
from academy.people.models import Account, Person
from academy.people.scope import EVERYONE


class ProgrammePhase(models.Model):
    """A stretch of the Academy's own programme, and who answers for it."""

    scope_path = EVERYONE
    seen_as = "see the programme"
    trail_paths = ("owner",)

    number = models.PositiveSmallIntegerField(unique=True)
    title = models.CharField(max_length=160)
    words = models.CharField(max_length=600, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    owner_words = models.CharField(max_length=120, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "phase"
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="a_phase_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("programme-phase", args=[self.pk])


class Benefit(models.Model):
    """What the Academy is to bring, by how much and when, and the measure that will show it."""

    scope_path = EVERYONE
    seen_as = "see the programme"
    trail_paths = ("owner",)
    led_to = ("measure",)

    title = models.CharField(max_length=160)
    words = models.CharField(max_length=600, blank=True)
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    before = models.CharField(max_length=160, blank=True)  # how it stood when the programme began, in words
    expected = models.CharField(max_length=160)  # how it is to stand, in words
    due_on = models.DateField()
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    owner_words = models.CharField(max_length=120, blank=True)
    seen_on = models.DateField(null=True, blank=True)
    seen_words = models.CharField(max_length=300, blank=True)  # what was seen, by then
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(seen_on__isnull=True, seen_words="") | Q(seen_on__isnull=False) & ~Q(seen_words=""),
                name="a_benefit_seen_says_what_was_seen",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("benefit", args=[self.pk])
