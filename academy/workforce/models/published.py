from django.db import models
from django.urls import reverse

from academy.people.models import Account
from academy.people.scope import EVERYONE
from academy.workforce.rules.published import Level, PublishedKind


class Release(models.Model):
    """One published file, as it was on the day it came in. A later release of the same years stands beside it."""

    scope_path = EVERYONE
    seen_as = "see workforce rates"

    kind = models.CharField(max_length=12, choices=PublishedKind)
    title = models.CharField(max_length=160)
    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64, unique=True)
    source = models.CharField(max_length=300)
    first_year = models.PositiveSmallIntegerField(null=True)
    last_year = models.PositiveSmallIntegerField(null=True)
    released_on = models.DateField(null=True)  # where whoever loaded it said so
    is_extract = models.BooleanField(default=False)
    not_read = models.JSONField(default=list)  # headings of the file that nothing is known of
    loaded_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    loaded_at = models.DateTimeField()

    class Meta:
        ordering = ["-last_year", "-loaded_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("published-release", args=[self.pk])


class PublishedRow(models.Model):
    """One line of a release: an area in a year, each cell as it is printed, number or symbol."""

    scope_path = EVERYONE
    seen_as = "see workforce rates"

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="rows")
    year = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=12, choices=Level)
    name = models.CharField(max_length=120)
    old_code = models.CharField(max_length=40, blank=True)  # stays, where the new code changes between releases
    new_code = models.CharField(max_length=40, blank=True)
    region_code = models.CharField(max_length=40, blank=True)
    region_name = models.CharField(max_length=80, blank=True)
    cells = models.JSONField(default=dict)

    class Meta:
        ordering = ["year", "level", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "year", "level", "name"], name="an_area_once_a_year_in_a_release"
            )
        ]
        indexes = [models.Index(fields=["release", "level", "old_code"], name="published_area")]

    def __str__(self) -> str:
        return f"{self.name}, {self.year}"


class Neighbour(models.Model):
    """An authority that is most like another one, by the published model of statistical neighbours: 1 is nearest."""

    scope_path = EVERYONE
    seen_as = "see workforce rates"

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="neighbours")
    of_code = models.CharField(max_length=40)
    of_name = models.CharField(max_length=120)
    neighbour_code = models.CharField(max_length=40)
    place = models.PositiveSmallIntegerField()
    closeness = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["of_code", "place"]
        constraints = [models.UniqueConstraint(fields=["release", "of_code", "place"], name="one_neighbour_in_a_place")]

    def __str__(self) -> str:
        return f"{self.place} of {self.of_name}"
