from django.db import models
from django.urls import reverse

from academy.people.models.organisations import Organisation
from academy.people.rules import Restructuring


class Restructure(models.Model):
    """Teams that became other teams, or one organisation that became part of another, from a day: why spells began.

    `organisation` is where its people are from that day; `merged` the organisation that was closed.
    """

    scope_path = "organisation"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    merged = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=15, choices=Restructuring)
    starts_on = models.DateField()
    before = models.JSONField(default=list)  # what there was, by name
    after = models.JSONField(default=list)  # what it became: name and how many people
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-starts_on", "-pk"]

    def __str__(self) -> str:
        became = " and ".join(part["name"] for part in self.after)
        return f"{' and '.join(self.before)} became {'part of ' if self.merged_id else ''}{became}"

    def get_absolute_url(self) -> str:
        return reverse("restructure", args=[self.pk])
