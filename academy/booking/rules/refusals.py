"""The words in which the Academy says no."""

from datetime import date, timedelta

from academy.booking.rules.standing import Status
from academy.core.refusals import Refused
from academy.ui.dates import date_words


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


class NotForThem(Refused):
    """Something speaks against it that no reason outweighs."""


class NeedsAReason(Refused):
    """Something speaks against it: say why all the same."""


class NotOffered(Refused):
    """No place is kept for them, or no longer."""


class OtherItem(Refused):
    """A booking moves to another date of the same thing."""


class NoPlaceThere(Refused):
    """What they have is not given up for a turn on a list."""


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


def not_for_you(words: str) -> NotForThem:
    return NotForThem(words)


def because_needed(words: str) -> NeedsAReason:
    return NeedsAReason(f"{words} Say why you book it all the same.", field="all_the_same")


def offer_over(until: str) -> NotOffered:
    return NotOffered(f"This place was kept until {until}, and has passed on. You keep your turn on the list.")


def other_item(title: str) -> OtherItem:
    return OtherItem(f"Choose another date of {title}. For anything else, book it and cancel this.")


def no_place_there(when: str, held: str) -> NoPlaceThere:
    return NoPlaceThere(f"No place is free for you on {when}. You keep your place on {held}.")


def needs_approval_there(when: str, held: str) -> NoPlaceThere:
    return NoPlaceThere(f"{when} has to be approved first. You keep your place on {held}: book the other as well.")


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
