"""Worry about a child now: whom it reaches, and who has said that they are acting."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from academy.audits.models.audits import Audit
from academy.people.models import Account, Organisation, Person
from academy.people.scope import EVERYONE


class ConcernContact(models.Model):
    """Who is told at once when an auditor is worried about a child whose case an organisation holds."""

    scope_path = EVERYONE
    seen_as = "name concern contacts"
    trail_paths = ("person", "organisation")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "contact for concerns"
        verbose_name_plural = "contacts for concerns"
        ordering = ["organisation", "starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"], condition=Q(ends_on__isnull=True), name="a_contact_is_named_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="a_contact_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} for {self.organisation}"


class Concern(models.Model):
    """Raised from an audit, never taken back, and told to people by name until somebody acts."""

    scope_path = "raised_by__person"
    seen_as = "see concerns"
    because_of = ("audit",)

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="concerns")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    said = models.TextField(max_length=1_000)
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)  # by the first of those who were told
    widened_at = models.DateTimeField(null=True, blank=True)
    key = models.CharField(max_length=40, unique=True)  # sent twice, it is the same concern

    class Meta:
        verbose_name = "immediate concern"
        ordering = ["-raised_at", "-pk"]
        indexes = [models.Index(fields=["answered_at", "raised_at"])]

    def __str__(self) -> str:
        return f"Concern about case {self.audit.sampled_case.pseudonym}"

    def get_absolute_url(self) -> str:
        return reverse("concern", args=[self.pk])


class ConcernTold(models.Model):
    """That one person was told, and what they said they are doing."""

    scope_path = "person"
    seen_as = "answer concerns"
    trail_paths = ("person",)
    because_of = ("concern",)

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="told")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()
    again_at = models.DateTimeField(null=True, blank=True)
    times = models.PositiveSmallIntegerField(default=1)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "concern somebody was told of"
        verbose_name_plural = "concerns somebody was told of"
        ordering = ["told_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["concern", "person"], name="told_of_a_concern_once"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | ~Q(answer=""), name="an_answered_concern_says_what_is_done"
            ),
        ]
        indexes = [models.Index(fields=["person", "answered_at"])]

    def __str__(self) -> str:
        return str(self.concern)

    def get_absolute_url(self) -> str:
        return reverse("concern-told", args=[self.pk])
