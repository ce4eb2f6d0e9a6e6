from datetime import time

from django.db import models

from academy.people.models.persons import Person
from academy.people.rules import Quiet, Rhythm


class NoticeWishes(models.Model):
    """What somebody wishes about messages to them. Without a row all is as usual."""

    scope_path = "person"
    seen_as = "keep one’s own account"

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    ways = models.JSONField(default=dict)  # kind -> way, for what was chosen
    rhythm = models.CharField(max_length=8, choices=Rhythm, default=Rhythm.WEEKLY)
    quiet_from = models.TimeField(default=time(20))
    quiet_until = models.TimeField(default=time(7))
    quiet_weekends = models.BooleanField(default=True)
    mobile = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name_plural = "what you wish about messages"

    def __str__(self) -> str:
        return "What they wish about messages"

    @property
    def quiet(self) -> Quiet:
        return Quiet(self.quiet_from, self.quiet_until, self.quiet_weekends)
