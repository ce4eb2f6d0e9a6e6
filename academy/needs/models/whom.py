"""Whom a requirement may be put to, beyond one job role or one agency: a profession, or a setting people work in."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from academy.needs.rules.whom import SettingKind
from academy.people.models import JobRole, Organisation, Team
from academy.people.rules import OrganisationKind
from academy.people.scope import EVERYONE


class Profession(models.Model):
    """Job roles that share a training and mostly a register: social work, nursing, teaching."""

    scope_path = EVERYONE
    seen_as = "see requirements"

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ProfessionRole(models.Model):
    """A job role is in one profession at most."""

    scope_path = EVERYONE
    seen_as = "see requirements"

    profession = models.ForeignKey(Profession, on_delete=models.CASCADE, related_name="roles")
    job_role = models.OneToOneField(JobRole, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.job_role} in {self.profession}"


class Setting(models.Model):
    """Where people work, or with what contact with children: a school, level 3 of health, the front door."""

    scope_path = EVERYONE
    seen_as = "see requirements"

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=SettingKind, default=SettingKind.PLACE)
    about = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["kind", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("setting", args=[self.pk])


class SettingLine(models.Model):
    """Posts that are in a setting, from a day to a day: all that is said must fit. Any line of the setting will do."""

    scope_path = EVERYONE
    seen_as = "see requirements"
    because_of = ("setting",)

    setting = models.ForeignKey(Setting, on_delete=models.CASCADE, related_name="lines")
    job_role = models.ForeignKey(JobRole, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organisation_kind = models.CharField(max_length=20, choices=OrganisationKind, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(job_role__isnull=False)
                | ~Q(organisation_kind="")
                | Q(organisation__isnull=False)
                | Q(team__isnull=False),
                name="a_line_of_a_setting_says_something",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="a_line_of_a_setting_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        said = [self.job_role, self.get_organisation_kind_display(), self.organisation, self.team]
        return ", ".join(str(one) for one in said if one)
