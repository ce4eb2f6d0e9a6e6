"""What places cost: policies as data, what came to be charged by them, and what was billed."""

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse

from academy.booking.models.bookings import Booking
from academy.booking.rules.charges import ChargedFor, Credited, NoticeOf, Policy, Rate, Unit
from academy.booking.rules.standing import NEVER_CHARGED
from academy.catalogue.models import Item
from academy.core.models import Caused
from academy.people.models import Account, Organisation
from academy.people.rules import OrganisationKind
from academy.people.scope import EVERYONE


def never_charged() -> list[str]:
    return [reason.value for reason in NEVER_CHARGED]


class ChargingPolicy(Caused):
    """Of an item, of what an organisation offers, or of everything: the nearest holds. A change is a new one from a
    day; what was charged by an earlier one stays as it was charged."""

    scope_path = EVERYONE
    seen_as = "see the offer"
    because_of = ("cause",)

    name = models.CharField(max_length=120)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    free_kinds = models.JSONField(default=list, blank=True)
    free_organisations = models.ManyToManyField(Organisation, related_name="+", blank=True)
    free_places = models.PositiveSmallIntegerField(default=0)  # of each organisation in a year from April
    most_a_year = models.PositiveIntegerField(null=True, blank=True)  # pounds, of each organisation
    never = models.JSONField(default=never_charged, blank=True)  # reasons for giving back that cost nothing
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta(Caused.Meta):
        verbose_name_plural = "charging policies"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(item__isnull=True) | Q(organisation__isnull=True), name="a_policy_is_of_one_thing"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="a_policy_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("charging-policy", args=[self.pk])

    @property
    def of(self) -> str:
        return str(self.item or self.organisation or "Everything on offer")

    def is_current(self, on: date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or self.ends_on >= on)

    def as_rules(self, rates: "Iterable[ChargingRate]", free_codes: Iterable[str]) -> Policy:
        """With its lines, and the organisations for whom everything is free."""
        return Policy(
            name=self.name,
            rates=tuple(rate.as_rule() for rate in rates),
            free_kinds=frozenset(self.free_kinds),
            free_codes=frozenset(free_codes),
            free_places=self.free_places,
            most_a_year=self.most_a_year,
            never=frozenset(self.never),
        )


class ChargingRate(models.Model):
    """One line of a policy."""

    scope_path = EVERYONE
    seen_as = "see the offer"

    policy = models.ForeignKey(ChargingPolicy, on_delete=models.CASCADE, related_name="rates")
    charged_for = models.CharField(max_length=8, choices=ChargedFor)
    pounds = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=OrganisationKind, blank=True)
    contributes = models.BooleanField(null=True, blank=True)  # only of those that do, or do not; nothing said: of all
    notice = models.PositiveSmallIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=8, choices=Unit, default=Unit.DAYS)

    class Meta:
        ordering = ["policy", "charged_for", "kind", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(charged_for=ChargedFor.LATE, notice__isnull=False)
                | ~Q(charged_for=ChargedFor.LATE) & Q(notice__isnull=True),
                name="what_is_late_says_from_when",
            )
        ]

    def as_rule(self) -> Rate:
        return Rate(
            charged_for=self.charged_for,
            pounds=self.pounds,
            kinds=frozenset([self.kind] if self.kind else []),
            contributes=self.contributes,
            notice=NoticeOf(self.notice, self.unit) if self.notice is not None else None,
        )


class Contribution(models.Model):
    """An organisation, and all under it, pays its share of the partnership's costs from a day to a day."""

    scope_path = "organisation"
    seen_as = "see charges"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["organisation__name", "starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "starts_on"], name="one_contribution_from_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.organisation} contributes"


class InvoiceRun(models.Model):
    """What was billed at once. Its lines never change; what is taken back later is a credit in a later run."""

    scope_path = EVERYONE
    seen_as = "run invoices"

    until = models.DateField()  # the last day whose charges are in it
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Invoice run {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("invoice-run", args=[self.pk])


class Charge(Caused):
    """So many pounds of an organisation for one booking, by the sentence of a rule; or a credit that takes it back."""

    scope_path = "organisation"
    seen_as = "see charges"
    trail_paths = ("organisation", "booking__person")
    because_of = ("booking", "of", "cause")

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="charges")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    charged_for = models.CharField(max_length=8, choices=ChargedFor)
    pounds = models.IntegerField()  # less than nothing in a credit
    sentence = models.CharField(max_length=300)
    policy = models.ForeignKey(ChargingPolicy, on_delete=models.PROTECT, null=True, related_name="+")
    of = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="credit")
    why = models.CharField(max_length=12, choices=Credited, blank=True)  # of a credit
    words = models.CharField(max_length=300, blank=True)
    is_standing = models.BooleanField(default=True)  # not taken back; a credit never stands
    on = models.DateField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta(Caused.Meta):
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["booking", "charged_for"], condition=Q(is_standing=True), name="charged_once_for_one_thing"
            ),
            models.CheckConstraint(
                condition=Q(of__isnull=True, pounds__gt=0, why="")
                | Q(of__isnull=False, pounds__lt=0, is_standing=False) & ~Q(why=""),
                name="a_credit_takes_a_charge_back",
            ),
        ]
        indexes = [*Caused.Meta.indexes, models.Index(fields=["organisation", "on"])]

    def __str__(self) -> str:
        return f"{'Credit of ' if self.of_id else ''}£{abs(self.pounds)}: {self.booking.session}"

    def get_absolute_url(self) -> str:
        return reverse("charge", args=[self.pk])


class InvoiceLine(models.Model):
    """A charge or a credit as it was billed, frozen. One charge is on one line only, whoever runs what at once."""

    scope_path = "organisation"
    seen_as = "see charges"

    run = models.ForeignKey(InvoiceRun, on_delete=models.PROTECT, related_name="lines")
    charge = models.OneToOneField(Charge, on_delete=models.PROTECT, related_name="invoiced")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    organisation_name = models.CharField(max_length=160)
    on = models.DateField()
    session = models.CharField(max_length=260)
    reference = models.CharField(max_length=30)  # of the booking: no name is frozen
    words = models.CharField(max_length=600)
    pounds = models.IntegerField()

    class Meta:
        ordering = ["organisation_name", "on", "pk"]

    def __str__(self) -> str:
        return f"{self.reference}: £{self.pounds}"
