from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from academy.people.models.accounts import Account
from academy.people.models.persons import Person


class Merge(models.Model):
    """Two records of one person, made one. What was moved stays written, so that it can be undone."""

    scope_path = "kept"
    seen_as = "merge people"
    trail_paths = ("kept", "merged")

    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    merged = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=300)
    merged_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    merged_at = models.DateTimeField()
    undone_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at__isnull=True), name="merged_once_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(kept=F("merged")), name="nobody_is_merged_with_themselves"),
        ]

    def __str__(self) -> str:
        return f"{self.merged} into {self.kept}"

    def get_absolute_url(self) -> str:
        return reverse("merge", args=[self.pk])


class MovedRow(models.Model):
    """A row that a merge changed or took away: what stood in the fields it wrote, and what it left there."""

    scope_path = "merge__kept"
    seen_as = "merge people"

    merge = models.ForeignKey(Merge, on_delete=models.CASCADE, related_name="moved")
    order = models.PositiveIntegerField()
    table = models.CharField(max_length=80)
    key = models.BigIntegerField()
    before = models.JSONField()
    after = models.JSONField(null=True)  # nothing for a row that was taken away

    class Meta:
        ordering = ["merge", "order"]
        constraints = [models.UniqueConstraint(fields=["merge", "order"], name="one_move_at_a_time")]


class TwoPeople(models.Model):
    """Somebody looked, and these are two: they are not suggested again."""

    scope_path = "one"
    seen_as = "merge people"
    trail_paths = ("one", "other")

    one = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")  # the higher number
    said_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "pairs that are two people"
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="said_once_of_a_pair"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="the_lower_number_comes_first"),
        ]

    def __str__(self) -> str:
        return f"{self.one} and {self.other}"
