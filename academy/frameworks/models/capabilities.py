"""The shared language: what people who work with children must be able to do."""

from django.db import models

from academy.people.scope import EVERYONE


class Framework(models.Model):
    """A set of capabilities, in one version. A new version is a new row, so old evidence keeps its meaning."""

    scope_path = EVERYONE
    seen_as = "see the offer"

    code = models.SlugField(max_length=40)
    version = models.CharField(max_length=20)
    name = models.CharField(max_length=160)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name", "version"]
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="one_framework_of_a_version")]

    def __str__(self) -> str:
        return self.name


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
