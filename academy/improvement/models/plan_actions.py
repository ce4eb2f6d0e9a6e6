"""Who does what by when: actions, what is in their way, and what shows that they were done and have lasted."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from academy.audits.models import Finding, ReAudit
from academy.improvement.models.measures import Measure
from academy.improvement.models.plans import Outcome, Priority
from academy.improvement.rules.plans import DONE, ActionState
from academy.people.models import Account, Person


class PlanAction(models.Model):
    """Somebody's to do by a day. Complete is done; embedded is shown to have lasted, by somebody else, weeks later."""

    scope_path = "owner"
    seen_as = "see improvement actions"
    trail_paths = ("owner", "sponsor")
    because_of = ("priority", "findings")
    led_to = ("measures",)

    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="actions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    words = models.CharField(max_length=1_000, blank=True)
    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, null=True, blank=True, related_name="actions")
    findings = models.ManyToManyField(Finding, related_name="+", blank=True)
    measures = models.ManyToManyField(Measure, related_name="+", blank=True)  # by which it is to be seen
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    owner_words = models.CharField(max_length=120, blank=True)  # their job, for whoever may not see who it is
    sponsor = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sponsor_words = models.CharField(max_length=120, blank=True)
    starts_on = models.DateField()
    due_on = models.DateField()
    first_due_on = models.DateField()  # as it was promised at first, however often it moved
    state = models.CharField(max_length=12, choices=ActionState, default=ActionState.NOT_STARTED)
    completed_on = models.DateField(null=True, blank=True)
    completed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    embedded_on = models.DateField(null=True, blank=True)
    embedded_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "improvement action"
        ordering = ["priority", "number"]
        constraints = [
            models.UniqueConstraint(fields=["priority", "number"], name="one_improvement_action_of_a_number"),
            models.CheckConstraint(condition=Q(due_on__gte=F("starts_on")), name="an_action_is_due_after_it_starts"),
            models.CheckConstraint(
                condition=Q(state__in=DONE, completed_on__isnull=False)
                | ~Q(state__in=DONE) & Q(completed_on__isnull=True),
                name="a_complete_action_says_since_when",
            ),
            models.CheckConstraint(
                condition=Q(state=ActionState.EMBEDDED, embedded_on__gt=F("completed_on"))
                | ~Q(state=ActionState.EMBEDDED) & Q(embedded_on__isnull=True),
                name="embedded_comes_after_complete",
            ),
            models.CheckConstraint(
                condition=Q(embedded_by__isnull=True) | ~Q(embedded_by=F("completed_by")),
                name="nobody_embeds_what_they_completed",
            ),
        ]
        indexes = [models.Index(fields=["owner", "completed_on", "due_on"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("improvement-action", args=[self.pk])

    @property
    def is_done(self) -> bool:
        return self.completed_on is not None

    @property
    def code(self) -> str:
        """As people call it: 2.3 is the third action of the second priority."""
        return f"{self.priority.number}.{self.number}"


class Blocker(models.Model):
    """Something in the way of an action, until somebody says how it was cleared."""

    scope_path = "action__owner"
    seen_as = "see improvement actions"
    trail_paths = ("action__owner",)
    because_of = ("action",)

    action = models.ForeignKey(PlanAction, on_delete=models.PROTECT, related_name="blockers")
    said = models.CharField(max_length=300)
    raised_on = models.DateField()
    raised_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    cleared_on = models.DateField(null=True, blank=True)
    cleared_how = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["raised_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cleared_on__isnull=True, cleared_how="") | Q(cleared_on__isnull=False) & ~Q(cleared_how=""),
                name="what_is_cleared_says_how",
            )
        ]

    def __str__(self) -> str:
        return self.said

    def get_absolute_url(self) -> str:
        return self.action.get_absolute_url()


class Evidence(models.Model):
    """What was seen on a day that shows an action was done, or has lasted: an audit, what families said, a figure."""

    scope_path = "action__owner"
    seen_as = "see improvement actions"
    trail_paths = ("action__owner",)
    because_of = ("action",)
    led_to = ("re_audit",)

    action = models.ForeignKey(PlanAction, on_delete=models.PROTECT, related_name="evidence")
    said = models.CharField(max_length=300)
    seen_on = models.DateField()
    where = models.CharField(max_length=300, blank=True)  # where it can be read: a paper, an address
    re_audit = models.ForeignKey(ReAudit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    added_on = models.DateField()
    added_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "piece of evidence"
        verbose_name_plural = "pieces of evidence"
        ordering = ["seen_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(seen_on__lte=F("added_on")), name="evidence_was_seen_before_it_is_added")
        ]

    def __str__(self) -> str:
        return self.said

    def get_absolute_url(self) -> str:
        return self.action.get_absolute_url()
