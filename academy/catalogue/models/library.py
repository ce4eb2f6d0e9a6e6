"""What the library keeps of an item: the file or the link, whose it is, what may be done with it, and until when."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from academy.catalogue.models.items import Item
from academy.catalogue.models.shown_to import within_circle
from academy.catalogue.rules.library import Form, Licence, Reading, is_past_review
from academy.core.models import StoredFile
from academy.core.uploads import file_words
from academy.people.models import Account, Person
from academy.people.scope import EVERYONE, Viewer


class Tag(models.Model):
    """A word that resources are put under."""

    scope_path = EVERYONE
    seen_as = "see the offer"

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=40)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Resource(models.Model):
    """The library's part of an item: the rest (title, summary, theme, hours, whose) stands on the item itself."""

    scope_path = EVERYONE
    seen_as = "see the offer"
    because_of = ("item",)

    item = models.OneToOneField(Item, on_delete=models.CASCADE, primary_key=True, related_name="resource")
    form = models.CharField(max_length=10, choices=Form)
    link = models.URLField(max_length=500, blank=True)
    current = models.ForeignKey("ResourceVersion", on_delete=models.SET_NULL, null=True, related_name="+")
    author = models.CharField(max_length=160, blank=True)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    licence = models.CharField(max_length=12, choices=Licence)
    licence_words = models.CharField(max_length=200, blank=True)
    published_on = models.DateField(null=True, blank=True)
    tags = models.ManyToManyField(Tag, related_name="resources", blank=True)

    class Meta:
        ordering = ["item__title", "pk"]

    def __str__(self) -> str:
        return self.item.title

    def get_absolute_url(self) -> str:
        return reverse("resource", args=[self.pk])

    @staticmethod
    def narrowed(rows: models.QuerySet[Any], viewer: Viewer) -> models.QuerySet[Any]:
        return within_circle(rows, viewer, "item__")

    @property
    def words(self) -> str:
        """PDF, 1.2 MB, 14 pages; of a link, where it leads."""
        return self.current.words if self.current else f"Link to {self.link.split('/')[2]}"

    def is_past_review(self, *, on: date) -> bool:
        return is_past_review(self.item.review_on, on=on)


class ResourceVersion(models.Model):
    """One file of a resource, and what was read in it. A newer one takes its place and the older one is kept."""

    scope_path = "resource__item__organisation"
    seen_as = "change the offer"
    because_of = ("resource",)

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    captions = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    preview = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    transcript = models.TextField(blank=True)
    what_changed = models.CharField(max_length=200, blank=True)
    reading = models.CharField(max_length=10, choices=Reading, default=Reading.WAITING)
    text = models.TextField(blank=True)
    added_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["resource", "number"], name="one_version_of_a_number")]

    def __str__(self) -> str:
        return f"{self.resource}, version {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("resource", args=[self.resource_id])

    @property
    def words(self) -> str:
        return file_words(self.file.kind, self.file.size, self.file.pages)


class UseKey(models.Model):
    """A secret for one month, with which people are made into marks. It is thrown away when the month is over: then
    nobody can say whose mark was whose."""

    month = models.DateField(primary_key=True)
    key = models.CharField(max_length=64)


class UseMark(models.Model):
    """Somebody opened a resource this month. Counted, and thrown away with the month's key."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()
    mark = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["resource", "month", "mark"], name="counted_once_a_month")]


class ResourceUse(models.Model):
    """How many people opened a resource in a month that is over."""

    scope_path = EVERYONE
    seen_as = "see the offer"

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="uses")
    month = models.DateField()
    people = models.PositiveIntegerField()

    class Meta:
        ordering = ["-month"]
        constraints = [
            models.UniqueConstraint(fields=["resource", "month"], name="one_count_a_month"),
            models.CheckConstraint(condition=Q(people__gt=0), name="somebody_opened_it"),
        ]
