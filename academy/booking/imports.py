"""A register that comes as a file: who came, by e-mail address, staff number or booking reference."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from academy.booking import actions, queries
from academy.booking.models import Booking, Session
from academy.booking.rules import Day, Presence, Way
from academy.core.imports import Asked, Change, Column, Fault, ImportSpec, Judged, Kind, Ledger, Row, Say, Wrong
from academy.core.models import ImportRun
from academy.people import queries as people
from academy.people.models import Account
from academy.people.rules import Facts

NAME = "register"
CAME = {"yes": True, "y": True, "true": True, "1": True, "x": True, "came": True, "attended": True, "present": True}
MISSED = {"no": False, "n": False, "false": False, "0": False, "did not come": False, "absent": False, "missed": False}


class Said(NamedTuple):
    """What a row says of one person."""

    presence: Presence | None
    hours: Decimal | None


class Held(NamedTuple):
    """What the register has: the booking that the row is about, and how it stands now."""

    booking: Booking | None
    standing: tuple[Presence, Decimal] | None
    day: Day
    fault: Fault | None = None


class Marked(NamedTuple):
    booking_id: int
    presence: Presence
    hours: Decimal | None


def hours(cell: str) -> Decimal:
    try:
        found = Decimal(cell.strip().replace(",", "."))
    except InvalidOperation:
        raise Wrong("not a number of hours, like 4.5", code="hours") from None
    if not 0 <= found <= 24:
        raise Wrong("not a number of hours in a day", code="hours")
    return found


COLUMNS = [
    Column("reference", "Booking reference", synonyms=("booking", "reference", "ref"), limit=40),
    Column("email", "E-mail", synonyms=("email address", "e-mail address", "mail"), limit=254),
    Column("staff_number", "Staff number", synonyms=("employee number", "payroll number", "number"), limit=40),
    Column("name", "Name", synonyms=("full name", "attendee"), limit=200),
    Column("came", "Came", synonyms=("attended", "present", "attendance"), words=CAME | MISSED, blanks=frozenset()),
    Column("hours", "Hours", synonyms=("hours attended", "hours there"), read=hours),
]


def held(run: ImportRun, rows: Sequence[Row], say: Say) -> Iterator[Asked]:
    """Each row beside the booking it is about. Two rows about one person are two rows too many."""
    session, day = session_of(run), day_of(run)
    bookings = list(queries.register(session))
    standing = queries.standing_marks(booking.pk for booking in bookings)
    by_person = {booking.person_id: booking for booking in bookings}
    by_reference = {booking.reference.lower(): booking for booking in bookings}
    seen: dict[int, int] = {}
    for row in rows:
        booking, fault = _booking(row, by_person, by_reference)
        if booking is not None and booking.pk in seen:
            fault = Fault(
                "twice", f"{booking.person} stands on row {seen[booking.pk]:,} already", "Leave one of them out"
            )
        elif booking is not None:
            seen[booking.pk] = row.number
        mark = standing[booking.pk].get(day.on) if booking else None
        now = (Presence(mark.presence), Decimal(mark.hours)) if mark else None
        name = booking.person.name if booking else _called(row)
        yield Asked(row, name, _said(row, day), Held(booking, now, day, fault))


def change(said: Said, held: Held) -> Change:
    if held.fault is not None or held.booking is None:
        return Change(Kind.BAD, faults=(held.fault,) if held.fault else ())
    if said.presence is None:
        words = "The row does not say whether they came"
        return Change(Kind.BAD, faults=(Fault("came", words, "Write yes, no, or the hours"),))
    there = Decimal(0) if said.presence == Presence.MISSED else held.day.hours if said.hours is None else said.hours
    if there > held.day.hours:
        words = f"{there.normalize():f} hours are more than the day has: {held.day.hours.normalize():f}"
        return Change(Kind.BAD, faults=(Fault("hours", words),))
    if held.standing == (said.presence, there):
        return Change(Kind.SAME)
    words = str(said.presence.label) + (f", {there.normalize():f} hours" if there not in (0, held.day.hours) else "")
    before = str(held.standing[0].label) if held.standing else "Not marked"
    plan = Marked(held.booking.pk, said.presence, said.hours)
    return Change(Kind.MOVER if held.standing else Kind.JOINER, says=words, follows=before, plan=plan)


def apply(run: ImportRun, judged: Sequence[Judged], ledger: Ledger, say: Say) -> None:
    """Through the same action as a tap; `actions.undo_file` undoes it, which knows what a mark has led to."""
    day, by = day_of(run), Account.objects.filter(pk=run.options.get("saved_by")).first()
    plans = [found.change.plan for found in judged]
    marks = [actions.NewMark(plan.booking_id, day.on, plan.presence, hours=plan.hours) for plan in plans]
    actions.take_marks(session_of(run), marks, by=by, way=Way.FILE, run=run)


SPEC = ImportSpec(
    name=NAME,
    format="register",
    label="Register",
    key=("email",),
    columns=COLUMNS,
    needs=[("reference", "email", "staff_number"), ("came", "hours")],
    held=held,
    change=change,
    apply=apply,
)


def session_of(run: ImportRun) -> Session:
    return Session.objects.select_related("item").get(pk=run.options["session"])


def day_of(run: ImportRun) -> Day:
    days = queries.days_of(session_of(run))
    return next((day for day in days if day.on.isoformat() == run.options["day"]), days[0])


def _booking(
    row: Row, by_person: dict[int, Booking], by_reference: dict[str, Booking]
) -> tuple[Booking | None, Fault | None]:
    if row.faults:
        return None, row.faults[0]
    said = {name: str(row.values.get(name) or "").strip() for name in ("reference", "email", "staff_number")}
    if not any(said.values()):
        return None, Fault("nobody", "The row does not say who it is", "Give an e-mail address or a staff number")
    if said["reference"]:
        found = by_reference.get(said["reference"].lower())
        return found, None if found else Fault("unknown", f"No booking {said['reference']} on this session")
    person = people.person_for(Facts(email=said["email"], staff_number=said["staff_number"]))
    found = by_person.get(person.pk) if person else None
    if found is None:  # the same words for somebody unknown and somebody without a place
        words = "Nobody on this register by that address or number"
        return None, Fault("unknown", words, "Add them to the register first, if they were there")
    return found, None


def _said(row: Row, day: Day) -> Said:
    came, there = row.values.get("came"), row.values.get("hours")
    if came is False or (came is None and there == 0):
        return Said(Presence.MISSED, None)
    if there is not None and there != day.hours:
        return Said(Presence.LEFT_EARLY, there)
    return Said(Presence.CAME if came or there is not None else None, None)


def _called(row: Row) -> str:
    said: list[Any] = [row.values.get(name) for name in ("name", "email", "staff_number", "reference")]
    return re.sub(r"\s+", " ", str(next(filter(None, said), "")))[:200]
