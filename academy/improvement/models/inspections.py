"""Inspections and visits, what was found, and what was judged of other authorities."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from academy.improvement.rules.inspections import Grade, InspectionKind, JudgementArea, Said
from academy.people.models import Account
from academy.people.scope import EVERYONE


class Inspection(models.Model):
    """An inspection, a focused visit or a monitoring visit, and where its report is."""

    scope_path = EVERYONE
    seen_as = "see inspections"

    kind = models.CharField(max_length=16, choices=InspectionKind)
    title = models.CharField(max_length=160)
    on = models.DateField()  # its last day
    published_on = models.DateField(null=True, blank=True)
    theme = models.CharField(max_length=160, blank=True)
    summary = models.CharField(max_length=600, blank=True)
    report_address = models.URLField(blank=True)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "on"], name="one_inspection_of_a_kind_on_a_day"),
            models.CheckConstraint(
                condition=Q(published_on__isnull=True) | Q(published_on__gte=models.F("on")),
                name="a_report_comes_after_its_inspection",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("inspection", args=[self.pk])

    @property
    def is_published(self) -> bool:
        return self.published_on is not None


class InspectionJudgement(models.Model):
    """One area, in Ofsted's own words."""

    scope_path = EVERYONE
    seen_as = "see inspections"
    because_of = ("inspection",)

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="judgements")
    area = models.CharField(max_length=16, choices=JudgementArea)
    grade = models.CharField(max_length=16, choices=Grade)

    class Meta:
        ordering = ["inspection", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "area"], name="one_judgement_of_an_area_in_an_inspection")
        ]

    def __str__(self) -> str:
        return f"{self.get_area_display()}: {self.get_grade_display()}"

    def get_absolute_url(self) -> str:
        return self.inspection.get_absolute_url()


class InspectionFinding(models.Model):
    """What was said of the authority, in the report's words, and what we promised in answer."""

    scope_path = EVERYONE
    seen_as = "see inspections"
    because_of = ("inspection",)

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="findings")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=Said, default=Said.IMPROVE)
    said = models.CharField(max_length=400)
    area = models.CharField(max_length=16, choices=JudgementArea, blank=True)
    judgement = models.CharField(max_length=16, choices=Grade, blank=True)  # of its area, where one was given
    promised = models.CharField(max_length=400, blank=True)
    done = models.CharField(max_length=400, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["inspection", "number"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "number"], name="one_finding_of_a_number_in_an_inspection"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done="") | Q(done_on__isnull=False) & ~Q(done=""),
                name="what_was_done_says_what_and_when",
            ),
        ]

    def __str__(self) -> str:
        return self.said

    def get_absolute_url(self) -> str:
        return reverse("inspection-finding", args=[self.pk])


class OutcomesRelease(models.Model):
    """One file of published judgements of every authority, as at a day."""

    scope_path = EVERYONE
    seen_as = "see inspections"

    as_at = models.DateField(unique=True)
    source_words = models.CharField(max_length=200)
    read_at = models.DateTimeField()
    read_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-as_at"]

    def __str__(self) -> str:
        return f"Judgements of all authorities as at {self.as_at:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("authorities")


class PublishedOutcome(models.Model):
    """The newest judgements of one authority in a release. Care leavers have had their own since January 2023."""

    scope_path = EVERYONE
    seen_as = "see inspections"
    because_of = ("release",)

    release = models.ForeignKey(OutcomesRelease, on_delete=models.CASCADE, related_name="outcomes")
    authority = models.CharField(max_length=120)
    region = models.CharField(max_length=80, blank=True)
    inspected_on = models.DateField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    overall = models.CharField(max_length=16, choices=Grade, blank=True)
    leaders = models.CharField(max_length=16, choices=Grade, blank=True)
    help_protection = models.CharField(max_length=16, choices=Grade, blank=True)
    in_care = models.CharField(max_length=16, choices=Grade, blank=True)
    care_leavers = models.CharField(max_length=16, choices=Grade, blank=True)

    class Meta:
        ordering = ["release", "authority"]
        constraints = [
            models.UniqueConstraint(fields=["release", "authority"], name="one_outcome_of_an_authority_in_a_release")
        ]

    def __str__(self) -> str:
        return f"{self.authority}: {self.get_overall_display()}"

    def get_absolute_url(self) -> str:
        return reverse("authorities")
