from django.db import models
from django.db.models import Q
from django.urls import reverse

from academy.catalogue.models import Item
from academy.core.models import Caused
from academy.people.models import Person
from academy.records import rules
from academy.records.rules import Door


class Completion(Caused):
    """Somebody has learned something, on a day. Nothing else in the Academy says so."""

    scope_path = "person"
    seen_as = "see records"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    completed_on = models.DateField()
    hours = models.DecimalField(max_digits=6, decimal_places=2)
    door = models.CharField(max_length=12, choices=Door)

    class Meta(Caused.Meta):
        ordering = ["-completed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "item", "completed_on"], name="completed_once_a_day"),
            models.CheckConstraint(condition=Q(completed_on__gte=rules.EARLIEST), name="completed_since_1990"),
            models.CheckConstraint(condition=Q(hours__gte=0), name="learning_takes_some_time"),
        ]
        indexes = [
            *Caused.Meta.indexes,
            models.Index(fields=["item", "person", "completed_on"]),
            models.Index(fields=["completed_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.item}, {rules.in_words(self.completed_on)}"

    def get_absolute_url(self) -> str:
        return reverse("completion", args=[self.pk])

    @property
    def is_part(self) -> bool:
        """Part attendance: fewer hours than the whole has."""
        return self.hours < self.item.hours


class Certificate(models.Model):
    """What a person may show for a completion. Anybody who holds its code may check it."""

    scope_path = "completion__person"
    seen_as = "see records"
    because_of = ("completion",)

    completion = models.OneToOneField(Completion, on_delete=models.CASCADE, related_name="certificate")
    code = models.CharField(max_length=16, unique=True)
    issued_on = models.DateField()

    def __str__(self) -> str:
        return f"Certificate {self.shown_code}"

    def get_absolute_url(self) -> str:
        return reverse("certificate", args=[self.completion_id])

    @property
    def shown_code(self) -> str:
        return rules.code_shown(self.code)
