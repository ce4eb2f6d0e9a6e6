"""Who has said that they understood a guide; and how scenarios were answered, without anybody."""

from django.db import models

from academy.frameworks.models.guides import GuideVersion, Scenario
from academy.frameworks.rules.practice import LEVELS
from academy.people.models import Organisation, Person


class Acknowledgement(models.Model):
    """Somebody says that they have read and understood a version. That they tried the scenarios is not noted."""

    scope_path = "person"
    seen_as = "say one has understood"
    trail_paths = ("person",)

    version = models.ForeignKey(GuideVersion, on_delete=models.PROTECT, related_name="acknowledgements")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["-said_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["version", "person"], name="one_understands_a_version_once")]

    def __str__(self) -> str:
        return f"Understood {self.version}"

    def get_absolute_url(self) -> str:
        return self.version.get_absolute_url()


class ScenarioCount(models.Model):
    """How often a level was chosen at the first try in an organisation. It holds nobody."""

    scope_path = "organisation"
    seen_as = "see how many have understood"

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="counts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "count of answers"
        verbose_name_plural = "counts of answers"
        constraints = [
            models.UniqueConstraint(
                fields=["scenario", "organisation", "level"], name="one_count_of_a_level_in_an_organisation"
            ),
            models.CheckConstraint(condition=models.Q(level__in=LEVELS), name="answers_are_of_a_level"),
        ]

    def __str__(self) -> str:
        return f"Level {self.level} in {self.organisation}"
