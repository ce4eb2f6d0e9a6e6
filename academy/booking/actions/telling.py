"""Who is told what. One notice for one event and person; the manager hears what they must see to."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse

from academy.booking import queries, rules
from academy.booking.actions.invitations import CANCEL, FILE_NAME, REQUEST, invitation
from academy.booking.models import Approval, Booking, Interest, Mark, Session, SessionDay
from academy.booking.rules import CancelReason, Cover, Status, Turned
from academy.core import clock, links, notices
from academy.core.models import Notice
from academy.people.models import Account, Person

SOON = timedelta(days=3)  # a weekend, and the day after
CANNOT_COME = "cannot-come"  # the purpose of the link in reminders
TAKE = "take-place"  # of the link in an offer
APPROVE = "approve"  # of the link that goes to the one who is asked, and to nobody else


def booked(booking: Booking, *, manager: Person | None, by: Account | None, approval: Approval | None = None) -> None:
    kind = {Status.BOOKED: "booked", Status.KEPT: "asked"}.get(Status(booking.status), "waiting")
    theirs = _to_them(booking, kind, by_somebody_else=_somebody_else(booking, by), approval=approval)
    more = _other_days(booking) if booking.has_place else []
    if approval and booking.awaits_approval:
        notices.queue([theirs, *_to_approvers(approval, "approval_asked")])
    else:
        notices.queue([theirs, _to_manager(booking, "manager_booked", manager, by=by), *more])


def placed(booking: Booking) -> None:
    """The list came to them: a place, and the invitation with it."""
    notices.queue([_to_them(booking, "placed"), *_other_days(booking)])


def turned(booking: Booking, how: Turned) -> None:
    """The list came to them: with a place, with an offer, or with a place that waits for approval."""
    if how == Turned.GIVEN:
        placed(booking)
    elif how == Turned.OFFERED:
        link = settings.ADDRESS + reverse("take-place", args=[links.token(TAKE, booking.pk)])
        notices.queue([_to_them(booking, "offered", key=_once_until(booking, "offered"), link=link)])
    else:
        approval = queries.approval_of(booking)
        theirs = _to_them(booking, "asked", key=_once_until(booking, "asked"), approval=approval)
        asked = _to_approvers(approval, "approval_asked", key=_once_until(booking, "approval")) if approval else []
        notices.queue([theirs, *asked])


def lapsed(booking: Booking) -> None:
    notices.queue([_to_them(booking, "lapsed", key=f"lapsed:{booking.lapsed_at:%Y%m%d%H%M}:{booking.pk}")])


def approved(booking: Booking) -> None:
    more = _other_days(booking) if booking.has_place else []
    notices.queue([_to_them(booking, "approved"), *more])


def declined(booking: Booking, *, why: str) -> None:
    notices.queue([_to_them(booking, "declined", method="", why=why)])


def approval_asked(approval: Approval, *, is_reminder: bool = False) -> None:
    kind = "approval_reminder" if is_reminder else "approval_asked"
    notices.queue(_to_approvers(approval, "approval_asked", key=f"{kind}:{approval.booking_id}"))


def approval_widened(approval: Approval) -> None:
    """Nobody answered: the training leads may now, and hear of it."""
    notices.queue(_to_leads(approval, f"approval_leads:{approval.booking_id}"))


def moved(booking: Booking, before: Booking, *, by: Account | None, had_place: bool) -> None:
    """One message for both: the old event leaves the calendar by one of its own."""
    theirs = _to_them(booking, "moved", before=before, by_somebody_else=_somebody_else(booking, by))
    gone = _to_them(before, "moved_away", method=CANCEL, now=booking) if had_place else None
    manager = queries.posts(booking.person).manager
    more = _other_days(before, is_off=True) if had_place else []
    more += _other_days(booking) if booking.has_place else []
    notices.queue([theirs, gone, _to_manager(booking, "manager_booked", manager, by=by), *more])


def new_date(interest: Interest, session: Session, *, place: int) -> None:
    """To somebody who would come: a date, in two taps."""
    notice = notices.written(
        f"new-date:{interest.pk}:{session.pk}",
        kind="place-found",
        to=interest.person.email or "",
        template="booking/notices/new_date.txt",
        interest=interest,
        session=session,
        link=settings.ADDRESS + reverse("book", args=[session.pk]),
    )
    notices.queue([notice])


def cancelled(booking: Booking, *, by: Account | None, had_place: bool) -> None:
    method = CANCEL if had_place else ""
    is_told = booking.cancel_reason != CancelReason.LEFT
    who = _somebody_else(booking, by)
    theirs = _to_them(booking, "cancelled", method=method, by_somebody_else=who) if is_told else None
    manager = queries.posts(booking.person).manager if had_place else None
    more = _other_days(booking, is_off=True) if had_place and is_told else []
    notices.queue([theirs, _to_manager(booking, "manager_cancelled", manager, by=by), *more])


def cover_changed(booking: Booking) -> None:
    if booking.cover != Cover.YES:
        manager = queries.posts(booking.person).manager
        key = f"manager_cover:{booking.cover}:{booking.pk}"
        notices.queue([_to_manager(booking, "manager_cover", manager, key=key)])


def changed(booking: Booking, *, numbers: Sequence[int], gone: Sequence[SessionDay]) -> None:
    """The sequence of the invitation names the change, so that each is told once. The message moves the event of the
    first day that changed; each other day that changed or fell away has a short one of its own."""
    sequence, days = booking.session.sequence, booking.session.each_day
    first, *others = [day for day in days if day.number in numbers] or days[:1]
    link = settings.ADDRESS + reverse("cannot-come", args=[links.token(CANNOT_COME, booking.pk)])
    theirs = _to_them(booking, "changed", key=f"changed:{sequence}:{booking.pk}", day=first, link=link)
    if not booking.has_place:
        others, gone = [], []
    more = [_calendar_day(booking, day, is_off=False) for day in others]
    notices.queue([theirs, *more, *(_calendar_day(booking, day, is_off=True) for day in gone)])


def called_off(booking: Booking, *, had_place: bool, instead: Sequence[Session] = ()) -> None:
    theirs = _to_them(booking, "called_off", method=CANCEL if had_place else "", instead=instead)
    notices.queue([theirs, *(_other_days(booking, is_off=True) if had_place else [])])


def walked_in(booking: Booking, *, by: Account | None) -> None:
    """They were there without a booking: the day is on their record, and if it is wrong they can say so."""
    if _somebody_else(booking, by):
        notices.queue([_to_them(booking, "walked_in", method="")])


def corrected(mark: Mark, before: Mark | None) -> None:
    """A register that was closed has changed. Each change is told once."""
    key = f"corrected:{mark.pk}"
    notices.queue([_to_them(mark.booking, "corrected", key=key, method="", mark=mark, before=before)])


def reminded(booking: Booking, *, days: int, on: date) -> None:
    link = settings.ADDRESS + reverse("cannot-come", args=[links.token(CANNOT_COME, booking.pk)])
    days_left = (booking.session.on - on).days
    key = rules.reminder_key(booking.pk, days)
    notices.queue([_to_them(booking, "reminder", key=key, method="", days_left=days_left, link=link)])


def _other_days(booking: Booking, *, is_off: bool = False) -> list[Notice | None]:
    """A calendar takes one event from a message (RFC 5546), so every day after the first has its own."""
    return [_calendar_day(booking, day, is_off=is_off) for day in booking.session.each_day[1:]]


def _calendar_day(booking: Booking, day: SessionDay, *, is_off: bool) -> Notice | None:
    method = CANCEL if is_off else REQUEST
    return notices.written(
        f"calendar:{method.lower()}:{booking.session.sequence}:{day.number}:{booking.pk}",
        kind="booking",
        to=booking.person.email or "",
        template="booking/notices/calendar_day.txt",
        attachment=(FILE_NAME, invitation(booking, method=method, day=day)),
        booking=booking,
        session=booking.session,
        day=day,
        is_off=is_off,
    )


def _to_them(
    booking: Booking,
    kind: str,
    *,
    key: str = "",
    method: str | None = None,
    day: SessionDay | None = None,
    **context: Any,
) -> Notice | None:
    if method is None:
        method = REQUEST if booking.has_place else ""
    return notices.written(
        key or f"{kind}:{booking.pk}",
        kind=_sort(booking, kind),
        text_template="booking/notices/reminder_text.txt" if kind == "reminder" else "",
        attachment_link=settings.ADDRESS + reverse("booking-calendar", args=[booking.pk]) if method == REQUEST else "",
        to=booking.person.email or "",
        template=f"booking/notices/{kind}.txt",
        attachment=(FILE_NAME, invitation(booking, method=method, day=day)) if method else None,
        price=queries.price_of(booking) if kind in ("booked", "placed") else None,
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
        kind="manager-copy",
        to=manager.email or "",
        template=f"booking/notices/{kind}.txt",
        booking=booking,
        session=booking.session,
        manager=manager,
    )


def _to_approvers(approval: Approval, kind: str, *, key: str = "") -> list[Notice | None]:
    """The one who is asked has a link of one tap, their deputies a page to sign in to; nobody else is bothered yet."""
    if approval.asked_of is None:
        return _to_leads(approval, key or f"{kind}:{approval.booking_id}")
    key, on = key or f"{kind}:{approval.booking_id}", clock.today()
    link = settings.ADDRESS + reverse("approve", args=[links.token(APPROVE, approval.pk)])
    asked: list[Notice | None] = [_to_approver(approval, kind, approval.asked_of, key=key, link=link)]
    for deputy in queries.deputies_of(approval.asked_of, on=on):
        asked.append(_to_approver(approval, kind, deputy, key=f"{key}:{deputy.pk}", for_whom=approval.asked_of))
    return asked


def _to_leads(approval: Approval, key: str) -> list[Notice | None]:
    asked = [account.person for account in queries.leads_to_ask(approval.booking) if account.person]
    return [_to_approver(approval, "approval_asked", lead, key=f"{key}:{lead.pk}") for lead in asked]


def _to_approver(approval: Approval, kind: str, reader: Person, *, key: str, link: str = "", **more: Any) -> Any:
    return notices.written(
        key,
        kind="approval",
        to=reader.email or "",
        template=f"booking/notices/{kind}.txt",
        approval=approval,
        booking=approval.booking,
        session=approval.booking.session,
        reader=reader,
        link=link or settings.ADDRESS + approval.get_absolute_url(),
        **more,
    )


def _once_until(booking: Booking, kind: str) -> str:
    """A place may be kept for somebody more than once: each time is told once."""
    return f"{kind}:{booking.kept_until:%Y%m%d%H%M}:{booking.pk}"


def _sort(booking: Booking, kind: str) -> str:
    """What sort of message it is to its reader: see people/rules/notice_kinds.csv."""
    if kind in ("changed", "called_off"):
        return "session-soon" if booking.session.on <= clock.today() + SOON else "session-changed"
    return {"placed": "place-found", "offered": "place-found", "reminder": "reminder"}.get(kind, "booking")


def _somebody_else(booking: Booking, by: Account | None) -> Account | None:
    return by if by is not None and by.person_id != booking.person_id else None
