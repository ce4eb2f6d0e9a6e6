"""Who must learn what. A gap is not stored: it is a requirement that a person has not met, worked out when asked."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from academy.catalogue.models import Item
from academy.core.models import Caused
from academy.frameworks.models import Capability
from academy.needs.models.whom import Profession, Setting
from academy.people.models import JobRole, Organisation, Person
from academy.people.rules import OrganisationKind
from academy.people.scope import EVERYONE


class Requirement(Caused):
    """A rule: people in such a post need this item, within so many days of starting, and again after so many months."""

    scope_path = EVERYONE
    seen_as = "see requirements"

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    job_role = models.ForeignKey(JobRole, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    profession = models.ForeignKey(Profession, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    capability = models.ForeignKey(Capability, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    setting = models.ForeignKey(Setting, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organisation_kind = models.CharField(max_length=20, choices=OrganisationKind, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_within_days = models.PositiveSmallIntegerField(default=84)
    renewal_months = models.PositiveSmallIntegerField(null=True, blank=True)
    due_soon_days = models.PositiveSmallIntegerField(default=60)  # how long before, it counts as due
    why = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    asked_since = models.DateField(null=True, blank=True)  # a correction starts a new row, but nobody's time anew

    class Meta(Caused.Meta):
        ordering = ["item__title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="a_requirement_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(job_role__isnull=True, profession__isnull=True)
                | Q(job_role__isnull=True, capability__isnull=True)
                | Q(profession__isnull=True, capability__isnull=True),
                name="a_requirement_names_roles_one_way",
            ),
            models.UniqueConstraint(
                "item",
                Coalesce("job_role", 0),
                Coalesce("profession", 0),
                Coalesce("capability", 0),
                Coalesce("setting", 0),
                "organisation_kind",
                Coalesce("organisation", 0),
                condition=Q(ends_on__isnull=True),
                name="asked_once_of_the_same_people",
            ),
        ]

    def __str__(self) -> str:
        return self.item.title

    def get_absolute_url(self) -> str:
        return reverse("requirement", args=[self.pk])


class GapSnapshot(models.Model):
    """A gap on one day, for pages about the whole authority. Filled by a job, dated, and droppable."""

    scope_path = "person"
    seen_as = "see gaps of a person"

    taken_on = models.DateField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    requirement = models.ForeignKey(Requirement, on_delete=models.CASCADE, related_name="+")
    due_on = models.DateField()
    is_booked = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["taken_on", "requirement", "person"], name="one_gap_a_person_a_requirement")
        ]
        indexes = [
            models.Index(fields=["taken_on", "organisation", "due_on"]),
            models.Index(fields=["taken_on", "requirement", "organisation", "due_on"]),
        ]


class SnapshotDay(models.Model):
    """How far the taking of one day's snapshot got, and its totals once it is whole."""

    scope_path = EVERYONE
    seen_as = "see requirements"

    taken_on = models.DateField(unique=True)
    reached = models.BigIntegerField(default=0)  # everybody up to this person's number is in it
    finished_at = models.DateTimeField(null=True)
    people = models.PositiveIntegerField(default=0)
    totals = models.JSONField(default=dict)
    demand = models.JSONField(default=dict)  # who will need what in the year to come, by item and month
    is_kept = models.BooleanField(default=False)  # the last day of a month, taken when it was over: its rows stay

    def __str__(self) -> str:
        return f"Gaps on {self.taken_on:%-d %B %Y}"
