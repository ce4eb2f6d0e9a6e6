"""What an audit asks: tools in versions, their sections and questions, and the themes that findings are gathered by."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from academy.audits.rules import Grade
from academy.frameworks.models import Capability
from academy.people.models import Account
from academy.people.scope import EVERYONE


class PracticeTheme(models.Model):
    """What practice is strong or weak in, across tools and audits: the word that leads from an audit to learning."""

    scope_path = EVERYONE
    seen_as = "see audit tools"

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    capability = models.ForeignKey(Capability, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "theme of practice"
        verbose_name_plural = "themes of practice"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class AuditTool(models.Model):
    """A set of questions for one kind of work. What it asks stands in its versions."""

    scope_path = EVERYONE
    seen_as = "see audit tools"

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    about = models.CharField(max_length=300, blank=True)
    retired_on = models.DateField(null=True, blank=True)  # its last day: no new samples, what was audited stays

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("audit-tool", args=[self.pk])


class ToolVersion(models.Model):
    """The questions as they stood. A draft may be changed; once it is in use it never is, and audits keep theirs."""

    scope_path = EVERYONE
    seen_as = "see audit tools"

    tool = models.ForeignKey(AuditTool, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    what_changed = models.CharField(max_length=300, blank=True)
    starts_on = models.DateField(null=True, blank=True)  # nothing said: a draft
    ends_on = models.DateField(null=True, blank=True)  # the day before the next version began
    published_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    because_of = ("tool",)

    class Meta:
        verbose_name = "version of an audit tool"
        verbose_name_plural = "versions of audit tools"
        ordering = ["tool", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["tool", "number"], name="one_tool_version_of_a_number"),
            models.UniqueConstraint(
                fields=["tool"], condition=Q(starts_on__isnull=True), name="one_draft_of_an_audit_tool"
            ),
            models.UniqueConstraint(
                fields=["tool"],
                condition=Q(starts_on__isnull=False, ends_on__isnull=True),
                name="one_version_of_a_tool_in_use",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=False, ends_on__gte=F("starts_on")),
                name="a_version_of_a_tool_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tool}, version {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("tool-version", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.starts_on is None


class ToolSection(models.Model):
    """A part of a tool that gets a grade of its own, and what each grade means in it."""

    scope_path = EVERYONE
    seen_as = "see audit tools"

    version = models.ForeignKey(ToolVersion, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=120)
    outstanding_means = models.CharField(max_length=200, blank=True)
    good_means = models.CharField(max_length=200, blank=True)
    requires_improvement_means = models.CharField(max_length=200, blank=True)
    inadequate_means = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "section of an audit tool"
        verbose_name_plural = "sections of audit tools"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "title"], name="one_section_of_a_title")]

    def __str__(self) -> str:
        return self.title

    @property
    def grades(self) -> list[tuple[Grade, str]]:
        """Each grade with what it means here, the best first."""
        return [(grade, getattr(self, f"{grade.value}_means")) for grade in Grade]


class ToolQuestion(models.Model):
    """One question, with what good looks like beside it, and the capability and the theme that it is about."""

    scope_path = EVERYONE
    seen_as = "see audit tools"

    section = models.ForeignKey(ToolSection, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(default=0)
    words = models.CharField(max_length=200)
    good = models.TextField(blank=True)  # what good looks like: a line each
    theme = models.ForeignKey(PracticeTheme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    capability = models.ForeignKey(Capability, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    because_of = ("capability",)

    class Meta:
        verbose_name = "question of an audit tool"
        verbose_name_plural = "questions of audit tools"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["section", "words"], name="one_question_of_some_words")]

    def __str__(self) -> str:
        return self.words

    @property
    def what_good_looks_like(self) -> list[str]:
        return [line.strip() for line in self.good.splitlines() if line.strip()]
