"""The shared language: what people who work with children must be able to do."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from academy.frameworks.rules import SAID_OF, Force, FrameworkKind, Level, force
from academy.people.models import JobRole
from academy.people.scope import EVERYONE


class Framework(models.Model):
    """A set of capabilities, in one version. A new version is a new row, so old evidence keeps its meaning."""

    scope_path = EVERYONE
    seen_as = "see the offer"

    code = models.SlugField(max_length=40)
    version = models.CharField(max_length=20)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=12, choices=FrameworkKind, default=FrameworkKind.NATIONAL)
    publisher = models.CharField(max_length=120, blank=True)
    about = models.CharField(max_length=300, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)  # its last day; whatever points at it keeps its meaning
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")

    because_of = ("replaces",)

    class Meta:
        ordering = ["name", "version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="one_framework_of_a_version"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="a_framework_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("framework", args=[self.pk])

    def force(self, on: date) -> Force:
        return force(self.starts_on, self.ends_on, on=on)


class Capability(models.Model):
    """Something a person must be able to do. Roles, learning, audit questions and appraisals all point at these."""

    scope_path = EVERYONE
    seen_as = "see the offer"

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="capabilities")
    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=160)
    description = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name_plural = "capabilities"
        ordering = ["position", "name"]
        constraints = [models.UniqueConstraint(fields=["framework", "code"], name="one_capability_of_a_code")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("capability", args=[self.pk])


class Counterpart(models.Model):
    """What carries a capability on in a newer framework. Evidence for the old one stays evidence for the old one."""

    scope_path = EVERYONE
    seen_as = "see the offer"
    because_of = ("capability",)
    led_to = ("carried_on_by",)

    capability = models.ForeignKey(Capability, on_delete=models.PROTECT, related_name="counterparts")
    carried_on_by = models.ForeignKey(Capability, on_delete=models.PROTECT, related_name="carries_on")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["capability", "carried_on_by"], name="carried_on_once_by_the_same"),
            models.CheckConstraint(condition=~Q(capability=F("carried_on_by")), name="nothing_carries_itself_on"),
        ]

    def __str__(self) -> str:
        return f"{self.capability}, now {self.carried_on_by}"

    def get_absolute_url(self) -> str:
        return self.capability.get_absolute_url()


class JobRoleCapability(models.Model):
    """How well somebody in a job role is expected to do something, from a day to a day. A new level is a new row."""

    scope_path = EVERYONE
    seen_as = "see the offer"
    because_of = ("capability",)

    job_role = models.ForeignKey(JobRole, on_delete=models.PROTECT, related_name="+")
    capability = models.ForeignKey(Capability, on_delete=models.PROTECT, related_name="expected_of")
    level = models.PositiveSmallIntegerField(choices=Level)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "expected level"
        ordering = ["job_role__name", "capability__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["job_role", "capability"],
                condition=Q(ends_on__isnull=True),
                name="one_level_expected_of_a_role",
            ),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=4), name="a_level_is_one_to_four"),
        ]

    def __str__(self) -> str:
        return f"{self.job_role}: {self.capability}"

    def get_absolute_url(self) -> str:
        return reverse("role-levels", args=[self.job_role_id])

    @property
    def words(self) -> str:
        return f"{self.level}: {SAID_OF[Level(self.level)]}"
