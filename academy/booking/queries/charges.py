"""Which policy holds, what somebody would pay by it, and what was charged and billed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q, QuerySet, Sum
from django.utils import timezone

from academy.booking.models import Booking, Charge, ChargingPolicy, InvoiceLine, InvoiceRun, Session
from academy.booking.rules import Status, charges
from academy.booking.statements import CONTRIBUTES, NEAREST_POLICY
from academy.core import clock
from academy.people.models import Organisation
from academy.people.scope import Viewer, visible


def policies(viewer: Viewer) -> QuerySet[ChargingPolicy]:
    return visible(viewer, ChargingPolicy).select_related("item", "organisation").prefetch_related("rates")


def policy_for(session: Session, *, on: date) -> tuple[charges.Policy, ChargingPolicy | None] | None:
    """What the session says of itself; else of its item, of who offers it or a whole it is part of, of everything."""
    if session.late_charge:
        return charges.simplest(session.late_charge), None
    lines = NEAREST_POLICY.records(session.item.organisation_id, on, on, session.item_id)
    if not lines:
        return None
    nearest = lines[0][0]
    rates = {rate.pk: rate for _, rate, _ in lines if rate}  # each once for each organisation that pays nothing
    return nearest.as_rules(rates.values(), {free.code for _, _, free in lines if free}), nearest


def payer(organisation: Organisation | None, policy: charges.Policy, *, on: date, booking_id: int = 0) -> charges.Payer:
    """What is counted is only counted where the policy asks for it."""
    if organisation is None:
        return charges.Payer()
    codes, (first, last) = codes_of(organisation), charges.year_of(on)
    asks = any(rate.contributes is not None for rate in policy.rates)
    return charges.Payer(
        kind=organisation.kind,
        codes=frozenset(codes),
        contributes=asks and bool(CONTRIBUTES.rows(codes, on, on)),
        places_this_year=_places(organisation, first, last, booking_id) if policy.free_places else 0,
        pounds_this_year=_pounds(organisation, first, last) if policy.most_a_year is not None else 0,
    )


def price(
    session: Session,
    organisation: Organisation | None,
    *,
    now: datetime | None = None,
    booked_on: date | None = None,
    had_notice: bool = True,
) -> charges.Price | None:
    """What somebody of an organisation would pay. None where no policy holds: nothing, whatever happens."""
    now = now or clock.now()
    found = policy_for(session, on=booked_on or timezone.localdate(now))
    if found is None:
        return None
    policy, source = found
    of = payer(organisation, policy, on=session.on)
    shown = charges.price(policy, of, now=now, starts_at=session.starts_at, had_notice=had_notice)
    return replace(shown, is_of_session=source is None)


def price_of(booking: Booking) -> charges.Price | None:
    """By the policy of the day it was booked: what was said then holds."""
    on = timezone.localdate(booking.booked_at)
    return price(booking.session, booking.organisation, booked_on=on, had_notice=booking.had_notice)


def charges_seen(
    viewer: Viewer, *, organisation: int | None = None, is_standing: bool | None = None
) -> QuerySet[Charge]:
    found = visible(viewer, Charge).select_related(
        "booking__person", "booking__session__item", "organisation", "of", "credit", "invoiced__run"
    )
    if organisation:
        found = found.filter(organisation=organisation)
    return found if is_standing is None else found.filter(is_standing=is_standing)


def owed(viewer: Viewer, *, first: date, last: date) -> int:
    """All charges less all credits."""
    return visible(viewer, Charge).filter(on__range=(first, last)).aggregate(sum=Sum("pounds"))["sum"] or 0


def unbilled(*, until: date) -> QuerySet[Charge]:
    """A charge that was taken back before it was billed is never billed, and neither is its credit."""
    found = Charge.objects.filter(invoiced__isnull=True, organisation__isnull=False, on__lte=until)
    gone = Q(of__isnull=True, is_standing=False)
    unseen = Q(of__isnull=False, of__invoiced__isnull=True)
    return found.exclude(gone).exclude(unseen)


def runs(viewer: Viewer) -> QuerySet[InvoiceRun]:
    return visible(viewer, InvoiceRun).annotate(pounds=Sum("lines__pounds"))


def lines(viewer: Viewer, run: InvoiceRun, *, organisation: int | None = None) -> QuerySet[InvoiceLine]:
    found = visible(viewer, InvoiceLine).filter(run=run)
    return found.filter(organisation=organisation) if organisation else found


def billed_organisations(run: InvoiceRun) -> list[dict[str, Any]]:
    """One row for each, with what it owes."""
    rows = run.lines.order_by("organisation_name").values("organisation", "organisation_name")
    return [dict(row) for row in rows.annotate(pounds=Sum("pounds"))]


def codes_of(organisation: Organisation) -> list[str]:
    """Its own code and of all above it."""
    return [code for code in organisation.path.split(".") if code]


def standing_of(bookings: Iterable[Booking]) -> dict[int, list[Charge]]:
    """Every charge of each booking, with what was taken back, the newest last."""
    found: dict[int, list[Charge]] = {booking.pk: [] for booking in bookings}
    rows = Charge.objects.filter(booking__in=list(found), of__isnull=True).select_related("credit").order_by("pk")
    for row in rows:
        found[row.booking_id].append(row)
    return found


def _current(rows: QuerySet[Any], on: date) -> QuerySet[Any]:
    return rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)


def _places(organisation: Organisation, first: date, last: date, booking_id: int) -> int:
    """Taken up in the year, but for this one."""
    taken = Booking.objects.filter(organisation=organisation, status=Status.ATTENDED)
    return taken.filter(session__starts_at__date__range=(first, last)).exclude(pk=booking_id).count()


def _pounds(organisation: Organisation, first: date, last: date) -> int:
    charged = Charge.objects.filter(organisation=organisation).annotate(day=F("booking__session__starts_at__date"))
    return charged.filter(day__range=(first, last)).aggregate(sum=Sum("pounds"))["sum"] or 0
