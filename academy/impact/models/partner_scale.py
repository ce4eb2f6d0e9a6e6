"""How well agencies work together, as partners say once a year: who was asked, and answers without a name."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from academy.impact.rules.partner_scale import STATEMENTS, Agreed
from academy.people.models import Account, JobRole, Organisation, Person
from academy.people.rules import OrganisationKind
from academy.people.scope import EVERYONE


class PartnerRound(models.Model):
    """One year's asking: from when to when, and people in which job roles of other agencies."""

    scope_path = EVERYONE
    seen_as = "ask partners"

    title = models.CharField(max_length=120, unique=True)
    opens_on = models.DateField()
    closes_on = models.DateField()
    job_roles = models.ManyToManyField(JobRole, related_name="+")
    opened_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        verbose_name = "round of the partner survey"
        verbose_name_plural = "rounds of the partner survey"
        ordering = ["-closes_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gt=F("opens_on")), name="a_partner_round_is_open_for_a_while")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('partnership')}#round-{self.pk}"

    def is_open(self, on: date) -> bool:
        return self.opens_on <= on <= self.closes_on


class PartnerAsked(models.Model):
    """That somebody was asked in a round, and whether they have answered. Not when, and not what."""

    scope_path = "person"
    seen_as = "answer the partner survey"
    because_of = ("round",)

    round = models.ForeignKey(PartnerRound, on_delete=models.CASCADE, related_name="asked")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    sector = models.CharField(max_length=20, choices=OrganisationKind)
    has_answered = models.BooleanField(default=False)

    class Meta:
        verbose_name = "partner who was asked"
        verbose_name_plural = "partners who were asked"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="a_partner_is_asked_once_a_round")]

    def __str__(self) -> str:
        return str(self.round)

    def get_absolute_url(self) -> str:
        return reverse("partner-own", args=[self.pk])


class PartnerAnswer(models.Model):
    """One answer. It holds no person and no moment, its number is drawn by chance, and it names an organisation, or a
    kind of agency, only where enough people were asked there."""

    scope_path = EVERYONE
    seen_as = "ask partners"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(PartnerRound, on_delete=models.CASCADE, related_name="answers")
    sector = models.CharField(max_length=20, choices=OrganisationKind, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    purpose = models.PositiveSmallIntegerField(choices=Agreed)
    roles = models.PositiveSmallIntegerField(choices=Agreed)
    information = models.PositiveSmallIntegerField(choices=Agreed)
    decisions = models.PositiveSmallIntegerField(choices=Agreed)
    challenge = models.PositiveSmallIntegerField(choices=Agreed)
    promises = models.PositiveSmallIntegerField(choices=Agreed)

    class Meta:
        verbose_name = "answer of a partner"
        verbose_name_plural = "answers of partners"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{name}__range": (1, 5) for name in STATEMENTS}), name="a_partner_answers_from_1_to_5"
            )
        ]

    def __str__(self) -> str:
        return f"An answer to {self.round}"
