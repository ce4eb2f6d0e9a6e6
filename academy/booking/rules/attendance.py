"""Who was there, for how much of it, and when that is enough."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import TextChoices

from academy.booking.rules.standing import Status
from academy.core.refusals import Refused
from academy.ui.dates import date_words

ALL_OF_IT = 100  # per cent of the hours: what completes an item unless it says otherwise
QUARTER = Decimal("0.25")
NONE = Decimal(0)


class Presence(TextChoices):
    CAME = "came", "Came"
    LATE = "late", "Came late"
    LEFT_EARLY = "left_early", "Left early"
    MISSED = "missed", "Did not come"


IN_PART = (Presence.LATE, Presence.LEFT_EARLY)


class Way(TextChoices):
    """How a mark came to be."""

    REGISTER = "register", "on the register"
    CHECK_IN = "check_in", "checked in by themselves"
    FILE = "file", "from a file"
    CORRECTION = "correction", "corrected"


class NotMarked(Refused):
    """A mark that the register does not take, with why."""


@dataclass(frozen=True)
class Day:
    """One day of a session, and how much learning it is."""

    on: date
    starts_at: datetime
    ends_at: datetime
    hours: Decimal

    @property
    def length(self) -> timedelta:
        return self.ends_at - self.starts_at


@dataclass(frozen=True)
class Verdict:
    """What the marks of all days come to, for the booking and for the record."""

    status: Status
    hours: Decimal
    is_complete: bool


def quarters(hours: Decimal | float) -> Decimal:
    """To the nearest quarter of an hour, halves up."""
    return (Decimal(str(hours)) / QUARTER).quantize(Decimal(1), rounding=ROUND_HALF_UP) * QUARTER


def shared_out(hours: Decimal, lengths: Sequence[timedelta]) -> list[Decimal]:
    """An item's hours over its days, in quarters, by how long each day is. The last day has what is left."""
    whole = sum(lengths, timedelta())
    shares = [quarters(hours * Decimal(length / whole)) for length in lengths[:-1]]
    return [*shares, max(NONE, hours - sum(shares, NONE))]


def hours_of(presence: Presence, hours: Decimal | None, day: Day) -> Decimal:
    """All of the day or nothing, unless somebody was there for part of it and the mark says how much."""
    if presence == Presence.MISSED:
        return NONE
    return day.hours if hours is None or presence == Presence.CAME else min(max(NONE, quarters(hours)), day.hours)


def verdict(
    marked: Mapping[date, tuple[Presence, Decimal]], days: Sequence[Day], *, least_share: int = ALL_OF_IT
) -> Verdict:
    """Nothing is settled before every day is marked. Whoever came at all is not charged for not coming."""
    there = sum((hours for _, hours in marked.values()), NONE)
    if any(day.on not in marked for day in days):
        return Verdict(Status.BOOKED, there, is_complete=False)
    days_there = [day for day in days if marked[day.on][0] != Presence.MISSED]
    if not days_there:
        return Verdict(Status.MISSED, NONE, is_complete=False)
    whole = sum((day.hours for day in days), NONE)
    share = there / whole if whole else Decimal(len(days_there)) / len(days)
    return Verdict(Status.ATTENDED, there, is_complete=share * 100 >= least_share)


# --- in words ---------------------------------------------------------------------------------------------------------


def overtaken(name: str, theirs: Presence, *, by: str, at: str) -> str:
    """An older mark came later than a newer one."""
    return f"{by} marked {name} “{theirs.label.lower()}” at {at}, after you did. That stands; yours is in the log."


def replaced(name: str, theirs: Presence, mine: Presence, *, by: str, at: str) -> str:
    """A newer mark stands in place of somebody else's."""
    stands = f"You marked “{mine.label.lower()}” later, so that stands"
    return f"{by} had marked {name} “{theirs.label.lower()}” at {at}. {stands}; both are in the log."


def closed(by: str, at: str) -> NotMarked:
    return NotMarked(
        f"{by} closed this register at {at}. A change needs a reason: open the person’s own page to give it."
    )


def no_such_day(on: date) -> NotMarked:
    return NotMarked(f"{date_words(on)} is not a day of this session.")


def no_place() -> NotMarked:
    return NotMarked("They have no place on this session any more. Add them to the register, if they are there.")


def needs_a_reason() -> NotMarked:
    return NotMarked("The register is closed. Say why it changes", field="reason")


def still_unmarked(number: int) -> NotMarked:
    who = "One person is" if number == 1 else f"{number} people are"
    return NotMarked(f"{who} not marked yet. Mark everybody, then close the register.")


def full_for_walk_ins(places: int) -> NotMarked:
    return NotMarked(f"All {places} places are taken. Give the session more places first, if the room has them.")


def there_already(name: str) -> NotMarked:
    return NotMarked(f"{name} has a place, and is on the register already.")
