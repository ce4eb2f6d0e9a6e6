"""What a series says, in sentences that stand beside its chart and for it."""

from dataclasses import dataclass
from datetime import date

from academy.core.figures import rounded
from academy.improvement.rules.standing import Change, Target

CHANGED = {
    Change.BETTER: "That is a real change for the better from its earlier average of {average}.",
    Change.WORSE: "That is a real change for the worse from its earlier average of {average}.",
    Change.EITHER: "That is a real change from its earlier average of {average}.",
    Change.NONE: "It moves around {average} by its usual up and down: no real change.",
}


@dataclass(frozen=True)
class Told:
    """The latest reading and what it is held to; None is not known."""

    sign: str
    places: int
    value: float | None
    on: date | None
    target: Target
    average: float | None
    change: Change
    why_no_signal: str = ""
    is_late: bool = False
    not_yet_why: str = ""
    is_hidden: bool = False


def spoken(value: float, sign: str, places: int) -> str:
    """ "61%", "18.3%", "£2,430", "15.1 cases", "12 days"."""
    words = rounded(value, 0 if float(round(value, places)).is_integer() else places)
    if sign in ("%", "£"):
        return f"£{words}" if sign == "£" else f"{words}%"
    return f"{words} {sign}".strip()


def sentence(told: Told) -> str:
    if told.value is None or told.on is None:
        return _nothing(told)
    parts = [_now(told, told.value, told.on), _held_to(told), _moved(told)]
    return " ".join(part for part in parts if part)


def _nothing(told: Told) -> str:
    if told.is_hidden:
        return "Too few to show: a number could point at somebody."
    return told.not_yet_why or "No reading yet."


def _now(told: Told, value: float, on: date) -> str:
    words = f"{spoken(value, told.sign, told.places)} in {on:%B %Y}"
    return f"The newest reading is late. The last was {words}." if told.is_late else f"{words}."


def _held_to(told: Told) -> str:
    target = told.target
    if target.due is not None:
        words = spoken(target.due, told.sign, told.places)
        return f"The target for {target.due_on:%B %Y} was {words}." if target.due_on else f"The target is {words}."
    if target.next is not None:
        return f"The target for {target.next_on:%B %Y} is {spoken(target.next, told.sign, told.places)}."
    return "No target is set."


def _moved(told: Told) -> str:
    if told.average is None or told.change == Change.UNKNOWN:
        return told.why_no_signal
    return CHANGED[told.change].format(average=spoken(told.average, told.sign, told.places))
