"""Asking for approval, answering, and who answers for somebody who is away. No change of places ever answers."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from academy.booking import queries, rules
from academy.booking.actions import telling
from academy.booking.actions.lists import give_free_places
from academy.booking.actions.locking import locked_booking, refuse_unless_open, take
from academy.booking.models import Approval, ApprovalRule, Booking, Deputy
from academy.booking.rules import Approved, Approver, CancelReason, Status
from academy.core import clock, trail
from academy.people.models import Account, Organisation, Person


@transaction.atomic
def approve(booking: Booking, *, by: Account | None) -> Booking:
    """A place that is kept is theirs now; who waits for one, waits as everybody does. A second tap changes nothing."""
    booking = locked_booking(booking)
    _refuse_unless_may_answer(booking, by)
    if booking.approval == Approved.GIVEN:
        return booking
    _refuse_unless_asked(booking)
    refuse_unless_open(booking.session)
    booking.approval, booking.lapsed_at = Approved.GIVEN, None
    if booking.is_kept:
        booking.status, booking.kept_until = Status.BOOKED, None
    booking.save(update_fields=["approval", "lapsed_at", "status", "kept_until"])
    _answer(booking, by)
    telling.approved(booking)
    trail.note(by, "approved the place of" if booking.has_place else "approved", booking)
    give_free_places(booking.session, by=by)
    booking.refresh_from_db(fields=["status", "placed_at", "kept_until"])
    return booking


@transaction.atomic
def decline(booking: Booking, *, by: Account | None, why: str) -> Booking:
    """The person reads why. A place that was kept goes to whoever is next."""
    booking = locked_booking(booking)
    _refuse_unless_may_answer(booking, by)
    if booking.approval == Approved.DECLINED:
        return booking
    _refuse_unless_asked(booking)
    was_kept = booking.is_kept
    booking.approval, booking.status, booking.ended_at = Approved.DECLINED, Status.CANCELLED, clock.now()
    booking.cancel_reason, booking.kept_until = CancelReason.DECLINED, None
    booking.save(update_fields=["approval", "status", "ended_at", "cancel_reason", "kept_until"])
    _answer(booking, by, why=why)
    telling.declined(booking, why=why)
    trail.note(by, "declined", booking)
    if was_kept:
        take(booking.session, -1)
    give_free_places(booking.session, by=by)
    return booking


@transaction.atomic
def name_deputy(person: Person, deputy: Person, *, starts_on: date, ends_on: date, by: Account | None) -> Deputy:
    """Who approves for somebody from a day to a day."""
    named, _ = Deputy.objects.update_or_create(
        person=person, deputy=deputy, starts_on=starts_on, defaults={"ends_on": ends_on}
    )
    trail.note(by, "named a deputy", named)
    return named


@transaction.atomic
def end_deputy(named: Deputy, *, by: Account | None) -> None:
    trail.note(by, "ended a deputy", named)
    named.delete()


@transaction.atomic
def set_approval_rule(
    organisation: Organisation, *, approver: str, from_hours: Decimal | int = 0, by: Account | None
) -> ApprovalRule | None:
    """Without an approver the organisation asks for none of its own."""
    if not approver:
        rule = ApprovalRule.objects.filter(organisation=organisation).first()
        if rule:
            trail.note(by, "ended the approval rule of", rule)
            rule.delete()
        return None
    rule, _ = ApprovalRule.objects.update_or_create(
        organisation=organisation, defaults={"approver": Approver(approver), "from_hours": from_hours}
    )
    trail.note(by, "set the approval rule of", rule, approver=rule.approver, from_hours=str(from_hours))
    return rule


@transaction.atomic
def remind_approver(approval: Approval, *, widens: bool) -> None:
    """Once after a working day; after two the training leads are asked as well."""
    approval = Approval.objects.select_for_update(of=("self",)).select_related("booking__person").get(pk=approval.pk)
    booking = approval.booking
    if approval.answered_at or not (booking.awaits_approval and booking.is_to_come):
        return
    if widens and not approval.widened_at:
        approval.widened_at = clock.now()
        telling.approval_widened(approval)
    elif not approval.reminded_at:
        approval.reminded_at = clock.now()
        telling.approval_asked(approval, is_reminder=True)
    approval.save(update_fields=["widened_at", "reminded_at"])


# --- under the session's lock -----------------------------------------------------------------------------------------


def ask_for_approval(booking: Booking, kind: str, manager: Person | None, *, by: Account | None) -> Approval:
    """Whoever books for somebody and may approve it has done so. Without a line manager a training lead is asked."""
    of_manager = manager if kind == Approver.MANAGER and manager and manager.pk != booking.person_id else None
    now = clock.now()
    approval = Approval(booking=booking, asked_of=of_manager, asked_at=now, widened_at=None if of_manager else now)
    if booking.approval == Approved.GIVEN:
        approval.answered_at, approval.answered_by = now, by
    approval.save(force_insert=True)
    return approval


def may_approve(by: Account | None, person: Person, asked_of: Person | None, *, is_wide: bool) -> bool:
    """Not for oneself. Whoever was asked, their deputy, and the training leads once it is theirs as well."""
    if by is None or by.person_id is None or by.person_id == person.pk:
        return False
    if asked_of and (by.person_id == asked_of.pk or queries.is_deputy(by.person_id, asked_of)):
        return True
    return is_wide and queries.leads_training_of(by, person)


def _refuse_unless_may_answer(booking: Booking, by: Account | None) -> None:
    """Nobody, that is whoever holds the link that was sent to the approver, may as well."""
    approval = queries.approval_of(booking)
    if approval is None:
        raise rules.CannotApprove("This booking needs nobody's approval.")
    if by is None:
        return
    if not may_approve(by, booking.person, approval.asked_of, is_wide=approval.widened_at is not None):
        raise rules.not_yours_to_approve(str(approval.asked_of or "a training lead"))


def _refuse_unless_asked(booking: Booking) -> None:
    if not (booking.awaits_approval and booking.is_to_come):
        raise rules.CannotApprove("This was answered, or given up, before. Nothing waits for you here.")


def _answer(booking: Booking, by: Account | None, *, why: str = "") -> None:
    Approval.objects.filter(booking=booking).update(answered_at=clock.now(), answered_by=by, why=why)
