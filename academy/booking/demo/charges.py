"""Weyshire's rule for everything on offer, who contributes, and a year of charges: billed, open, and some waived."""

from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from academy.booking import actions
from academy.booking.models import Booking, Charge, ChargingPolicy, ChargingRate, Contribution, InvoiceLine, InvoiceRun
from academy.booking.rules import Status, charges
from academy.booking.rules.charges import ChargedFor, Credited
from academy.core.demo import World
from academy.people.models import Organisation
from academy.people.rules import OrganisationKind

CONTRIBUTORS = (OrganisationKind.COUNCIL, OrganisationKind.HEALTH, OrganisationKind.POLICE)
RATES = (
    {"charged_for": ChargedFor.PLACE, "pounds": 0, "contributes": True},
    {"charged_for": ChargedFor.PLACE, "pounds": 60, "contributes": False},
    {"charged_for": ChargedFor.LATE, "pounds": 50, "notice": 5},
    {"charged_for": ChargedFor.MISSED, "pounds": 75},
)
WAIVED = ((Credited.COURT, "The hearing was listed the day before"), (Credited.REPLACED, ""))


def charge(world: World) -> None:
    """Bookings of the past were made before the rule: what they cost is what their sessions said."""
    _rule(world)
    made = _charges(world)
    billed_until = (world.on.replace(day=1) - timedelta(days=1)).replace(day=1) - timedelta(days=1)
    _bill([one for one in made if one.on <= billed_until], until=billed_until)
    still_open = [one for one in made if one.on > billed_until][: len(WAIVED)]
    for one, (why, words) in zip(still_open, WAIVED, strict=False):
        actions.waive_charge(one, why, words, by=None)


def _rule(world: World) -> None:
    policy = ChargingPolicy.objects.create(
        name="Free for agencies that contribute",
        starts_on=world.on,
        free_kinds=[OrganisationKind.VOLUNTARY],
        made_at=_noon(world.on),
    )
    ChargingRate.objects.bulk_create(ChargingRate(policy=policy, **rate) for rate in RATES)
    partners = Organisation.objects.filter(Q(parent__isnull=True) | Q(parent__parent__isnull=True))
    Contribution.objects.bulk_create(
        Contribution(organisation=organisation, starts_on=charges.year_of(world.on)[0])
        for organisation in partners.filter(parent__isnull=False, kind__in=CONTRIBUTORS).order_by("pk")
    )


def _charges(world: World) -> list[Charge]:
    lost = Booking.objects.filter(
        Q(status=Status.MISSED) | Q(status=Status.CANCELLED, is_late_cancel=True),
        session__late_charge__gt=0,
        session__starts_at__gte=_noon(world.on - timedelta(days=365)),
        session__starts_at__lt=_noon(world.on),
        organisation__isnull=False,
    )
    rows = [
        _charge(booking)
        for booking in lost.select_related("session__item", "organisation").prefetch_related("charges").order_by("pk")
        if booking.charge
    ]
    return Charge.objects.bulk_create(rows)


def _charge(booking: Booking) -> Charge:
    charged_for = ChargedFor.MISSED if booking.status == Status.MISSED else ChargedFor.LATE
    policy = charges.simplest(booking.session.late_charge)
    [rate] = [rate for rate in policy.rates if rate.charged_for == charged_for]
    on = booking.session.on
    return Charge(
        booking=booking,
        organisation=booking.organisation,
        charged_for=charged_for,
        pounds=rate.pounds,
        sentence=charges.sentence_of(rate),
        on=on,
        made_at=_noon(on),
    )


def _bill(made: list[Charge], *, until: date) -> None:
    if not made:
        return
    run = InvoiceRun.objects.create(until=until, made_at=_noon(until + timedelta(days=1)))
    InvoiceLine.objects.bulk_create(actions.invoice_line(run, charge) for charge in made)


def _noon(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(12)))
