"""How we practise, written down: ways of working, thresholds, terms and duties, each in versions that are kept."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from academy.frameworks.rules.practice import AUDIENCES, LEVELS, GuideKind, PartKind
from academy.people.rules import OrganisationKind
from academy.people.scope import EVERYONE, Viewer

KEEP = "keep how we practise"


class Guide(models.Model):
    """Something that everybody works by. Of thresholds, of terms and of duties there is one."""

    scope_path = EVERYONE
    seen_as = "see how we practise"

    kind = models.CharField(max_length=12, choices=GuideKind)
    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    what_it_says = models.CharField(max_length=300, blank=True)
    is_asked = models.BooleanField(default=False)  # everybody in post is asked to say that they have understood it
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=~Q(kind=GuideKind.PRACTICE), name="one_guide_to_thresholds_terms_and_duties"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        if self.kind == GuideKind.PRACTICE:
            return reverse("guide", args=[self.pk])
        return reverse({"thresholds": "thresholds", "words": "terms", "duties": "duties"}[self.kind])


class GuideVersion(models.Model):
    """A guide as it stood from a day. A draft has no day yet and is seen by those who write it."""

    scope_path = EVERYONE
    seen_as = "see how we practise"

    guide = models.ForeignKey(Guide, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    introduction = models.TextField(blank=True)
    what_changed = models.CharField(max_length=300, blank=True)
    minutes = models.PositiveSmallIntegerField(default=5)  # how long it takes to read
    is_asked_again = models.BooleanField(default=True)  # those who understood the one before are asked once more
    published_on = models.DateField(null=True, blank=True)
    is_current = models.BooleanField(default=False)
    replaced_by = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaces")

    because_of = ("guide",)
    led_to = ("replaced_by",)

    class Meta:
        verbose_name = "version of a guide"
        verbose_name_plural = "versions of guides"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["guide", "number"], name="one_version_of_a_guide_and_number"),
            models.UniqueConstraint(
                fields=["guide"], condition=Q(is_current=True), name="one_current_version_of_a_guide"
            ),
            models.UniqueConstraint(
                fields=["guide"], condition=Q(published_on__isnull=True), name="one_draft_of_a_guide"
            ),
            models.CheckConstraint(
                condition=Q(is_current=False) | Q(published_on__isnull=False), name="a_current_guide_is_published"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guide}, version {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("guide-version", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.published_on is None

    @staticmethod
    def narrowed(rows: models.QuerySet[Any], viewer: Viewer) -> models.QuerySet[Any]:
        return rows if viewer.may(KEEP) else rows.filter(published_on__isnull=False)


class Part(models.Model):
    """One thing in a version of a guide. What was published is never changed: a draft is a copy of all of it."""

    scope_path = EVERYONE
    seen_as = "see how we practise"

    version = models.ForeignKey(GuideVersion, on_delete=models.CASCADE)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        return self.version.get_absolute_url()

    @staticmethod
    def narrowed(rows: models.QuerySet[Any], viewer: Viewer) -> models.QuerySet[Any]:
        return rows if viewer.may(KEEP) else rows.filter(version__published_on__isnull=False)


class Principle(Part):
    """What a way of working asks of us, and what it looks like when it is done well. Some are for one audience."""

    audience = models.CharField(max_length=20, choices=AUDIENCES, blank=True)
    name = models.CharField(max_length=160)
    words = models.TextField()
    looks_like = models.TextField(blank=True)  # what good looks like, a line each

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class Threshold(Part):
    """A level of need: what it means, what one sees, and what is done and by whom."""

    level = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    words = models.TextField()
    signs = models.TextField(blank=True)  # a line each
    what_to_do = models.TextField(blank=True)

    class Meta:
        verbose_name = "level of need"
        verbose_name_plural = "levels of need"
        ordering = ["level"]
        constraints = [
            models.UniqueConstraint(fields=["version", "level"], name="one_threshold_of_a_level"),
            models.CheckConstraint(condition=Q(level__in=LEVELS), name="levels_of_need_are_four"),
        ]

    def __str__(self) -> str:
        return f"Level {self.level}: {self.name}"


class Scenario(Part):
    """A made-up family, and the level that fits. Nobody’s answers are kept: see `ScenarioCount`."""

    words = models.TextField()
    level = models.PositiveSmallIntegerField()
    why = models.TextField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(condition=Q(level__in=LEVELS), name="scenarios_are_of_a_level")]

    def __str__(self) -> str:
        return f"{self.words[:60].rstrip()}…" if len(self.words) > 60 else self.words


class Term(Part):
    """A word that all agencies use in one meaning. `code` finds the same word in every version."""

    code = models.SlugField(max_length=80)
    name = models.CharField(max_length=120)
    also_called = models.CharField(max_length=200, blank=True)
    meaning = models.TextField()
    instead_of = models.CharField(max_length=200, blank=True)  # what we do not say

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="one_term_of_a_code_in_a_version")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("term", args=[self.pk])


class Duty(Part):
    """One agency’s part in one situation: who there does what, and by when."""

    situation = models.CharField(max_length=160)
    agency = models.CharField(max_length=20, choices=OrganisationKind)
    who = models.CharField(max_length=120)
    does = models.TextField()
    by_when = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name_plural = "duties"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "situation", "agency", "who"], name="one_duty_of_a_role_in_a_situation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.who}: {self.situation}"


PARTS: dict[PartKind, type[Part]] = {
    PartKind.PRINCIPLE: Principle,
    PartKind.THRESHOLD: Threshold,
    PartKind.SCENARIO: Scenario,
    PartKind.TERM: Term,
    PartKind.DUTY: Duty,
}
