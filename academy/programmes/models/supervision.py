from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from academy.catalogue.models import Item
from academy.frameworks.models import Capability
from academy.people.models import Account, JobRole, Organisation, Person
from academy.people.scope import EVERYONE, Viewer
from academy.programmes import rules
from academy.programmes.rules import ConversationKind


class Conversation(models.Model):
    """A supervision or an appraisal: that two people met, and when. What they said is theirs; see ConversationNote."""

    scope_path = "person"
    seen_as = "see supervision"
    trail_paths = ("person", "with_whom")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    with_whom = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=ConversationKind, default=ConversationKind.SUPERVISION)
    held_on = models.DateField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "with_whom", "kind", "held_on"], name="met_once_a_day"),
            models.CheckConstraint(condition=~Q(person=F("with_whom")), name="nobody_supervises_themselves"),
        ]
        indexes = [models.Index(fields=["person", "kind", "held_on"]), models.Index(fields=["with_whom", "held_on"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.held_on:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("conversation", args=[self.pk])


class ConversationNote(models.Model):
    """What the two wrote down. Read by the two, and by nobody else but through an opening that they are told of."""

    scope_path = "conversation__person"
    seen_as = "keep supervision notes"
    because_of = ("conversation",)
    is_private = True

    @staticmethod
    def narrowed(rows: "models.QuerySet[ConversationNote]", viewer: Viewer) -> "models.QuerySet[ConversationNote]":
        """Whoever manages somebody now does not read what they wrote with the one before."""
        own = viewer.person or 0
        return rows.filter(Q(conversation__person=own) | Q(conversation__with_whom=own))

    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, related_name="+")
    words = models.TextField(max_length=rules.LONGEST_NOTE)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"Notes of {self.conversation}"


class LearningPoint(models.Model):
    """What somebody is to learn, in words fit to be seen by their line manager, and by the Academy if passed on."""

    scope_path = "conversation__person"
    seen_as = "see learning points"
    trail_paths = ("conversation__person",)
    because_of = ("conversation",)
    led_to = ("item",)

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="points")
    said = models.CharField(max_length=rules.LONGEST_POINT)
    capability = models.ForeignKey(Capability, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_passed_on = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.said


class SupervisionRule(models.Model):
    """How often people meet their supervisor: in a job role, an organisation, in which weeks of a post."""

    scope_path = EVERYONE
    seen_as = "see supervision rules"

    job_role = models.ForeignKey(JobRole, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    from_week = models.PositiveSmallIntegerField(default=0)
    until_week = models.PositiveSmallIntegerField(null=True, blank=True)
    every_days = models.PositiveSmallIntegerField(default=28)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["job_role__name", "organisation__name", "from_week", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_week__isnull=True) | Q(until_week__gt=F("from_week")), name="weeks_in_their_order"
            ),
            models.CheckConstraint(condition=Q(every_days__gte=1), name="supervised_at_some_time"),
        ]

    def __str__(self) -> str:
        whom = [str(part) for part in (self.job_role, self.organisation) if part]
        return ", ".join(whom) or "Everybody"

    @property
    def times(self) -> rules.Times:
        path = self.organisation.path if self.organisation else ""
        return rules.Times(self.every_days, self.job_role_id, path, self.from_week, self.until_week)

    @property
    def often(self) -> str:
        weeks, rest = divmod(self.every_days, 7)
        if rest:
            return f"every {self.every_days} days"
        return "every week" if weeks == 1 else f"every {weeks} weeks"

    @property
    def when(self) -> str:
        if not self.from_week and self.until_week is None:
            return "at any time"
        if self.until_week is None:
            return f"from week {self.from_week + 1} of a post"
        return f"weeks {self.from_week + 1} to {self.until_week} of a post"


class NoteOpening(models.Model):
    """That somebody asked to read one conversation’s notes, who agreed, and until when. The two are told."""

    scope_path = "conversation__person"
    seen_as = "open supervision notes"
    trail_paths = ("conversation__person", "conversation__with_whom")
    because_of = ("conversation",)

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("asked_by")), name="two_people_open_notes"
            )
        ]

    def __str__(self) -> str:
        return f"Opening of the notes of {self.conversation}"

    def get_absolute_url(self) -> str:
        return reverse("note-opening", args=[self.pk])
