"""Who leads sessions: people of ours and experts from outside, what each may lead, and when they do."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse

from academy.booking.models.days import SessionDay
from academy.catalogue.models import Expert, Item
from academy.people.models import Person
from academy.people.scope import EVERYONE

if TYPE_CHECKING:
    from datetime import datetime


class Trainer(models.Model):
    """Somebody who may lead some of what is on offer: one of us, or an expert from outside."""

    scope_path = EVERYONE
    seen_as = "run sessions"
    trail_paths = ("person",)
    because_of = ("expert",)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    expert = models.ForeignKey(Expert, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    known_as = models.CharField(max_length=120)  # as the session’s page says it: “Helen Marsh, Principal Social Worker”
    may_lead = models.ManyToManyField(Item, related_name="+", blank=True)
    is_available = models.BooleanField(default=True)

    class Meta:
        ordering = ["known_as", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, expert__isnull=True) | Q(person__isnull=True, expert__isnull=False),
                name="a_trainer_is_one_of_us_or_an_expert",
            ),
            models.UniqueConstraint(fields=["person"], name="one_trainer_for_a_person"),
            models.UniqueConstraint(fields=["expert"], name="one_trainer_for_an_expert"),
        ]

    def __str__(self) -> str:
        return self.known_as

    def get_absolute_url(self) -> str:
        return reverse("trainer", args=[self.pk])

    @property
    def email(self) -> str:
        who = self.person or self.expert
        return (who.email if who else "") or ""


class Leading(models.Model):
    """A trainer leads one day of a session."""

    scope_path = "trainer__person"
    seen_as = "see what one leads"
    trail_paths = ("trainer__person",)
    because_of = ("day", "trainer")

    day = models.ForeignKey(SessionDay, on_delete=models.CASCADE, related_name="leadings")
    trainer = models.ForeignKey(Trainer, on_delete=models.PROTECT, related_name="leadings")

    class Meta:
        ordering = ["day__starts_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["day", "trainer"], name="leads_a_day_once")]

    def __str__(self) -> str:
        return f"{self.trainer}: {self.day}"

    def get_absolute_url(self) -> str:
        return self.day.get_absolute_url()

    @property
    def starts_at(self) -> "datetime":
        return self.day.starts_at
