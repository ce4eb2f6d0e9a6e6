"""Who is told what. One notice for one event and person; the manager hears what they must see to."""

from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from academy.booking import queries, rules
from academy.booking.actions.invitations import CANCEL, FILE_NAME, REQUEST, invitation
from academy.booking.models import Booking
from academy.booking.rules import Cover
from academy.core import links, notices
from academy.people.models import Account, Person

CANNOT_COME = "cannot-come"  # the purpose of the link in reminders


def booked(booking: Booking, *, manager: Person | None, by: Account | None) -> None:
    _tell(booking, "booked" if booking.has_place else "waiting", by_somebody_else=_somebody_else(booking, by))
    _tell_manager(booking, "manager_booked", manager, by=by)


def placed(booking: Booking) -> None:
    """The list came to them: a place, and the invitation with it."""
    _tell(booking, "placed")


def cancelled(booking: Booking, *, by: Account | None, had_place: bool) -> None:
    _tell(booking, "cancelled", method=CANCEL if had_place else "", by_somebody_else=_somebody_else(booking, by))
    if had_place:
        _tell_manager(booking, "manager_cancelled", queries.posts(booking.person).manager, by=by)


def cover_changed(booking: Booking) -> None:
    if booking.cover != Cover.YES:
        manager = queries.posts(booking.person).manager
        _tell_manager(booking, "manager_cover", manager, key=f"manager_cover:{booking.cover}:{booking.pk}")


def changed(booking: Booking) -> None:
    """The sequence of the invitation names the change, so that each is told once."""
    _tell(booking, "changed", key=f"changed:{booking.session.sequence}:{booking.pk}")


def called_off(booking: Booking, *, had_place: bool) -> None:
    _tell(booking, "called_off", method=CANCEL if had_place else "")


def reminded(booking: Booking, *, days: int, on: date) -> None:
    link = settings.ADDRESS + reverse("cannot-come", args=[links.token(CANNOT_COME, booking.pk)])
    days_left = (booking.session.on - on).days
    _tell(booking, "reminder", key=rules.reminder_key(booking.pk, days), method="", days_left=days_left, link=link)


def _tell(booking: Booking, kind: str, *, key: str = "", method: str | None = None, **context: Any) -> None:
    if method is None:
        method = REQUEST if booking.has_place else ""
    notices.send(
        key or f"{kind}:{booking.pk}",
        to=booking.person.email or "",
        template=f"booking/notices/{kind}.txt",
        attachment=(FILE_NAME, invitation(booking, method=method)) if method else None,
        booking=booking,
        session=booking.session,
        **context,
    )


def _tell_manager(
    booking: Booking, kind: str, manager: Person | None, *, by: Account | None = None, key: str = ""
) -> None:
    """Whoever did it themself need not be told."""
    if manager is None or (by is not None and by.person_id == manager.pk):
        return
    notices.send(
        key or f"{kind}:{booking.pk}",
        to=manager.email or "",
        template=f"booking/notices/{kind}.txt",
        booking=booking,
        session=booking.session,
        manager=manager,
    )


def _somebody_else(booking: Booking, by: Account | None) -> Account | None:
    return by if by is not None and by.person_id != booking.person_id else None
