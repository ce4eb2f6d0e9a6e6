"""The register: who came. Whoever came has learned something, and their record says so."""

from collections.abc import Mapping

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from academy.booking import queries, rules
from academy.booking.actions.places import locked
from academy.booking.models import Booking, Session
from academy.booking.rules import Status
from academy.core import clock, trail
from academy.people.models import Account
from academy.records import actions as records
from academy.records.models import Completion
from academy.records.rules import Door


@transaction.atomic
def mark_attendance(session: Session, came: Mapping[int, bool], *, by: Account | None) -> list[Booking]:
    """Mark people by the number of their booking. Marked again, only what differs changes, and the trail has both."""
    session = locked(session)
    if session.is_cancelled:
        raise rules.called_off(str(session))
    if clock.today() < session.on:
        raise rules.register_not_open(session.on)
    wanted = {pk: Status.ATTENDED if has_come else Status.MISSED for pk, has_come in came.items()}
    marked = [
        booking for booking in queries.register(session).filter(pk__in=wanted) if booking.status != wanted[booking.pk]
    ]
    before = {booking.pk: booking.status for booking in marked}
    for booking in marked:
        booking.session, booking.status = session, wanted[booking.pk]
    Booking.objects.bulk_update(marked, ["status"])
    _keep_records(marked, before, by=by)
    for booking in marked:
        trail.note(
            by,
            "marked as came" if booking.status == Status.ATTENDED else "marked as did not come",
            booking,
            before=before[booking.pk],
        )
    return marked


def _keep_records(marked: list[Booking], before: Mapping[int, str], *, by: Account | None) -> None:
    came = [booking for booking in marked if booking.status == Status.ATTENDED]
    records.record_completions([_completion(booking) for booking in came], by=by)
    corrected = [booking.pk for booking in marked if before[booking.pk] == Status.ATTENDED]
    for completion in _completions_because_of(corrected):
        records.withdraw_completion(completion, by=by, why="The register was put right: they did not come.")


def _completion(booking: Booking) -> records.NewCompletion:
    session = booking.session
    return records.NewCompletion(
        person_id=booking.person_id,
        item_id=session.item_id,
        on=session.on,
        hours=session.item.hours,
        door=Door.REGISTER,
        cause=booking,
    )


def _completions_because_of(booking_ids: list[int]) -> list[Completion]:
    kind = ContentType.objects.get_for_model(Booking)
    return list(Completion.objects.filter(cause_type=kind, cause_id__in=booking_ids)) if booking_ids else []
