"""What audits found, and what came of it: actions, feedback, and the day it is looked at again."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from academy.audits.models.audits import Audit
from academy.audits.models.samples import Sample
from academy.audits.models.tools import PracticeTheme, ToolQuestion
from academy.audits.rules.findings import FindingKind, share_words
from academy.frameworks.models import Capability
from academy.needs.rules import Risk
from academy.people.models import Account, Organisation, Person, Team
from academy.people.scope import EVERYONE


class Finding(models.Model):
    """A weakness or a strength in one audit or over many: "14 of 40". It is about practice, and names nobody."""

    scope_path = EVERYONE
    seen_as = "see findings"
    trail_paths = ("organisation",)
    because_of = ("audit", "sample")

    kind = models.CharField(max_length=12, choices=FindingKind, default=FindingKind.TO_IMPROVE)
    said = models.CharField(max_length=160)
    words = models.TextField(max_length=1_000, blank=True)
    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, null=True, blank=True, related_name="findings")
    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, null=True, blank=True, related_name="findings")
    question = models.ForeignKey(ToolQuestion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    theme = models.ForeignKey(PracticeTheme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    capability = models.ForeignKey(Capability, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    found = models.PositiveIntegerField(default=1)
    of = models.PositiveIntegerField(default=1)
    size = models.PositiveIntegerField(default=0)  # workers whose practice it may be
    risk = models.PositiveSmallIntegerField(choices=Risk, default=Risk.SOME)
    found_on = models.DateField()
    found_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-found_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(found__lte=F("of"), of__gte=1), name="a_finding_is_some_of_those_seen"),
            models.CheckConstraint(
                condition=Q(audit__isnull=False) | Q(sample__isnull=False), name="a_finding_rests_on_audits"
            ),
            models.CheckConstraint(condition=Q(risk__range=(1, 4)), name="a_finding_has_a_risk_of_one_to_four"),
        ]
        indexes = [models.Index(fields=["found_on"])]

    def __str__(self) -> str:
        return self.said

    def get_absolute_url(self) -> str:
        return reverse("finding", args=[self.pk])

    @property
    def share_words(self) -> str:
        return share_words(self.found, self.of)


class ReAudit(models.Model):
    """A day by which the same is looked at again, and what was seen then."""

    scope_path = EVERYONE
    seen_as = "see findings"
    because_of = ("finding", "audit")

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, null=True, blank=True, related_name="re_audits")
    audit = models.OneToOneField(Audit, on_delete=models.PROTECT, null=True, blank=True, related_name="looked_at_again")
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    found = models.PositiveIntegerField(null=True, blank=True)
    of = models.PositiveIntegerField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)  # that it is due

    class Meta:
        verbose_name = "re-audit"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finding__isnull=False, audit__isnull=True) | Q(finding__isnull=True, audit__isnull=False),
                name="a_re_audit_is_of_a_finding_or_of_an_audit",
            ),
            models.CheckConstraint(
                condition=Q(of__isnull=True, found__isnull=True)
                | Q(of__gte=1, found__lte=F("of"), done_on__isnull=False),
                name="what_a_re_audit_saw_is_some_of_those_looked_at",
            ),
        ]
        indexes = [models.Index(fields=["done_on", "due_on"])]

    def __str__(self) -> str:
        return f"{self.finding or self.audit}, looked at again"

    def get_absolute_url(self) -> str:
        return self.finding.get_absolute_url() if self.finding else reverse("audit", args=[self.audit_id])

    @property
    def share_words(self) -> str:
        return share_words(self.found or 0, self.of) if self.of else ""


class AuditAction(models.Model):
    """What somebody is to do because of a finding or an audit, and by when."""

    scope_path = "owner"
    seen_as = "see audit actions"
    trail_paths = ("owner",)
    because_of = ("finding", "audit")

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, null=True, blank=True, related_name="actions")
    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, null=True, blank=True, related_name="actions")
    what = models.CharField(max_length=200)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    added_on = models.DateField()
    added_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    came_of_it = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "action"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finding__isnull=False) | Q(audit__isnull=False), name="an_action_is_because_of_something"
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | ~Q(came_of_it=""), name="a_done_action_says_what_came_of_it"
            ),
        ]
        indexes = [models.Index(fields=["owner", "done_on", "due_on"])]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return reverse("audit-action", args=[self.pk])


class Feedback(models.Model):
    """The conversation with the worker whose case was audited: for learning, and theirs to read."""

    scope_path = "worker"
    seen_as = "see feedback"
    trail_paths = ("worker",)
    because_of = ("audit",)

    audit = models.OneToOneField(Audit, on_delete=models.PROTECT, related_name="feedback")
    worker = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    held_on = models.DateField()
    given_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    went_well = models.TextField(max_length=1_000)
    to_work_on = models.TextField(max_length=1_000, blank=True)
    worker_said = models.TextField(max_length=1_000, blank=True)

    class Meta:
        verbose_name = "feedback conversation"
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return f"Feedback on {self.audit.sampled_case.pseudonym}"

    def get_absolute_url(self) -> str:
        return reverse("feedback", args=[self.pk])
