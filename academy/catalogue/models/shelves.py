"""Who an item is for, what goes together, and what comes one after the other."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from academy.catalogue.models.items import Item
from academy.people.models import JobRole, Organisation
from academy.people.rules import OrganisationKind
from academy.people.scope import EVERYONE


class MeantFor(models.Model):
    """Whom an item is meant for: those in a job role, or in a kind of organisation. Others may still find and book it;
    who may find it at all is `Item.shown_to`."""

    scope_path = EVERYONE
    seen_as = "see the offer"

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="meant_for")
    job_role = models.ForeignKey(JobRole, on_delete=models.PROTECT, null=True, related_name="+")
    organisation_kind = models.CharField(max_length=20, choices=OrganisationKind, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(job_role__isnull=False, organisation_kind="")
                | (Q(job_role__isnull=True) & ~Q(organisation_kind="")),
                name="it_is_meant_for_a_role_or_a_kind",
            ),
            models.UniqueConstraint(fields=["item", "job_role"], name="meant_for_a_role_once"),
            models.UniqueConstraint(
                fields=["item", "organisation_kind"],
                condition=~Q(organisation_kind=""),
                name="meant_for_a_kind_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.job_role or self.get_organisation_kind_display())


class PathwayStep(models.Model):
    """One item of a pathway, which is an item itself: first this, then that."""

    scope_path = EVERYONE
    seen_as = "see the offer"

    pathway = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="steps")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    because_of = ("pathway",)
    led_to = ("item",)

    class Meta:
        verbose_name = "step"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["pathway", "item"], name="a_step_is_taken_once"),
            models.UniqueConstraint(fields=["pathway", "position"], name="one_step_at_a_place"),
            models.CheckConstraint(condition=~Q(item=F("pathway")), name="a_pathway_is_no_step_of_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.item}"


class Collection(models.Model):
    """Items that somebody put together for a purpose, in an order, with a word about why."""

    scope_path = EVERYONE
    seen_as = "see the offer"

    title = models.CharField(max_length=120)
    intro = models.CharField(max_length=600)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")  # who looks after it
    is_published = models.BooleanField(default=True)
    added_on = models.DateField()

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "title"], name="one_collection_of_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("collection", args=[self.pk])


class CollectionEntry(models.Model):
    scope_path = EVERYONE
    seen_as = "see the offer"

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="entries")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    because_of = ("collection",)
    led_to = ("item",)

    class Meta:
        verbose_name = "place in a collection"
        verbose_name_plural = "places in collections"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["collection", "item"], name="an_item_is_in_a_collection_once"),
            models.UniqueConstraint(fields=["collection", "position"], name="one_item_at_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.item} in {self.collection}"
