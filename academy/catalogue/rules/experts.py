"""Experts: how far they are known, whether promises are kept, who an event is shown to, and when we say no."""

from datetime import date

from django.db.models import TextChoices

from academy.core.refusals import Refused

CONTACT_KEPT_MONTHS = 24
FORGOTTEN = "An expert"


class Reach(TextChoices):
    REGIONAL = "regional", "In the region"
    NATIONAL = "national", "Nationally"
    INTERNATIONAL = "international", "Internationally"


class ContactWay(TextChoices):
    CALL = "call", "A call"
    LETTER = "letter", "E-mail or letter"
    MEETING = "meeting", "A meeting"
    EVENT = "event", "At an event"


class PromiseState(TextChoices):
    KEPT = "kept", "Kept"
    BROKEN = "broken", "Not kept"
    OVERDUE = "overdue", "Overdue"
    OPEN = "open", "Open"


class EventCircle(TextChoices):
    """Who may read of an event."""

    PUBLIC = "public", "Everybody, also without an account"
    PARTNERS = "partners", "Everybody in the Academy"
    INTERNAL = "internal", "Only our own organisation, and all below it"


class NotAgreed(Refused):
    """An expert who has not agreed to be listed is not shown to the public."""


class NotAnEvent(Refused):
    """Only events are shown to the public, and only experts speak at them."""


def promise_state(is_kept: bool | None, due_on: date, *, on: date) -> PromiseState:
    if is_kept is not None:
        return PromiseState.KEPT if is_kept else PromiseState.BROKEN
    return PromiseState.OVERDUE if due_on < on else PromiseState.OPEN


def not_agreed(names: list[str]) -> NotAgreed:
    listed = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return NotAgreed(f"{listed} has not agreed to be listed. Ask first, or take the talk off", field="circle")


def not_an_event(title: str) -> NotAnEvent:
    return NotAnEvent(f"{title} is not an event", field="item")
