"""Who gets a place, what it costs to give one back late, and the words in which the Academy says no."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices

from academy.core.refusals import Refused
from academy.ui.dates import date_words

DAYS_OF_NOTICE = 5
REMIND_DAYS_BEFORE = (14, 7, 2)
RELEASE_DAYS_BEFORE = 10
NEEDS_KEPT_FOR_DAYS = 7
ASKED_AFTER_MONTHS = 3  # what pages promise; surveys.jobs does the asking


class Status(TextChoices):
    BOOKED = "booked", "You have a place"
    WAITING = "waiting", "On the waiting list"
    CANCELLED = "cancelled", "Cancelled"
    ATTENDED = "attended", "Came"
    MISSED = "missed", "Did not come"


TAKES_A_PLACE = (Status.BOOKED, Status.ATTENDED, Status.MISSED)
IS_ON_THE_LIST = (Status.BOOKED, Status.WAITING, Status.ATTENDED, Status.MISSED)
IS_TO_COME = (Status.BOOKED, Status.WAITING)


class CancelReason(TextChoices):
    """One tap. “Too much work” is counted: places lost to workload are a finding of their own."""

    WORKLOAD = "workload", "Too much work"
    EMERGENCY = "emergency", "An emergency with a child"
    ILL = "ill", "Ill"
    NO_COVER = "no_cover", "No cover for me"
    OTHER_DATE = "other_date", "Another date suits me better"
    NOT_FOR_ME = "not_for_me", "It is not for me after all"
    SESSION_OFF = "session_off", "The session was called off"
    LEFT = "left", "They left"


CHOICES_OF_REASON = [reason for reason in CancelReason if reason not in (CancelReason.SESSION_OFF, CancelReason.LEFT)]
NEVER_CHARGED = (CancelReason.EMERGENCY, CancelReason.SESSION_OFF, CancelReason.LEFT)


class Cover(TextChoices):
    """Is your work covered while you learn?"""

    YES = "yes", "Yes"
    NOT_SURE = "not_sure", "Not sure"
    NO = "no", "No"


# --- who gets a place -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Hold:
    """Places kept for one agency and all under it, and how many places its people have by now."""

    path: str
    places: int
    taken: int = 0
    name: str = ""
    release_on: date | None = None

    @property
    def left(self) -> int:
        return max(0, self.places - self.taken)


@dataclass(frozen=True)
class Places:
    """The places of one session on one day. An agency's people use up what is held for them before anything else."""

    places: int
    taken: int
    holds: tuple[Hold, ...] = ()

    @property
    def held(self) -> int:
        return sum(hold.left for hold in self.holds)

    @property
    def open(self) -> int:
        """Free to anybody."""
        return self.places - self.taken - self.held

    def hold_for(self, path: str) -> Hold | None:
        return next((hold for hold in self.holds if path.startswith(hold.path)), None)

    def free_for(self, path: str) -> int:
        hold = self.hold_for(path)
        return self.open + (hold.left if hold else 0)


@dataclass(frozen=True)
class Turn:
    """Somebody on the waiting list: their booking, and the path of the organisation they work for."""

    booking_id: int
    path: str


@dataclass(frozen=True)
class Given:
    """A freed place, who has it now, their turn on the list, and who before them may not have it as it is held."""

    booking_id: int
    position: int
    held_for: str = ""
    passed_over: tuple[int, ...] = ()


def outcome(free_places: int, already_waiting: int) -> Status:
    """A free place goes to whoever has waited longest, so newcomers queue behind them."""
    return Status.BOOKED if free_places > already_waiting else Status.WAITING


def outcome_for(path: str, places: Places, waiting: Sequence[Turn]) -> Status:
    """What a newcomer gets. Of those waiting, only they count who could take what is free to the newcomer."""
    hold = places.hold_for(path)
    of_the_same_agency = sum(turn.path.startswith(hold.path) for turn in waiting) if hold else 0
    others = len(waiting) - of_the_same_agency
    return outcome(places.free_for(path), of_the_same_agency + min(others, places.open))


def given(places: Places, waiting: Sequence[Turn]) -> Iterator[Given]:
    """Down the list in order: each has a free place if they may. Nobody is passed by one with no better right."""
    free, left = places.open, {hold.path: hold.left for hold in places.holds}
    passed_over: list[int] = []
    for position, turn in enumerate(waiting, start=1):
        hold = places.hold_for(turn.path)
        if hold and left[hold.path]:
            left[hold.path] -= 1
            yield Given(turn.booking_id, position, hold.name or hold.path, tuple(passed_over))
        elif free > 0:
            free -= 1
            yield Given(turn.booking_id, position, passed_over=tuple(passed_over))
        else:
            passed_over.append(turn.booking_id)
        if free <= 0 and not any(left.values()):
            return


# --- notice, and what it costs ----------------------------------------------------------------------------------------


def last_day_to_cancel(session_on: date) -> date:
    """Until the end of this day nothing is charged."""
    return session_on - timedelta(days=DAYS_OF_NOTICE)


def is_late(on: date, session_on: date) -> bool:
    return on > last_day_to_cancel(session_on)


def is_charged(status: Status, reason: str, *, is_late_cancel: bool, had_notice: bool) -> bool:
    """Whoever cancels late or does not come; not for a child's sake, nor when the list gave them a place too late."""
    is_lost = status == Status.MISSED or (status == Status.CANCELLED and is_late_cancel)
    return is_lost and had_notice and reason not in NEVER_CHARGED


def reminder_key(booking_id: int, days_before: int) -> str:
    """One reminder of a kind for a booking, whatever fails and is tried again."""
    return f"reminder-{days_before}:{booking_id}"


# --- how the Academy says no ------------------------------------------------------------------------------------------


class SessionOver(Refused):
    """It has begun, or it is past."""


class SessionCalledOff(Refused):
    """There is nothing to book any more."""


class AlreadyBooked(Refused):
    """Somebody else has booked for this person before."""


class Clash(Refused):
    """Nobody can be in two places at once."""


class NotYours(Refused):
    """People book for themselves, for people they manage, and for the people of an organisation they look after."""


class TooFewPlaces(Refused):
    """A session cannot have fewer places than are taken or held."""


class CannotHold(Refused):
    """Places cannot be held so: not that many, not that long, or not for that agency."""


class RegisterNotOpen(Refused):
    """Nobody can have come to what has not begun."""


def both_booked(words: str) -> Clash:
    return Clash(f"Both are booked on {words}. Cancel one of the two bookings first, then make the records one.")


def has_begun(words: str) -> SessionOver:
    return SessionOver(f"{words} has begun, so it can no longer be booked or cancelled. Choose another date.")


def called_off(words: str) -> SessionCalledOff:
    return SessionCalledOff(f"{words} was called off. Choose another date.")


def already_booked(who: str, status: Status) -> AlreadyBooked:
    place = "is on the waiting list" if status == Status.WAITING else "has a place"
    return AlreadyBooked(f"{who} {place} already: somebody else booked it.")


def clash(who: str, status: Status, title: str, when: str) -> Clash:
    """`who` is a name, or nothing when they booked for themselves."""
    has, waits = (f"{who} has", f"{who} is") if who else ("You have", "You are")
    held = f"{waits} on the waiting list for" if status == Status.WAITING else f"{has} a place on"
    return Clash(f"{held} {title} at the same time: {when}. Cancel that first, or choose another date.")


def not_yours(who: str) -> NotYours:
    return NotYours(f"You cannot book or cancel for {who}. Their manager or their training lead can.")


def too_few_places(taken: int, held: int) -> TooFewPlaces:
    kept = f" and {held} more {'is' if held == 1 else 'are'} held" if held else ""
    words = f"Give {taken + held} places or more: {taken} {'is' if taken == 1 else 'are'} taken{kept}"
    return TooFewPlaces(words, field="places")


def register_not_open(session_on: date) -> RegisterNotOpen:
    return RegisterNotOpen(f"The register opens on {date_words(session_on)}, the day of the session.")


def why_not_hold(
    wanted: int, release_on: date, *, free: int, theirs: int, session_on: date, today: date
) -> list[CannotHold]:
    """Everything that is wrong, so that a form can say it at once. Places the agency has by now count as held."""
    wrong = []
    most = free + theirs
    if most < 1:
        wrong.append(CannotHold("Every place is taken, so none can be held", field="places"))
    elif wanted > most:
        reason = f"{free} free, and {theirs} theirs already" if theirs else "that is how many are free"
        words = (
            f"Hold {most} place{'s' * (most != 1)} or fewer: {reason}"
            if most
            else "Every place is taken, so none can be held"
        )
        wrong.append(CannotHold(words, field="places"))
    if release_on >= session_on:
        day_before = date_words(session_on - timedelta(days=1)).rsplit(" ", 1)[0]
        words = f"Release the places before the session, on {day_before} or earlier"
        wrong.append(CannotHold(words, field="release_on"))
    elif release_on <= today:
        wrong.append(CannotHold("Release the places on a day to come: tomorrow or later", field="release_on"))
    return wrong


def held_above_or_below(name: str) -> CannotHold:
    words = f"Places are held for {name} already, which is part of the same agency. Change those instead"
    return CannotHold(words, field="organisation")
