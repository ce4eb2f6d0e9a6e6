"""Evidence that people need to learn something, and the needs it is weighed into."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from academy.catalogue.models import Item
from academy.core.models import Caused
from academy.frameworks.models import Capability
from academy.needs.rules import STANDING, Evidence, NeedState, Risk, SignalKind, Urgency
from academy.people.models import Account, JobRole, Organisation, Team
from academy.people.scope import EVERYONE


class Need(models.Model):
    """Signals weighed together: what people must come to be able to do. Closed by what was learned and used, or by a
    person who says why."""

    scope_path = EVERYONE
    seen_as = "see needs"

    title = models.CharField(max_length=160)
    capability = models.ForeignKey(Capability, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    why = models.CharField(max_length=600)  # the working, in a sentence, as it was when the signals were weighed
    urgency = models.PositiveSmallIntegerField(choices=Urgency)
    score = models.PositiveSmallIntegerField(default=0)
    size = models.PositiveIntegerField(default=0)  # people
    risk = models.PositiveSmallIntegerField(choices=Risk, default=Risk.LOW)
    evidence = models.PositiveSmallIntegerField(choices=Evidence, default=Evidence.VOICE)
    state = models.CharField(max_length=10, choices=NeedState, default=NeedState.OPEN)
    opened_on = models.DateField()
    opened_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_why = models.CharField(max_length=300, blank=True)
    delivered = models.PositiveIntegerField(null=True, blank=True)  # people who learned it
    applied = models.PositiveIntegerField(null=True, blank=True)  # of those, who say they used it

    class Meta:
        ordering = ["-urgency", "-score", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_need_is_closed_by_what_was_learned_and_used_or_by_a_reason",
                condition=Q(state__in=STANDING, closed_on__isnull=True, delivered__isnull=True, applied__isnull=True)
                | Q(  # what is not known compares to nothing, and would pass
                    state=NeedState.MET,
                    closed_on__isnull=False,
                    delivered__isnull=False,
                    applied__isnull=False,
                    delivered__gte=1,
                    applied__gte=1,
                )
                | (Q(state=NeedState.SET_ASIDE, closed_on__isnull=False, closed_by__isnull=False) & ~Q(closed_why="")),
            ),
            models.CheckConstraint(
                name="a_need_is_as_urgent_as_there_are_words_for",
                condition=Q(urgency__range=(1, 4), risk__range=(1, 4), evidence__range=(1, 4)),
            ),
        ]
        indexes = [models.Index(fields=["state", "urgency"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("need", args=[self.pk])

    @property
    def is_standing(self) -> bool:
        return self.state in STANDING


class Signal(Caused):
    """One piece of evidence. Never about a child, and about no one person: it counts them."""

    scope_path = "organisation"
    seen_as = "see signals"
    led_to = ("need",)

    kind = models.CharField(max_length=16, choices=SignalKind)
    said = models.CharField(max_length=300)
    capability = models.ForeignKey(Capability, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    job_role = models.ForeignKey(JobRole, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    size = models.PositiveIntegerField(default=0)  # people
    risk = models.PositiveSmallIntegerField(choices=Risk)
    evidence = models.PositiveSmallIntegerField(choices=Evidence)
    raised_on = models.DateField()
    raised_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    turn = models.PositiveSmallIntegerField(default=0)  # the same cause heard again, after its need was closed
    need = models.ForeignKey(Need, on_delete=models.PROTECT, null=True, blank=True, related_name="signals")
    left_on = models.DateField(null=True, blank=True)  # looked at, and no need of learning
    left_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    left_why = models.CharField(max_length=300, blank=True)

    class Meta(Caused.Meta):
        ordering = ["-raised_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "cause_type", "cause_id", "turn"],
                condition=Q(cause_id__isnull=False),
                name="one_signal_of_a_kind_for_a_cause",
            ),
            models.CheckConstraint(
                name="a_signal_weighs_from_one_to_four", condition=Q(risk__range=(1, 4), evidence__range=(1, 4))
            ),
            models.CheckConstraint(
                name="a_signal_is_left_with_a_reason",
                condition=Q(left_on__isnull=True, left_why="")
                | (Q(left_on__isnull=False, need__isnull=True) & ~Q(left_why="")),
            ),
        ]
        indexes = [
            *Caused.Meta.indexes,
            models.Index(fields=["organisation", "raised_on"]),
            models.Index(
                fields=["raised_on"],
                name="signals_to_weigh",
                condition=Q(need__isnull=True, left_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.said

    def get_absolute_url(self) -> str:
        return reverse("signal", args=[self.pk])

    @property
    def is_to_weigh(self) -> bool:
        return self.need_id is None and self.left_on is None
