from datetime import date

from django.db import models
from django.db.models import Q

from academy.core.models import Leased
from academy.people.models.accounts import Account
from academy.people.models.organisations import Organisation
from academy.people.rules import is_open


class Connection(models.Model):
    """One system of an organisation that comes in by a key. Of the key only its beginning and a hash are kept."""

    scope_path = "organisation"
    seen_as = "connect systems"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="connections")
    name = models.CharField(max_length=80)
    scopes = models.JSONField(default=list)
    addresses = models.JSONField(default=list, blank=True)  # networks it may call from; none is anywhere
    prefix = models.CharField(max_length=16, unique=True)
    key_hash = models.CharField(max_length=64)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)  # to the hour
    counted_from = models.DateTimeField(null=True)  # the minute in which `asked` requests came
    asked = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(key_hash=""), name="a_connection_has_a_key"),
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=Q(revoked_at__isnull=True),
                name="one_open_connection_of_a_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.organisation})"

    @property
    def says(self) -> str:
        """What the trail calls it: the number tells two of a name apart."""
        return f"{self.name}, connection {self.pk}"

    def is_open(self, on: date) -> bool:
        return is_open(expires_on=self.expires_on, revoked_at=self.revoked_at, today=on)


class Repeat(models.Model):
    """What was answered to a write that carried an idempotency key, to be answered again. Kept for a day."""

    scope_path = "account__person"

    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, related_name="+")
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, null=True, related_name="+")
    key = models.CharField(max_length=200)
    asked = models.CharField(max_length=64)  # a hash of what was sent, and of the reach it was sent with
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.BinaryField(null=True)
    content_type = models.CharField(max_length=80, blank=True)
    made_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(account__isnull=True, connection__isnull=False)
                | Q(account__isnull=False, connection__isnull=True),
                name="a_repeat_is_of_one_caller",
            ),
            models.UniqueConstraint(fields=["account", "key"], name="one_repeat_of_an_accounts_key"),
            models.UniqueConstraint(fields=["connection", "key"], name="one_repeat_of_a_connections_key"),
        ]


class Webhook(models.Model):
    """Where an organisation's own system is told of what happened. Its secret is made from ours, and kept nowhere."""

    scope_path = "organisation"
    seen_as = "connect systems"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="webhooks")
    address = models.URLField(max_length=500)
    events = models.JSONField(default=list)
    salt = models.CharField(max_length=32)
    is_on = models.BooleanField(default=True)
    seen = models.BigIntegerField(default=0)  # the last line of the trail that was looked at
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["address", "pk"]

    def __str__(self) -> str:
        return self.address


class Delivery(Leased):
    """One event for one webhook: waiting, sent, or set aside. Every try carries the same number."""

    scope_path = "webhook__organisation"
    seen_as = "connect systems"

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    entry_id = models.BigIntegerField()  # the line of the trail it tells of
    event = models.CharField(max_length=40)
    body = models.TextField()
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["webhook", "entry_id", "event"], name="one_delivery_of_an_event"),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], name="delivery_waiting", condition=Q(sent_at__isnull=True, parked_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return self.event

    @property
    def number(self) -> str:
        """The same for every try, so that the receiver can tell a repeat from a second event."""
        return f"{self.webhook_id}-{self.entry_id}"
