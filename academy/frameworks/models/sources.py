"""Law, guidance and evidence in their versions, what rests on each, and what has to be looked at again."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from academy.frameworks.rules import Outcome, ReviewReason, SourceKind
from academy.people.models import Account, Organisation
from academy.people.scope import EVERYONE


class LegalSource(models.Model):
    """Something the work rests on: a law, guidance, a piece of evidence, a procedure of one's own."""

    scope_path = EVERYONE
    seen_as = "see the offer"

    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=160)
    kind = models.CharField(max_length=12, choices=SourceKind)
    publisher = models.CharField(max_length=120, blank=True)
    what_it_says = models.CharField(max_length=300, blank=True)  # in a sentence, for who has not read it

    class Meta:
        verbose_name = "source"
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("source", args=[self.pk])


class SourceVersion(models.Model):
    """A source as it stood from one day. The one that nothing replaces is the current one."""

    scope_path = EVERYONE
    seen_as = "see the offer"

    source = models.ForeignKey(LegalSource, on_delete=models.PROTECT, related_name="versions")
    name = models.CharField(max_length=60)  # mostly a year: read after the title, “Working together 2023”
    published_on = models.DateField()
    in_force_on = models.DateField(null=True, blank=True)
    link = models.URLField(max_length=300, blank=True)
    what_changed = models.CharField(max_length=300, blank=True)
    review_on = models.DateField(null=True, blank=True)  # when it should be looked at again, whatever happens
    is_current = models.BooleanField(default=True)
    replaced_by = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaces")

    because_of = ("source",)
    led_to = ("replaced_by",)

    class Meta:
        verbose_name = "version of a source"
        verbose_name_plural = "versions of sources"
        ordering = ["-published_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "name"], name="one_version_of_a_name"),
            models.UniqueConstraint(
                fields=["source"], condition=Q(is_current=True), name="one_current_version_of_a_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.name}"

    def get_absolute_url(self) -> str:
        return f"{reverse('source', args=[self.source_id])}#version-{self.pk}"


class RestsOn(models.Model):
    """A record of any room rests on a version, from a day to a day. Rooms above say so with `rest_on`."""

    scope_path = EVERYONE
    seen_as = "see the offer"

    version = models.ForeignKey(SourceVersion, on_delete=models.PROTECT, related_name="resting")
    record_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    record_id = models.BigIntegerField()
    record = GenericForeignKey("record_type", "record_id")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")  # who keeps it right
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    is_set_aside = models.BooleanField(default=False)  # the record is withdrawn: nobody is asked about it meanwhile

    because_of = ("version",)
    led_to = ("record",)

    class Meta:
        verbose_name = "basis"
        verbose_name_plural = "bases"
        constraints = [
            models.UniqueConstraint(
                fields=["version", "record_type", "record_id"],
                condition=Q(until_on__isnull=True),
                name="a_record_rests_on_a_version_once",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("since_on")), name="a_basis_ends_after_it_begins"
            ),
        ]
        indexes = [models.Index(fields=["record_type", "record_id"])]

    def __str__(self) -> str:
        return f"Rests on {self.version}"


class CurrencyReview(models.Model):
    """What rests on a version that changed, or whose day has come: to be looked at, until somebody says so."""

    scope_path = "organisation"
    seen_as = "review what rests on a source"

    record_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    record_id = models.BigIntegerField()
    record = GenericForeignKey("record_type", "record_id")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=12, choices=ReviewReason)
    rested_on = models.ForeignKey(SourceVersion, on_delete=models.PROTECT, null=True, related_name="reviews")
    version = models.ForeignKey(SourceVersion, on_delete=models.PROTECT, null=True, related_name="+")  # the new one
    due_on = models.DateField()
    asked_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    words = models.CharField(max_length=300, blank=True)

    because_of = ("version", "rested_on")
    led_to = ("record",)

    class Meta:
        verbose_name = "review"
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["record_type", "record_id", "version"], name="a_record_is_reviewed_once_for_a_version"
            ),
            models.UniqueConstraint(
                fields=["record_type", "record_id", "due_on"],
                condition=Q(reason="day"),
                name="a_record_is_reviewed_once_for_a_day",
            ),
            models.CheckConstraint(
                condition=(Q(reviewed_at__isnull=True) & Q(outcome="") & Q(words=""))
                | (Q(reviewed_at__isnull=False) & ~Q(outcome="") & ~Q(words="")),
                name="a_review_is_done_with_a_sentence",
            ),
        ]
        indexes = [
            models.Index(
                fields=["record_type", "record_id"], name="review_waiting", condition=Q(reviewed_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.version or self.rested_on or 'its day'}"
