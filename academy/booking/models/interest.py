"""Who would come if there were a date."""

from django.db import models
from django.db.models import Q

from academy.booking.models.sessions import Session
from academy.catalogue.models import Item
from academy.core.models import Caused
from academy.people.models import Organisation, Person


class Interest(Caused):
    """A person wants an item and has no date that suits. They are told of each new date, in the order of asking."""

    scope_path = "person"
    seen_as = "see bookings"
    because_of = ("item", "cause")

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField()
    told_of = models.ForeignKey(Session, on_delete=models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)  # they booked, or want it no more

    class Meta(Caused.Meta):
        ordering = ["said_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "person"], condition=Q(ended_at__isnull=True), name="interested_once"
            )
        ]
        indexes = [*Caused.Meta.indexes, models.Index(fields=["item", "ended_at"])]

    def __str__(self) -> str:
        return f"{self.person}: {self.item}"

    def get_absolute_url(self) -> str:
        return self.item.get_absolute_url()
