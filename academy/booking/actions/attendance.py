"""The register: who came, and for how much of it. Whoever came has learned something, and their record says so.

A mark carries its own key and the time it was made, because it may come late, twice, or beside another's: sent again it
is the same mark; made later it stands; made earlier it is kept in the log, and whoever made it is told.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from academy.booking import queries, rules
from academy.booking.actions import settling, telling
from academy.booking.actions.places import locked
from academy.booking.models import AttendanceRule, Booking, Mark, Register, Session
from academy.booking.rules import Day, Presence, Way
from academy.catalogue.models import Item
from academy.core import clock, imports, trail
from academy.core.models import ImportRun
from academy.people.models import Account
from academy.ui.dates import time_words


@dataclass(frozen=True)
class NewMark:
    """What somebody tapped, of whom and for which day; `made_at` when, if that was not just now."""

    booking_id: int
    on: date
    presence: Presence
    hours: Decimal | None = None
    made_at: datetime | None = None
    key: str = ""
    reason: str = ""


class Came(StrEnum):
    """What became of a mark that was sent."""

    SAVED = "saved"
    OVERTAKEN = "overtaken"
    REFUSED = "refused"


@dataclass(frozen=True)
class Taken:
    new: NewMark
    outcome: Came
    words: str = ""
    mark: Mark | None = None
    before: Mark | None = None

    @property
    def changes_something(self) -> bool:
        return self.outcome == Came.SAVED and _said(self.before) != _said(self.mark)


@transaction.atomic
def mark_attendance(session: Session, came: Mapping[int, bool], *, by: Account | None) -> list[Booking]:
    """By the number of their booking, for every day of it. Marked again the same, nothing changes."""
    session = locked(session)
    presence = {True: Presence.CAME, False: Presence.MISSED}
    days = queries.days_of(session)
    marks = [NewMark(pk, day.on, presence[has_come]) for pk, has_come in came.items() for day in days]
    taken = take_marks(session, marks, by=by)
    changed = {one.mark.booking_id: one.mark.booking for one in taken if one.changes_something and one.mark}
    return list(changed.values())


@transaction.atomic
def take_marks(
    session: Session,
    marks: Sequence[NewMark],
    *,
    by: Account | None,
    way: Way = Way.REGISTER,
    run: ImportRun | None = None,
) -> list[Taken]:
    """Each is saved, overtaken by a later one, or refused with why; one that is refused stops no other."""
    session = locked(session)
    _refuse_unless_begun(session)
    taker = _Taker(session, marks, by=by, way=way, run=run)
    taken = [taker.take(new) for new in sorted(marks, key=lambda new: new.made_at or taker.now)]
    changed = [one for one in taken if one.changes_something]
    settling.settle(session, taker.days, [one.mark.booking for one in changed if one.mark], by=by)
    for one in changed:
        _note(one, by=by, is_closed=taker.is_closed)
    return taken


@transaction.atomic
def close_register(session: Session, *, by: Account | None) -> Register:
    """Once everybody is marked. From then on a change needs a reason, and the person is told."""
    session = locked(session)
    _refuse_unless_begun(session)
    register = open_register(session)
    if register.is_closed:
        return register
    if number := queries.unmarked(session, queries.days_of(session)):
        raise rules.still_unmarked(number)
    register.closed_at, register.closed_by = clock.now(), by
    register.save(update_fields=["closed_at", "closed_by"])
    trail.note(by, "closed the register of", session)
    return register


def open_register(session: Session) -> Register:
    """With a secret of its own for the code on its wall."""
    register, _ = Register.objects.get_or_create(session=session, defaults={"secret": secrets.token_hex(24)})
    return register


@transaction.atomic
def set_least_share(item: Item, least_share: int, *, by: Account | None) -> AttendanceRule:
    """For marks from now on: what is on a record already stays there."""
    before = queries.least_share_of(item)
    rule, _ = AttendanceRule.objects.update_or_create(item=item, defaults={"least_share": least_share})
    if before != least_share:
        trail.note(by, "changed how much is enough of", item, before=before, least_share=least_share)
    return rule


@transaction.atomic
def undo_marks(session: Session, run: ImportRun, *, by: Account | None) -> int:
    """What a file marked is as it was before. What somebody has marked since stays as they said."""
    session = locked(session)
    theirs = list(Mark.objects.filter(run=run, stands=True, booking__session=session).select_related("booking__person"))
    Mark.objects.filter(pk__in=[mark.pk for mark in theirs]).update(stands=False)
    before = Mark.objects.filter(booking__in=[mark.booking_id for mark in theirs]).exclude(run=run)
    last = {(mark.booking_id, mark.on): mark.pk for mark in before.order_by("made_at", "pk")}
    wanted = {(mark.booking_id, mark.on) for mark in theirs}
    Mark.objects.filter(pk__in=[pk for place, pk in last.items() if place in wanted]).update(stands=True)
    settling.settle(session, queries.days_of(session), [mark.booking for mark in theirs], by=by)
    for mark in theirs:
        trail.note(by, "took back what a file said of", mark.booking, file=run.file_hash, on=str(mark.on))
    return len(theirs)


@transaction.atomic
def undo_file(session: Session, run: ImportRun, *, by: Account | None) -> ImportRun:
    undo_marks(session, run, by=by)
    return imports.undo(run, by=by)


class _Taker:
    """Takes marks one by one, with everything that is known of them read beforehand."""

    def __init__(
        self, session: Session, marks: Sequence[NewMark], *, by: Account | None, way: Way, run: ImportRun | None
    ) -> None:
        self.session, self.by, self.way, self.run = session, by, way, run
        self.now = clock.now()
        self.days: list[Day] = queries.days_of(session)
        self.day = {day.on: day for day in self.days}
        wanted = {new.booking_id for new in marks}
        self.bookings = {booking.pk: booking for booking in queries.register(session).filter(pk__in=wanted)}
        for booking in self.bookings.values():
            booking.session = session
        self.standing = queries.standing_marks(self.bookings)
        self.sent = queries.marks_sent(new.key for new in marks)
        self.register = queries.register_of(session)

    @property
    def is_closed(self) -> bool:
        return self.register is not None and self.register.is_closed

    def take(self, new: NewMark) -> Taken:
        if new.key in self.sent:
            return self._again(new, self.sent[new.key])
        if refusal := self._refusal(new):
            return Taken(new, Came.REFUSED, refusal)
        booking, before = self.bookings[new.booking_id], self.standing[new.booking_id].get(new.on)
        mark = self._made(new, booking)
        self.sent[mark.key] = mark
        if before is not None and before.made_at > mark.made_at:
            mark.stands = False
            mark.save(force_insert=True)
            return Taken(new, Came.OVERTAKEN, self._overtaken(before), mark, before)
        if before is not None:
            Mark.objects.filter(pk=before.pk).update(stands=False)
        mark.save(force_insert=True)
        self.standing[new.booking_id][new.on] = mark
        return Taken(new, Came.SAVED, self._replaced(before, mark), mark, before)

    def _again(self, new: NewMark, mark: Mark) -> Taken:
        """Sent twice because the answer to the first was lost on the way."""
        if mark.booking_id != new.booking_id or mark.on != new.on:
            return Taken(new, Came.REFUSED, "This key was used for another mark. Choose another.")
        return Taken(new, Came.SAVED if mark.stands else Came.OVERTAKEN, "", mark, mark)

    def _refusal(self, new: NewMark) -> str:
        if new.on not in self.day:
            return rules.no_such_day(new.on).words
        if new.on > timezone.localdate(self.now):
            return rules.register_not_open(new.on).words
        if new.booking_id not in self.bookings:
            return rules.no_place().words
        if self.is_closed and not new.reason and self.register is not None:
            return rules.closed(_name(self.register.closed_by), _at(self.register.closed_at)).words
        return ""

    def _made(self, new: NewMark, booking: Booking) -> Mark:
        return Mark(
            booking=booking,
            on=new.on,
            presence=new.presence,
            hours=rules.hours_of(new.presence, new.hours, self.day[new.on]),
            way=Way.CORRECTION if self.is_closed else self.way,
            by=self.by,
            made_at=min(new.made_at or self.now, self.now),  # a clock that is fast does not mark the future
            received_at=self.now,
            reason=new.reason,
            key=new.key or secrets.token_hex(16),
            run=self.run,
        )

    def _overtaken(self, before: Mark) -> str:
        theirs = Presence(before.presence)
        return rules.overtaken(before.booking.person.name, theirs, by=_name(before.by), at=_at(before.made_at))

    def _replaced(self, before: Mark | None, mark: Mark) -> str:
        if before is None or before.by_id == mark.by_id or _said(before) == _said(mark) or self.way != Way.REGISTER:
            return ""
        name, theirs, mine = mark.booking.person.name, Presence(before.presence), Presence(mark.presence)
        return rules.replaced(name, theirs, mine, by=_name(before.by), at=_at(before.made_at))


def _refuse_unless_begun(session: Session) -> None:
    if session.is_cancelled:
        raise rules.called_off(str(session))
    if clock.today() < session.on:
        raise rules.register_not_open(session.on)


def _note(one: Taken, *, by: Account | None, is_closed: bool) -> None:
    if one.mark is None:
        return
    mark = one.mark
    details: dict[str, object] = {
        "before": str(one.before.presence) if one.before else "not marked",
        "on": str(mark.on),
    }
    if mark.presence in rules.IN_PART:
        details["hours"] = str(mark.hours)
    if mark.reason:
        details["reason"] = "given"  # the words are kept with the mark, where they can be erased
    if is_closed:
        telling.corrected(mark, one.before)
    verb = "marked as did not come" if mark.presence == Presence.MISSED else "marked as came"
    trail.note(by, f"corrected, and {verb}" if is_closed else verb, mark.booking, **details)


def _said(mark: Mark | None) -> tuple[str, Decimal] | None:
    return (str(mark.presence), Decimal(mark.hours)) if mark else None


def _name(account: Account | None) -> str:
    return str(account) if account else "The Academy"


def _at(moment: datetime | None) -> str:
    return time_words(timezone.localtime(moment).time()) if moment else ""
