"""What a register says of each person on one day, put ready for the page and for the phone that asks again."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.loader import render_to_string

from academy.booking import queries, rules
from academy.booking.models import Booking, Mark, Session
from academy.booking.rules import Day, Presence
from academy.catalogue.rules import hours_words
from academy.core import clock
from academy.core.exports import Status as Shown


@dataclass(frozen=True)
class Row:
    """One person on one day."""

    booking: Booking
    presence: Presence | None
    mark: Mark | None
    day: Day

    @property
    def tag(self) -> Shown | None:
        if self.presence is None:
            return None
        words = str(self.presence.label)
        if self.presence in rules.IN_PART and self.mark is not None and self.mark.hours != self.day.hours:
            words = f"{words}: {hours_words(self.mark.hours)}"
        return Shown(words, "due" if self.presence == Presence.MISSED else "good")


def rows(session: Session, day: Day) -> list[Row]:
    bookings = list(queries.register(session))
    standing = queries.standing_marks(booking.pk for booking in bookings)
    marks = {booking.pk: standing[booking.pk].get(day.on) for booking in bookings}
    return [Row(one, queries.presence_of(one, marks[one.pk]), marks[one.pk], day) for one in bookings]


def counted(rows: list[Row]) -> dict[str, int]:
    missed = sum(row.presence == Presence.MISSED for row in rows)
    unmarked = sum(row.presence is None for row in rows)
    return {"came": len(rows) - missed - unmarked, "missed": missed, "unmarked": unmarked}


def register_now(session: Session, on: date | None) -> dict[str, Any]:
    """For the script on the register’s page: everybody as they stand, in the words of the page."""
    day = queries.day_chosen(queries.days_of(session), on, today=clock.today())
    found = rows(session, day)
    numbers = counted(found)
    standing = [
        {"booking": row.booking.pk, "presence": str(row.presence), "words": str(row.tag), "tone": row.tag.tone}
        for row in found
        if row.presence is not None and row.tag is not None
    ]
    says = render_to_string("booking/register_says.html", numbers).strip()
    return {"standing": standing, "unmarked": numbers["unmarked"], "says": says}
