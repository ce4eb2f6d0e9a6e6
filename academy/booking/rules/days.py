"""The days of a session: read as people type them, shifted to other dates, and the words when one is impossible."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from django.utils import timezone

from academy.booking.rules.refusals import Clash
from academy.core.refusals import Refused
from academy.ui.dates import NotADate, NotATime, date_from, date_words, time_from, time_words

MOST_DAYS = 30
FORMER_TRAINER = "A former trainer"


class WrongDays(Refused):
    """These days cannot be those of one session."""


class RoomTooSmall(Refused):
    """More places than the room holds."""


class RoomTaken(Clash):
    """A room has one session at a time."""


class TrainerTaken(Clash):
    """A trainer leads one session at a time."""


class MayNotLead(Refused):
    """A trainer leads what they may lead."""


@dataclass(frozen=True, order=True)
class Hours:
    """From a moment to a moment."""

    starts_at: datetime
    ends_at: datetime

    def overlaps(self, other: "Hours") -> bool:
        return self.starts_at < other.ends_at and self.ends_at > other.starts_at


def hours_on(day: date, starts: time, ends: time) -> Hours:
    """Half past nine is half past nine where the authority is, in summer and in winter."""
    return Hours(_moment(day, starts), _moment(day, ends))


def days_from(typed: str, *, starts: time, ends: time) -> list[Hours]:
    """One day on a line: “18 November 2026”, with the usual hours, or “18 November 2026, 1pm to 4:30pm”."""
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    if len(lines) >= MOST_DAYS:
        raise WrongDays(f"Give {MOST_DAYS - 1} more days or fewer")
    return [_day_from(line, starts, ends) for line in lines]


def dates_from(typed: str) -> list[date]:
    """One date on a line."""
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    try:
        found = [date_from(line) for line in lines]
    except NotADate as wrong:
        raise WrongDays(str(wrong)) from None
    if len(set(found)) < len(found):
        raise WrongDays("Give each date once")
    if len(found) > MOST_DAYS:
        raise WrongDays(f"Give {MOST_DAYS} dates or fewer")
    return sorted(found)


def as_typed(days: Iterable[Hours], *, starts: time, ends: time) -> str:
    """As `days_from` reads it again."""
    return "\n".join(_line(one, starts, ends) for one in days)


def in_order(days: Iterable[Hours]) -> list[Hours]:
    """The days of one session, the first one first."""
    found = sorted(days)
    if not found:
        raise WrongDays("A session has a day at least")
    for one in found:
        if one.ends_at <= one.starts_at:
            raise WrongDays(f"Give an end after the start on {_words(one)}", field="ends")
    for one, following in pairwise(found):
        if one.overlaps(following):
            raise WrongDays(f"Two days overlap: {_words(one)} and {_words(following)}", field="more_days")
    return found


def shifted(days: Sequence[Hours], *, to: date) -> list[Hours]:
    """The same again from another date: as many days apart, at the same hours by the clock on the wall."""
    apart = to - _local(days[0].starts_at).date()
    return [Hours(_later(one.starts_at, apart), _later(one.ends_at, apart)) for one in days]


def room_too_small(room: str, capacity: int) -> RoomTooSmall:
    return RoomTooSmall(
        f"{room} holds {capacity}. Give {capacity} places or fewer, or choose another room", field="places"
    )


def room_needed(title: str, when: str, places: int) -> RoomTooSmall:
    words = f"{title} is planned in it with {places} places: {when}. Move that first, or say {places} or more"
    return RoomTooSmall(words, field="capacity")


def room_taken(room: str, title: str, when: str) -> RoomTaken:
    return RoomTaken(f"{room} is taken by {title}: {when}. Choose another room or another time", field="room")


def trainer_taken(trainer: str, title: str, when: str) -> TrainerTaken:
    return TrainerTaken(f"{trainer} leads {title} then: {when}. Choose somebody else or another time", field="trainers")


def may_not_lead(trainer: str, title: str) -> MayNotLead:
    return MayNotLead(f"{trainer} may not lead {title} yet. Say so on the page of {trainer} first", field="trainers")


def day_is_past(when: str) -> WrongDays:
    return WrongDays(f"{when} is past. Choose a day to come", field="on")


def last_day(words: str) -> WrongDays:
    return WrongDays(f"{words} has no other day. Call the session off instead")


def not_available(trainer: str) -> MayNotLead:
    return MayNotLead(f"{trainer} does not lead sessions any more. Choose somebody else", field="trainers")


def _day_from(line: str, starts: time, ends: time) -> Hours:
    day, _, times = line.partition(",")
    try:
        if not times.strip():
            return hours_on(date_from(day.strip()), starts, ends)
        first, joined, last = times.partition(" to ")
        if not joined:
            raise WrongDays(f"We cannot read “{line}”. Write it like 18 November 2026, 1pm to 4:30pm")
        return hours_on(date_from(day.strip()), time_from(first.strip()), time_from(last.strip()))
    except (NotADate, NotATime) as wrong:
        raise WrongDays(str(wrong)) from None


def _line(one: Hours, starts: time, ends: time) -> str:
    first, last = _local(one.starts_at), _local(one.ends_at)
    if (first.time(), last.time()) == (starts, ends):
        return date_words(first.date())
    return f"{date_words(first.date())}, {time_words(first.time())} to {time_words(last.time())}"


def _words(one: Hours) -> str:
    first, last = _local(one.starts_at), _local(one.ends_at)
    return f"{date_words(first.date())}, {time_words(first.time())} to {time_words(last.time())}"


def _later(moment: datetime, apart: timedelta) -> datetime:
    local = _local(moment)
    return _moment(local.date() + apart, local.time())


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment)


def _moment(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))
