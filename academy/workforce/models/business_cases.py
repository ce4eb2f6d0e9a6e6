"""What better retention would save, if it came: the inputs as they were stated, and the answer they gave."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from academy.people.models import Account
from academy.people.scope import EVERYONE
from academy.workforce.rules.business_cases import CaseKind, InputName


class BusinessCase(models.Model):
    """One question about money, asked as “if so many more stayed”. Its versions hold the inputs."""

    scope_path = EVERYONE
    seen_as = "see the business case"

    title = models.CharField(max_length=160, unique=True)
    about = models.CharField(max_length=600, blank=True)
    begins_on = models.DateField()  # from when it would count
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-begins_on", "title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("one-business-case", args=[self.pk])


class CaseVersion(models.Model):
    """All six inputs as they were stated on a day, with the answer. Never changed: other inputs are another version."""

    scope_path = EVERYONE
    seen_as = "see the business case"
    because_of = ("case",)

    case = models.ForeignKey(BusinessCase, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=300, blank=True)  # what is different from the one before
    seed = models.PositiveIntegerField(default=1)
    draws = models.PositiveIntegerField()
    answer = models.JSONField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["case", "-number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="one_version_of_a_number_in_a_case")]

    def __str__(self) -> str:
        return f"{self.case}, version {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("case-version", args=[self.pk])


class CaseInput(models.Model):
    """One input with its range, where it comes from, and how old that is."""

    scope_path = EVERYONE
    seen_as = "see the business case"

    version = models.ForeignKey(CaseVersion, on_delete=models.PROTECT, related_name="inputs")
    name = models.CharField(max_length=16, choices=InputName)
    kind = models.CharField(max_length=10, choices=CaseKind)
    numbers = models.JSONField()  # one, two or three, as its kind takes
    source = models.CharField(max_length=300)
    source_on = models.DateField()

    class Meta:
        ordering = ["version", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "name"], name="one_input_of_a_name_in_a_version"),
            models.CheckConstraint(condition=~Q(source=""), name="an_input_says_where_it_comes_from"),
        ]

    def __str__(self) -> str:
        return str(self.get_name_display())
