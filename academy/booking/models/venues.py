"""Where people meet: venues, and the rooms in them."""

from django.db import models
from django.urls import reverse

from academy.people.scope import EVERYONE


class Venue(models.Model):
    """A building, how to get there, and who can get in."""

    scope_path = EVERYONE
    seen_as = "see the offer"

    name = models.CharField(max_length=80)
    town = models.CharField(max_length=60)
    address = models.CharField(max_length=200, blank=True)  # street, as on an envelope
    postcode = models.CharField(max_length=10, blank=True)
    area = models.CharField(max_length=60, blank=True)  # “North”, as people here say it
    is_step_free = models.BooleanField(default=False)
    has_hearing_loop = models.BooleanField(default=False)
    has_prayer_room = models.BooleanField(default=False)
    access = models.CharField(max_length=160, blank=True)  # what else: “lift to all floors”
    parking = models.CharField(max_length=300, blank=True)
    public_transport = models.CharField(max_length=300, blank=True)
    on_arrival = models.CharField(max_length=300, blank=True)
    is_in_use = models.BooleanField(default=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["name", "town"], name="one_venue_of_a_name_in_a_town")]

    def __str__(self) -> str:
        return f"{self.name}, {self.town}"

    def get_absolute_url(self) -> str:
        return reverse("venue", args=[self.pk])

    @property
    def access_words(self) -> str:
        """Step-free, hearing loop, lift to all floors."""
        has = [
            (self.is_step_free, "step-free"),
            (self.has_hearing_loop, "hearing loop"),
            (self.has_prayer_room, "prayer room"),
            (bool(self.access), self.access),
        ]
        words = ", ".join(said for is_so, said in has if is_so)
        return words[:1].upper() + words[1:]

    @property
    def address_words(self) -> str:
        return ", ".join(part for part in (self.address, self.town, self.postcode) if part)


class Room(models.Model):
    """A room that one session at a time can have."""

    scope_path = EVERYONE
    seen_as = "see the offer"

    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=60)
    capacity = models.PositiveSmallIntegerField()
    about = models.CharField(max_length=160, blank=True)  # “first floor, tables in groups”
    is_in_use = models.BooleanField(default=True)

    class Meta:
        ordering = ["venue__name", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["venue", "name"], name="one_room_of_a_name_in_a_venue"),
            models.CheckConstraint(condition=models.Q(capacity__gt=0), name="a_room_holds_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.venue}"

    def get_absolute_url(self) -> str:
        return self.venue.get_absolute_url()
