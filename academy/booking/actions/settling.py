"""What the marks of a session come to: how each booking ends, and what is on each record."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.contrib.contenttypes.models import ContentType

from academy.booking import queries, rules
from academy.booking.actions.charges import keep_charges
from academy.booking.models import Booking, Session
from academy.booking.rules import Day, Presence, Status, Verdict
from academy.people.models import Account
from academy.records import actions as records
from academy.records.models import Completion
from academy.records.rules import Door

PUT_RIGHT = "The register was put right: they did not come."
NOT_ENOUGH = "The register was put right: they were not there for enough of it."


def settle(session: Session, days: Sequence[Day], bookings: Iterable[Booking], *, by: Account | None) -> None:
    """Under the session's lock, after its marks were written."""
    settled = list({booking.pk: booking for booking in bookings}.values())
    if not settled:
        return
    standing, share = queries.standing_marks(booking.pk for booking in settled), queries.least_share(session)
    verdicts = {}
    for booking in settled:
        marked = {on: (Presence(mark.presence), Decimal(mark.hours)) for on, mark in standing[booking.pk].items()}
        verdicts[booking.pk] = verdict = rules.verdict(marked, days, least_share=share)
        booking.status = verdict.status
    Booking.objects.bulk_update(settled, ["status"])
    keep_charges(settled, by=by)
    _keep_records(settled, verdicts, days, by=by)


def _keep_records(
    bookings: Sequence[Booking], verdicts: dict[int, Verdict], days: Sequence[Day], *, by: Account | None
) -> None:
    held = {completion.cause_id: completion for completion in _completions_because_of(bookings)}
    complete = [booking for booking in bookings if verdicts[booking.pk].is_complete]
    new = [booking for booking in complete if booking.pk not in held]
    records.record_completions([_completion(booking, verdicts[booking.pk].hours, days) for booking in new], by=by)
    for booking in complete:
        completion, hours = held.get(booking.pk), verdicts[booking.pk].hours
        if completion is not None and completion.hours != hours:
            records.change_hours(completion, hours, by=by, why="The register was put right.")
    for booking in bookings:
        if booking.pk in held and not verdicts[booking.pk].is_complete:
            why = PUT_RIGHT if booking.status == Status.MISSED else NOT_ENOUGH
            records.withdraw_completion(held[booking.pk], by=by, why=why)


def _completion(booking: Booking, hours: Decimal, days: Sequence[Day]) -> records.NewCompletion:
    return records.NewCompletion(
        person_id=booking.person_id,
        item_id=booking.session.item_id,
        on=days[-1].on,
        hours=hours,
        door=Door.REGISTER,
        cause=booking,
    )


def _completions_because_of(bookings: Sequence[Booking]) -> list[Completion]:
    kind = ContentType.objects.get_for_model(Booking)
    return list(Completion.objects.filter(cause_type=kind, cause_id__in=[booking.pk for booking in bookings]))
