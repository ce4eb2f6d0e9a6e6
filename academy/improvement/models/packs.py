"""Packs for the board and for Members, what officers wrote in them, who let them go, and what went out for good."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from academy.improvement.models.measures import Measure
from academy.improvement.rules.packs import Edition, FileKind, PackState, Step
from academy.people.models import Account
from academy.people.scope import EVERYONE, Viewer

LONGEST_SENTENCE = 240


class Pack(models.Model):
    """What the board and Members read of one quarter. Each time it is published it is frozen, as a version."""

    scope_path = EVERYONE
    seen_as = "read packs"
    because_of = ("measures",)

    title = models.CharField(max_length=120)
    for_whom = models.CharField(max_length=160)  # "Members of the Children and Families Select Committee"
    period_ends_on = models.DateField(unique=True)
    better = models.CharField(max_length=LONGEST_SENTENCE, blank=True)
    not_better = models.CharField(max_length=LONGEST_SENTENCE, blank=True)
    doing = models.CharField(max_length=LONGEST_SENTENCE, blank=True)
    ask_words = models.CharField(max_length=160, blank=True)  # who answers questions, as everybody may read it
    measures = models.ManyToManyField(Measure, through="PackMeasure", related_name="+")
    lead = models.ForeignKey(Measure, on_delete=models.PROTECT, null=True, blank=True, related_name="+")  # on page one
    state = models.CharField(max_length=12, choices=PackState, default=PackState.WRITING)
    correcting_why = models.CharField(max_length=300, blank=True)  # what the next version puts right
    sent_back_why = models.CharField(max_length=300, blank=True)
    proof = models.JSONField(null=True, blank=True)  # what was put forward, until it is published
    proof_digest = models.CharField(max_length=64, blank=True)
    begun_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    begun_at = models.DateTimeField()

    class Meta:
        ordering = ["-period_ends_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=PackState.PUT_FORWARD, proof__isnull=False)
                | ~Q(state=PackState.PUT_FORWARD) & Q(proof__isnull=True),
                name="what_is_put_forward_is_kept_as_it_was",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("pack", args=[self.pk])

    @staticmethod
    def narrowed(rows: models.QuerySet[Any], viewer: Viewer) -> models.QuerySet[Any]:
        """Before it is published it is for those who write it and for those who let it go."""
        if viewer.may("see packs being written"):
            return rows
        return rows.filter(pk__in=PackVersion.objects.values("pack"))

    @property
    def is_writable(self) -> bool:
        return self.state == PackState.WRITING


class PackMeasure(models.Model):
    """One measure in a pack, a page of its own."""

    scope_path = EVERYONE
    seen_as = "see packs being written"

    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="lines")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    is_for_members = models.BooleanField(default=True)  # or for the board alone

    class Meta:
        ordering = ["pack", "place", "pk"]
        constraints = [models.UniqueConstraint(fields=["pack", "measure"], name="a_measure_stands_once_in_a_pack")]

    def __str__(self) -> str:
        return f"{self.measure}, {self.pack}"

    def get_absolute_url(self) -> str:
        return reverse("pack-measure-words", args=[self.pk])


class Commentary(models.Model):
    """An officer's three sentences about a measure."""

    scope_path = EVERYONE
    seen_as = "see packs being written"

    line = models.OneToOneField(PackMeasure, on_delete=models.CASCADE, related_name="commentary")
    what_happened = models.CharField(max_length=LONGEST_SENTENCE)
    why = models.CharField(max_length=LONGEST_SENTENCE)
    what_next = models.CharField(max_length=LONGEST_SENTENCE)
    written_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "commentaries"

    def __str__(self) -> str:
        return self.what_happened

    def get_absolute_url(self) -> str:
        return self.line.get_absolute_url()

    @property
    def sentences(self) -> tuple[str, str, str]:
        return self.what_happened, self.why, self.what_next


class PackApproval(models.Model):
    """Somebody let a version go, as they saw it. The database refuses the same person for both steps."""

    scope_path = EVERYONE
    seen_as = "see packs being written"

    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="approvals")
    number = models.PositiveSmallIntegerField()  # of the version
    step = models.CharField(max_length=8, choices=Step)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by_words = models.CharField(max_length=200)  # as it stands in the pack: name and post
    digest = models.CharField(max_length=64)  # of what they saw
    at = models.DateTimeField()
    lapsed_at = models.DateTimeField(null=True, blank=True)  # it was taken back, or sent back

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pack", "number", "step"], condition=Q(lapsed_at__isnull=True), name="each_step_is_taken_once"
            ),
            models.UniqueConstraint(
                fields=["pack", "number", "by"],
                condition=Q(lapsed_at__isnull=True),
                name="a_pack_is_approved_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.by_words}"

    def get_absolute_url(self) -> str:
        return self.pack.get_absolute_url()


class PackVersion(models.Model):
    """A pack as it went out. The database refuses to change or delete it; a correction is the next number."""

    scope_path = EVERYONE
    seen_as = "read packs"
    because_of = ("pack",)

    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=300, blank=True)  # what it puts right
    digest = models.CharField(max_length=64)  # SHA-256 of the digests of its files, in their order
    published_on = models.DateField()
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["pack", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["pack", "number"], name="one_version_of_a_pack_of_a_number"),
            models.CheckConstraint(
                condition=Q(number=1, reason="") | Q(number__gt=1) & ~Q(reason=""), name="a_correction_says_what_it_is"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pack}, version {self.number}" if self.number > 1 else str(self.pack)

    def get_absolute_url(self) -> str:
        return reverse("pack-version", args=[self.pk])


class PackFile(models.Model):
    """One file of a version, byte for byte."""

    scope_path = EVERYONE
    seen_as = "read packs"

    version = models.ForeignKey(PackVersion, on_delete=models.PROTECT, related_name="files")
    edition = models.CharField(max_length=8, choices=Edition)
    kind = models.CharField(max_length=8, choices=FileKind)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)  # SHA-256 of the content
    size = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "edition", "kind"], name="one_file_of_a_kind_in_an_edition")
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.get_edition_display()}, {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("pack-file", args=[self.pk])

    @staticmethod
    def narrowed(rows: models.QuerySet[Any], viewer: Viewer) -> models.QuerySet[Any]:
        return rows if viewer.may("read board packs") else rows.filter(edition=Edition.MEMBERS)
