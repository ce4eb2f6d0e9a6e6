"""On what terms places are had: who may come, whose approval it takes, and how the list is served. Data, not code."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from academy.booking.models.sessions import Session
from academy.booking.rules import Approver, ListOrder, Offers, Strictness
from academy.catalogue.models import Item
from academy.core.models import Caused
from academy.people.models import JobRole, Organisation
from academy.people.scope import EVERYONE


class Terms(Caused):
    """Of an item, or of one session, which then stand in place of its item's. Nothing said, nothing is asked."""

    scope_path = EVERYONE
    seen_as = "see the offer"
    because_of = ("item", "session", "cause")

    item = models.OneToOneField(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    session = models.OneToOneField(Session, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    kinds = models.JSONField(default=list, blank=True)  # of organisations that may come; empty: all
    is_own_only = models.BooleanField(default=False)  # only for the organisation that offers it, and all under it
    when_not_for_them = models.CharField(max_length=6, choices=Strictness, default=Strictness.REFUSE)
    when_missing = models.CharField(max_length=6, choices=Strictness, default=Strictness.REFUSE)  # a prerequisite
    when_current = models.CharField(max_length=6, choices=Strictness, default=Strictness.ASK)
    current_months = models.PositiveSmallIntegerField(default=3)  # current: it lasts longer than these months
    approver = models.CharField(max_length=8, choices=Approver, blank=True)
    approval_days = models.PositiveSmallIntegerField(default=3)  # working days for which a place is kept meanwhile
    list_order = models.CharField(max_length=8, choices=ListOrder, default=ListOrder.LONGEST)
    offers = models.CharField(max_length=8, choices=Offers, default=Offers.AT_ONCE)
    offer_within_days = models.PositiveSmallIntegerField(null=True, blank=True)  # timed only so near the day
    offer_days = models.PositiveSmallIntegerField(default=2)  # working days for which a timed offer lasts
    interest_needed = models.PositiveSmallIntegerField(default=10)  # so many want it: a session is suggested
    job_roles = models.ManyToManyField(JobRole, related_name="+", blank=True)
    prerequisites = models.ManyToManyField(Item, related_name="+", blank=True)

    class Meta(Caused.Meta):
        verbose_name_plural = "terms"
        constraints = [
            models.CheckConstraint(
                condition=Q(item__isnull=False, session__isnull=True) | Q(item__isnull=True, session__isnull=False),
                name="terms_of_an_item_or_of_a_session",
            )
        ]

    def __str__(self) -> str:
        return f"Terms of {self.of}"

    def get_absolute_url(self) -> str:
        name, pk = ("session-terms", self.session_id) if self.session_id else ("item-terms", self.item_id)
        return reverse(name, args=[pk])

    @property
    def of(self) -> Item | Session:
        found = self.session or self.item
        assert found is not None  # the constraint
        return found


class ApprovalRule(models.Model):
    """An organisation's own rule, for all its people: whoever is nearer to them says it, and an item may say more."""

    scope_path = "organisation"
    seen_as = "set approval rules"

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    approver = models.CharField(max_length=8, choices=Approver)
    from_hours = models.DecimalField(max_digits=5, decimal_places=2, default=0)  # of learning: shorter needs nobody

    def __str__(self) -> str:
        return f"Approval at {self.organisation}"

    def get_absolute_url(self) -> str:
        return reverse("approval-rules")
