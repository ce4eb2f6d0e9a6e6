"""Checking oneself in: a code on the wall that changes every half minute, good for the room and for this day only.

The code is a keyed hash of the session, the day and the half minute, so that nobody can tell the next one from those
before. A photograph sent to somebody at home is of no use a minute later.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils.crypto import constant_time_compare, salted_hmac

from academy.booking.rules.attendance import Day, Presence, quarters
from academy.core.refusals import Refused

SECONDS = 30
STEPS_THAT_COUNT = 2  # the code shown now, and the one before it: somebody may be typing it
OPENS_BEFORE = timedelta(minutes=60)
GRACE = timedelta(minutes=15)  # after the start; whoever is later than that is late
PASS_LASTS = timedelta(minutes=10)  # between opening the address and the tap, so that there is time to sign in
LINK_LETTERS, TYPED_DIGITS = 15, 6
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


class CannotCheckIn(Refused):
    """Not with that code, not now, or not on that session."""


@dataclass(frozen=True)
class Wall:
    """What a code is for: one day of one session, with the secret that only the server knows."""

    session_id: int
    day: Day
    secret: str

    def opens_at(self) -> datetime:
        return self.day.starts_at - OPENS_BEFORE

    def is_open(self, now: datetime) -> bool:
        return self.opens_at() <= now <= self.day.ends_at


def step(now: datetime) -> int:
    return int(now.timestamp()) // SECONDS


def seconds_left(now: datetime) -> int:
    """Until the code changes."""
    return SECONDS - int(now.timestamp()) % SECONDS


def link_code(wall: Wall, at_step: int) -> str:
    number = _number("link", wall, at_step)
    letters = []
    for _ in range(LINK_LETTERS):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)


def typed_code(wall: Wall, at_step: int) -> str:
    """For a phone whose camera does not read it: six digits."""
    return f"{_number('typed', wall, at_step) % 10**TYPED_DIGITS:0{TYPED_DIGITS}d}"


def is_link_code(given: str, wall: Wall, now: datetime) -> bool:
    return wall.is_open(now) and any(constant_time_compare(given, link_code(wall, at)) for at in _counting(now))


def is_typed_code(given: str, wall: Wall, now: datetime) -> bool:
    digits = "".join(given.split())
    return wall.is_open(now) and any(constant_time_compare(digits, typed_code(wall, at)) for at in _counting(now))


def arrival(day: Day, now: datetime) -> tuple[Presence, Decimal]:
    """On time is all of the day; later than the grace, what is left of it in quarters of an hour."""
    if now <= day.starts_at + GRACE:
        return Presence.CAME, day.hours
    left = max(timedelta(), day.ends_at - now)
    return Presence.LATE, min(day.hours, quarters(day.hours * Decimal(left / day.length)))


def _counting(now: datetime) -> range:
    latest = step(now)
    return range(latest - STEPS_THAT_COUNT + 1, latest + 1)


def _number(purpose: str, wall: Wall, at_step: int) -> int:
    said = f"{purpose}:{wall.session_id}:{wall.day.on.isoformat()}:{at_step}"
    return int.from_bytes(salted_hmac("academy.check-in", said, secret=wall.secret, algorithm="sha256").digest())


# --- when the answer is no --------------------------------------------------------------------------------------------


def old_code() -> CannotCheckIn:
    return CannotCheckIn(
        "That code is not on the wall now. It changes every half minute: take the one you see", field="code"
    )


def has_no_place() -> CannotCheckIn:
    return CannotCheckIn("You have no place on this session. Ask whoever leads it to add you to the register.")


def is_full() -> CannotCheckIn:
    return CannotCheckIn("You are on the waiting list, and every place is taken. Speak to whoever leads the session.")


def marked_otherwise() -> CannotCheckIn:
    return CannotCheckIn("The register says something else about you today. Speak to whoever leads the session.")


def is_over() -> CannotCheckIn:
    return CannotCheckIn("The register of this session is closed. Speak to whoever led it.")


def took_too_long() -> CannotCheckIn:
    return CannotCheckIn("That took more than ten minutes. Take the code again that is on the wall now.")
