"""What a person means to learn next."""

from django.db import models
from django.urls import reverse

from academy.catalogue.models import Item
from academy.people.models import Person


class PlannedItem(models.Model):
    """Somebody put an item on their own list. It is theirs alone, and says nothing of anybody else's plans for them."""

    scope_path = "person"
    seen_as = "plan one’s own learning"
    because_of = ("item",)

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    added_on = models.DateField()

    class Meta:
        verbose_name = "item on a plan"
        verbose_name_plural = "items on your plan"
        ordering = ["-added_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "item"], name="planned_once")]

    def __str__(self) -> str:
        return f"Plan: {self.item}"

    def get_absolute_url(self) -> str:
        return reverse("my-plan")
