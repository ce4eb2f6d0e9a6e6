"""In which order a list is served, how a freed place comes to somebody, and the words for what became of a turn."""

from collections.abc import Sequence

from django.db.models import TextChoices

from academy.booking.rules.places import Turn


class ListOrder(TextChoices):
    LONGEST = "longest", "Whoever has waited longest comes first"
    OVERDUE = "overdue", "Those for whom it is overdue come first, then whoever has waited longest"


class Offers(TextChoices):
    AT_ONCE = "at_once", "A place that comes free is theirs at once"
    TIMED = "timed", "A place that comes free is offered, and passes on when it is not taken in time"


class Turned(TextChoices):
    """What became of a turn."""

    GIVEN = "given", "Had the place"
    OFFERED = "offered", "Was offered the place"
    KEPT = "kept", "The place was kept until it is approved"
    TAKEN = "taken", "Took the place that was offered"
    LAPSED = "lapsed", "Did not take it in time, so it passed on"
    UNAPPROVED = "unapproved", "It was not approved in time, so the place passed on"
    PASSED = "passed", "Was passed over"


def in_turn(turns: Sequence[tuple[Turn, bool]], order: str) -> list[Turn]:
    """The turns with whether each is urgent, as they stand by time: in the order in which the list is served."""
    if order == ListOrder.OVERDUE:
        turns = sorted(turns, key=lambda turn: not turn[1])
    return [turn for turn, _ in turns]


def is_timed(offers: str, within_days: int | None, *, days_left: int) -> bool:
    """Offered in time only from so many days before it begins, where that is said."""
    return offers == Offers.TIMED and (within_days is None or days_left <= within_days)


def passed_because(turn: Turn, *, is_awaited: bool) -> str:
    if turn.is_passed:
        return "Not approved yet" if is_awaited else "A place was offered before and not taken"
    return "Too few places for the whole group" if turn.party else "The place was held for somebody else"
