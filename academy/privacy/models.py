"""Who looked, what was handed out, what was erased, and whether the trail was whole when it was last read."""

from datetime import datetime

from django.db import models

from academy.people.models import Account, Person
from academy.people.scope import EVERYONE
from academy.privacy.rules import Kept, Why
from academy.privacy.rules import Look as Reasons


class LookUp(models.Model):
    """The information governance officer looks at what is known of somebody, with a reason, for a day."""

    scope_path = "by__person"  # an officer opens what they looked up themselves, and nobody else's
    seen_as = "open what was looked up"
    trail_paths = ("person",)

    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=12, choices=Reasons)
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Look of {self.at:%-d %B %Y}"


class SubjectFile(models.Model):
    """Everything that is kept about one person, as a file. Its content goes a day after it was made."""

    scope_path = "asked_by__person"
    seen_as = "see what is kept about me"
    trail_paths = ("person",)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    look_up = models.ForeignKey(LookUp, on_delete=models.PROTECT, null=True, related_name="files")
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    tables = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    content = models.BinaryField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["expires_at"])]

    def __str__(self) -> str:
        return f"File of {self.asked_at:%-d %B %Y}"

    def is_ready(self, *, now: datetime) -> bool:
        return self.made_at is not None and self.expires_at is not None and self.expires_at > now


class Erasure(models.Model):
    """How many records of a kind were erased on a day, and why. The count stays when they are gone."""

    scope_path = EVERYONE
    seen_as = "check the trail"

    kind = models.CharField(max_length=20, choices=Kept)
    on = models.DateField()
    rows = models.PositiveIntegerField()
    why = models.CharField(max_length=8, choices=Why)

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["kind", "on"])]

    def __str__(self) -> str:
        return f"{self.rows:,} erased: {self.get_kind_display()}"


class Erased(models.Model):
    """Somebody who was erased: the keys by which they are known again if an old copy brings them back."""

    scope_path = EVERYONE
    seen_as = "check the trail"

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    keys = models.JSONField(default=list)  # hashes, keyed with the Academy's secret: nobody can be told from them
    on = models.DateField()
    why = models.CharField(max_length=8, choices=Why)

    class Meta:
        verbose_name_plural = "erased people"
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"Erased on {self.on:%-d %B %Y}"


class ChainCheck(models.Model):
    """One reading of the whole trail: how far it reached, and the first entry that is not as it was written."""

    scope_path = EVERYONE
    seen_as = "check the trail"

    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    entries = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)
    first_broken = models.BigIntegerField(null=True)  # its number; the entry itself may be gone
    told_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Reading of {self.asked_at:%-d %B %Y}"

    @property
    def is_whole(self) -> bool:
        return self.finished_at is not None and self.first_broken is None
