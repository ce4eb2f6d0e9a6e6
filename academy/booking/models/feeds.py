"""Addresses that calendar programs read."""

from django.db import models
from django.db.models import Q

from academy.people.models import Person


class CalendarAddress(models.Model):
    """The one address at which somebody’s calendar reads what they have booked. Its key is never stored: it is made
    from the number of this row, so that closing the row closes the address."""

    scope_path = "person"
    seen_as = "keep one’s own account"
    trail_paths = ("person",)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "calendar address"
        verbose_name_plural = "calendar addresses"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(closed_at__isnull=True), name="one_open_calendar_address"
            )
        ]

    def __str__(self) -> str:
        return f"Calendar of {self.person}"
