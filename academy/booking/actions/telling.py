"""Who is told what. One notice for one event and person; the manager hears what they must see to."""

from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from academy.booking import queries, rules
from academy.booking.actions.invitations import CANCEL, FILE_NAME, REQUEST, invitation
from academy.booking.models import Booking
from academy.booking.rules import CancelReason, Cover
from academy.core import links, notices
from academy.core.models import Notice
from academy.people.models import Account, Person

CANNOT_COME = "cannot-come"  # the purpose of the link in reminders


def booked(booking: Booking, *, manager: Person | None, by: Account | None) -> None:
    kind = "booked" if booking.has_place else "waiting"
    theirs = _to_them(booking, kind, by_somebody_else=_somebody_else(booking, by))
    notices.queue([theirs, _to_manager(booking, "manager_booked", manager, by=by)])


def placed(booking: Booking) -> None:
    """The list came to them: a place, and the invitation with it."""
    notices.queue([_to_them(booking, "placed")])


def cancelled(booking: Booking, *, by: Account | None, had_place: bool) -> None:
    method = CANCEL if had_place else ""
    is_told = booking.cancel_reason != CancelReason.LEFT
    who = _somebody_else(booking, by)
    theirs = _to_them(booking, "cancelled", method=method, by_somebody_else=who) if is_told else None
    manager = queries.posts(booking.person).manager if had_place else None
    notices.queue([theirs, _to_manager(booking, "manager_cancelled", manager, by=by)])


def cover_changed(booking: Booking) -> None:
    if booking.cover != Cover.YES:
        manager = queries.posts(booking.person).manager
        key = f"manager_cover:{booking.cover}:{booking.pk}"
        notices.queue([_to_manager(booking, "manager_cover", manager, key=key)])


def changed(booking: Booking) -> None:
    """The sequence of the invitation names the change, so that each is told once."""
    notices.queue([_to_them(booking, "changed", key=f"changed:{booking.session.sequence}:{booking.pk}")])


def called_off(booking: Booking, *, had_place: bool) -> None:
    notices.queue([_to_them(booking, "called_off", method=CANCEL if had_place else "")])


def reminded(booking: Booking, *, days: int, on: date) -> None:
    link = settings.ADDRESS + reverse("cannot-come", args=[links.token(CANNOT_COME, booking.pk)])
    days_left = (booking.session.on - on).days
    key = rules.reminder_key(booking.pk, days)
    notices.queue([_to_them(booking, "reminder", key=key, method="", days_left=days_left, link=link)])


def _to_them(booking: Booking, kind: str, *, key: str = "", method: str | None = None, **context: Any) -> Notice | None:
    if method is None:
        method = REQUEST if booking.has_place else ""
    return notices.written(
        key or f"{kind}:{booking.pk}",
        to=booking.person.email or "",
        template=f"booking/notices/{kind}.txt",
        attachment=(FILE_NAME, invitation(booking, method=method)) if method else None,
        booking=booking,
        session=booking.session,
        **context,
    )


def _to_manager(
    booking: Booking, kind: str, manager: Person | None, *, by: Account | None = None, key: str = ""
) -> Notice | None:
    """Whoever did it themself need not be told."""
    if manager is None or (by is not None and by.person_id == manager.pk):
        return None
    return notices.written(
        key or f"{kind}:{booking.pk}",
        to=manager.email or "",
        template=f"booking/notices/{kind}.txt",
        booking=booking,
        session=booking.session,
        manager=manager,
    )


def _somebody_else(booking: Booking, by: Account | None) -> Account | None:
    return by if by is not None and by.person_id != booking.person_id else None
