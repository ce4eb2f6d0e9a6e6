"""Charges made once, taken back with a reason, and billed once."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from academy.booking import queries
from academy.booking.models import (
    Booking,
    Charge,
    ChargingPolicy,
    ChargingRate,
    Contribution,
    InvoiceLine,
    InvoiceRun,
)
from academy.booking.rules import Status, charges
from academy.booking.rules.charges import CannotCharge, ChargedFor, Credited
from academy.catalogue.models import Item
from academy.core import clock, trail
from academy.people.models import Account, Organisation

CHARGED_FOR = {Status.ATTENDED: ChargedFor.PLACE, Status.MISSED: ChargedFor.MISSED, Status.CANCELLED: ChargedFor.LATE}


def keep_charges(bookings: Iterable[Booking], *, by: Account | None) -> list[Charge]:
    """Under the session's lock, once bookings have ended: what is charged for each is as it ended, and nothing else is.

    Run again it changes nothing. What was waived stays waived.
    """
    ended = [booking for booking in bookings if booking.status in CHARGED_FOR]
    held = queries.standing_of(ended)
    made = [_keep(booking, held[booking.pk], by=by) for booking in ended]
    return [charge for charge in made if charge]


@transaction.atomic
def waive_charge(charge: Charge, why: str, words: str, *, by: Account | None) -> Charge:
    """For a reason that is kept. Billed already, it is a credit on the next invoice."""
    credit = _credit(charge, Credited(why), by=by, words=words)
    trail.note(by, "waived", charge, why=why)
    return credit


@transaction.atomic
def set_policy(
    name: str,
    *,
    by: Account | None,
    starts_on: date,
    rates: Iterable[Mapping[str, Any]],
    item: Item | None = None,
    organisation: Organisation | None = None,
    free_organisations: Iterable[Organisation] = (),
    **said: Any,
) -> ChargingPolicy:
    """From a day. The one before it, of the same, ends the day before; bookings made under it keep it."""
    lines = [dict(rate) for rate in rates]
    policy = ChargingPolicy(
        name=name, item=item, organisation=organisation, starts_on=starts_on, made_by=by, made_at=clock.now(), **said
    )
    rows = [ChargingRate(policy=policy, **line) for line in lines]
    if charges.twice_said([row.as_rule() for row in rows]):
        raise CannotCharge("Two lines say something about the same. Take one of them away")
    earlier = ChargingPolicy.objects.select_for_update().filter(item=item, organisation=organisation)
    if earlier.filter(starts_on__gte=starts_on).exists():
        raise CannotCharge("Another rule begins on that day or later. Choose a later day", field="starts_on")
    for before in earlier.filter(ends_on__isnull=True):
        before.ends_on = starts_on - timedelta(days=1)
        before.save(update_fields=["ends_on"])
    policy.save()
    ChargingRate.objects.bulk_create(rows)
    policy.free_organisations.set(free_organisations)
    trail.note(by, "set the charges of", policy, of=policy.of)
    return policy


@transaction.atomic
def add_contribution(
    organisation: Organisation, *, starts_on: date, ends_on: date | None, by: Account | None
) -> Contribution:
    found, is_new = Contribution.objects.update_or_create(
        organisation=organisation, starts_on=starts_on, defaults={"ends_on": ends_on}
    )
    trail.note(by, "noted" if is_new else "changed", found, until=str(ends_on or ""))
    return found


@transaction.atomic
def run_invoices(until: date, *, by: Account | None) -> InvoiceRun:
    """Bill what was charged and credited until the end of a day, and was not billed before. Frozen as it stands now."""
    found = _to_bill(until)
    if not found:
        raise CannotCharge("There is nothing to bill until then", field="until")
    run = InvoiceRun.objects.create(until=until, made_by=by, made_at=clock.now())
    InvoiceLine.objects.bulk_create(invoice_line(run, charge) for charge in found)
    trail.note(by, "billed", run, lines=len(found), pounds=sum(charge.pounds for charge in found))
    return run


def _to_bill(until: date) -> list[Charge]:
    """Locked in order, and then read again: of two runs at once the second waits, and finds nothing left."""
    waiting = queries.unbilled(until=until).order_by("pk")
    held = list(waiting.select_for_update(of=("self",)).values_list("pk", flat=True))
    return list(waiting.filter(pk__in=held).select_related("booking__session__item", "organisation", "of"))


def invoice_line(run: InvoiceRun, charge: Charge) -> InvoiceLine:
    assert charge.organisation is not None  # without one nobody is billed
    words = f"{charge.get_why_display()}. {charge.sentence}" if charge.of_id else charge.sentence
    return InvoiceLine(
        run=run,
        charge=charge,
        organisation=charge.organisation,
        organisation_name=charge.organisation.name,
        on=charge.on,
        session=str(charge.booking.session)[:260],
        reference=charge.booking.reference,
        words=words,
        pounds=charge.pounds,
    )


def _keep(booking: Booking, held: list[Charge], *, by: Account | None) -> Charge | None:
    wanted = CHARGED_FOR[Status(booking.status)]
    for charge in held:
        if charge.is_standing and charge.charged_for != wanted:
            _credit(charge, Credited.CORRECTED, by=by)
            trail.note(by, "took back", charge, why=Credited.CORRECTED)
    of_this = [charge for charge in held if charge.charged_for == wanted]
    if any(charge.is_standing or charge.credit.why != Credited.CORRECTED for charge in of_this):
        return None
    found = queries.policy_for(booking.session, on=timezone.localdate(booking.booked_at))
    return _charge(booking, wanted, *found, by=by) if found else None


def _charge(
    booking: Booking,
    charged_for: ChargedFor,
    policy: charges.Policy,
    source: ChargingPolicy | None,
    *,
    by: Account | None,
) -> Charge | None:
    session, organisation = booking.session, booking.organisation
    if organisation and (policy.free_places or policy.most_a_year is not None):  # what is counted is counted in turn
        organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    payer = queries.payer(organisation, policy, on=session.on, booking_id=booking.pk)
    happened = charges.Happened(
        charged_for,
        at=booking.ended_at if charged_for == ChargedFor.LATE and booking.ended_at else session.starts_at,
        starts_at=session.starts_at,
        reason=booking.cancel_reason,
        had_notice=booking.had_notice,
    )
    line = charges.charge(policy, payer, happened)
    if not line.pounds:
        return None
    charge = Charge.objects.create(
        booking=booking,
        organisation=organisation,
        charged_for=charged_for,
        pounds=line.pounds,
        sentence=line.sentence[:300],
        policy=source,
        on=clock.today(),
        made_by=by,
        made_at=clock.now(),
    )
    trail.note(by, "charged", charge, pounds=line.pounds)
    return charge


def _credit(charge: Charge, why: Credited, *, by: Account | None, words: str = "") -> Charge:
    held = Charge.objects.select_for_update(of=("self",)).get(pk=charge.pk)
    if not held.is_standing:
        raise CannotCharge("This charge was taken back before")
    held.is_standing = False
    held.save(update_fields=["is_standing"])
    charge.is_standing = False
    return Charge.objects.create(
        booking=held.booking,
        organisation=held.organisation,
        charged_for=held.charged_for,
        pounds=-held.pounds,
        sentence=held.sentence,
        policy=held.policy,
        of=held,
        why=why,
        words=words,
        is_standing=False,
        on=clock.today(),
        made_by=by,
        made_at=clock.now(),
    )
