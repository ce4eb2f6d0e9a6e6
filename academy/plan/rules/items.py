"""What stands in a plan, how far it has come, and whether its places are enough."""

from dataclasses import dataclass

from django.db.models import IntegerChoices, TextChoices


class PlanState(TextChoices):
    DRAFT = "draft", "Draft"
    AGREED = "agreed", "Agreed"
    CLOSED = "closed", "Closed"


class Priority(IntegerChoices):
    MUST = 1, "Must"
    SHOULD = 2, "Should"
    COULD = 3, "Could"


class ItemState(TextChoices):
    """Worked out from what has happened; only dropping it is said by a person."""

    PLANNED = "planned", "Not begun"
    COMMISSIONED = "commissioned", "Commissioned"
    RUNNING = "running", "Running"
    DELIVERED = "delivered", "Delivered"
    DROPPED = "dropped", "Dropped"


TONES = {
    ItemState.PLANNED: "calm",
    ItemState.COMMISSIONED: "note",
    ItemState.RUNNING: "note",
    ItemState.DELIVERED: "good",
    ItemState.DROPPED: "calm",
}


@dataclass(frozen=True)
class Progress:
    """What became of a plan item until a day. `learned` are people, each once; `completions` may hold one twice."""

    commissions: int = 0
    sessions: int = 0  # on the calendar, past and to come, not called off
    held: int = 0  # of them, past
    places: int = 0
    taken: int = 0
    attended: int = 0
    completions: int = 0
    learned: int = 0


def state_of(progress: Progress, *, sessions_planned: int, is_dropped: bool) -> ItemState:
    if is_dropped:
        return ItemState.DROPPED
    if not progress.commissions:
        return ItemState.PLANNED
    if not progress.held and not progress.completions:
        return ItemState.COMMISSIONED
    is_whole = progress.held >= max(sessions_planned, progress.sessions)
    return ItemState.DELIVERED if is_whole and progress.completions else ItemState.RUNNING


def places_words(people: int, places: int) -> str:
    """Places against demand, in words."""
    if not people:
        return "Nobody has said how many people need it"
    if places >= people:
        spare = places - people
        return "A place for everybody who needs it" + (f", and {spare:,} to spare" if spare else "")
    short = people - places
    return f"{short:,} {'person' if short == 1 else 'people'} more than places"
