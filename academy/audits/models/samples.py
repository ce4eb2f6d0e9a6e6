"""What is audited: rounds, the samples drawn in them, and cases, of which no child can be known."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from academy.audits.models.tools import ToolVersion
from academy.audits.rules import AgeBand, CaseKind
from academy.people.models import Account, Organisation, Person, Team
from academy.people.scope import EVERYONE


class AuditRound(models.Model):
    """A month's audits, or a large review: what was planned for it, and by when it is to be done."""

    scope_path = EVERYONE
    seen_as = "see practice"

    name = models.CharField(max_length=120)
    starts_on = models.DateField()
    due_on = models.DateField()
    planned = models.PositiveIntegerField(default=0)  # how many audits were meant to be done

    class Meta:
        verbose_name = "audit round"
        ordering = ["-starts_on", "name"]
        constraints = [
            models.UniqueConstraint(fields=["name"], name="one_round_of_a_name"),
            models.CheckConstraint(condition=Q(due_on__gte=F("starts_on")), name="a_round_is_due_after_it_starts"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("audit-round", args=[self.pk])


class Sample(models.Model):
    """A draw from a case list, that anybody with the list and the seed can draw again. The list itself is not kept."""

    scope_path = EVERYONE
    seen_as = "see samples"

    round = models.ForeignKey(AuditRound, on_delete=models.PROTECT, related_name="samples")
    tool_version = models.ForeignKey(ToolVersion, on_delete=models.PROTECT, related_name="samples")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")  # whose cases
    seed = models.CharField(max_length=80)
    frame_size = models.PositiveIntegerField()
    design = models.JSONField(default=dict)  # how it was drawn, in full: see `rules/draws.py`
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    because_of = ("round", "tool_version")

    class Meta:
        ordering = ["-drawn_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.tool_version.tool}, {self.round}"

    def get_absolute_url(self) -> str:
        return reverse("sample", args=[self.pk])


class SampledCase(models.Model):
    """A case to be audited, by a name that only the holder of the secret can lead back to a child."""

    scope_path = "auditor"
    seen_as = "see sampled cases"
    trail_paths = ("auditor",)

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="cases")
    position = models.PositiveIntegerField()  # in the order of the draw
    pseudonym = models.CharField(max_length=20, db_index=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    team_said = models.CharField(max_length=120, blank=True)  # as the list called it, while no team of ours is meant
    worker = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    worker_said = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=20, choices=CaseKind, default=CaseKind.OTHER)
    age_band = models.CharField(max_length=10, choices=AgeBand, default=AgeBand.NOT_KNOWN)
    stratum = models.CharField(max_length=120, blank=True)
    probability = models.FloatField(default=1)  # with which it came into the sample
    weight = models.FloatField(default=1)  # how many cases of the list it stands for
    auditor = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    given_on = models.DateField(null=True, blank=True)  # to its auditor
    dropped_on = models.DateField(null=True, blank=True)  # it cannot be audited after all
    dropped_why = models.CharField(max_length=200, blank=True)

    because_of = ("sample",)

    class Meta:
        ordering = ["sample", "position"]
        constraints = [
            models.UniqueConstraint(fields=["sample", "pseudonym"], name="a_case_is_in_a_sample_once"),
            models.CheckConstraint(
                condition=Q(probability__gt=0, probability__lte=1, weight__gte=1), name="a_case_has_a_chance"
            ),
            models.CheckConstraint(
                condition=Q(worker__isnull=True) | Q(auditor__isnull=True) | ~Q(worker=F("auditor")),
                name="nobody_audits_their_own_work",
            ),
            models.CheckConstraint(
                condition=Q(dropped_on__isnull=True, dropped_why="")
                | (Q(dropped_on__isnull=False) & ~Q(dropped_why="")),
                name="a_case_is_dropped_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["auditor", "dropped_on"])]

    def __str__(self) -> str:
        return f"Case {self.pseudonym}"

    def get_absolute_url(self) -> str:
        return reverse("sampled-case", args=[self.pk])

    @property
    def worked_by(self) -> str:
        return str(self.worker) if self.worker else self.worker_said or "Nobody named"

    @property
    def worked_in(self) -> str:
        return str(self.team) if self.team else self.team_said or "No team named"
