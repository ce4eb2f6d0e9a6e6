from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from academy.people.models.accounts import Account
from academy.people.models.organisations import JobRole, Organisation
from academy.people.rules.invitations import RequestState, state_of


class Invitation(models.Model):
    """A link with which somebody begins to use their account: for one person, once, for seven days."""

    scope_path = "account__person"
    seen_as = "look after accounts"

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="invitations")
    sent_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("sent_at")), name="an_invitation_lasts"),
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_invitation_of_an_account",
            ),
        ]

    def __str__(self) -> str:
        return f"the invitation to {self.account}"

    def is_open(self, now: datetime) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None and self.ends_at > now


class AccountRequest(models.Model):
    """Somebody who works for a partner asks for an account. Nothing else is made of it before it is approved."""

    scope_path = "organisation"
    seen_as = "answer requests for accounts"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    job_role = models.ForeignKey(JobRole, on_delete=models.PROTECT, related_name="+")
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80)
    email = models.EmailField(max_length=254)
    asked_at = models.DateTimeField(db_index=True)
    confirmed_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    is_approved = models.BooleanField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=Q(decided_at__isnull=True),
                name="one_open_request_of_an_address",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, is_approved__isnull=True)
                | Q(decided_at__isnull=False, is_approved__isnull=False, confirmed_at__isnull=False),
                name="a_request_is_confirmed_before_it_is_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"the request of {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("account-request", args=[self.pk])

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def state(self) -> RequestState:
        return state_of(confirmed_at=self.confirmed_at, is_approved=self.is_approved)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)
