"""When an action may be called complete, and when embedded; how far a date has slipped, and how that is said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices

from academy.core.refusals import Refused
from academy.ui.dates import date_words

EMBED_WEEKS = 12  # between done and proven to have lasted; a plan may say another number
DUE_SOON = timedelta(days=14)
WEEK = 7


class ActionState(TextChoices):
    NOT_STARTED = "not_started", "Not started"
    UNDER_WAY = "under_way", "Under way"
    COMPLETE = "complete", "Complete"
    EMBEDDED = "embedded", "Embedded"


class ActionStanding(TextChoices):
    """How an action stands against its date: told from its records, and never typed."""

    LATE = "late", "Late"
    BLOCKED = "blocked", "Held up"
    DUE_SOON = "due_soon", "Due soon"
    ON_TIME = "on_time", "In time"
    TO_EMBED = "to_embed", "Complete, not yet embedded"
    EMBEDDED = "embedded", "Embedded"


DONE = (ActionState.COMPLETE, ActionState.EMBEDDED)
TONES = {
    ActionStanding.LATE: "late",
    ActionStanding.BLOCKED: "due",
    ActionStanding.DUE_SOON: "due",
    ActionStanding.EMBEDDED: "good",
}


class PlanRefused(Refused):
    """Something that an improvement plan does not allow."""


@dataclass(frozen=True)
class Slip:
    """How far the date of something is from the day that was promised first."""

    first_on: date
    now_on: date
    moves: int = 0

    @property
    def days(self) -> int:
        return (self.now_on - self.first_on).days

    @property
    def words(self) -> str:
        """ "Moved twice. 11 weeks later than first promised." """
        if not self.moves:
            return "Never moved"
        moved = {1: "Moved once", 2: "Moved twice"}.get(self.moves, f"Moved {self.moves} times")
        if not self.days:
            return f"{moved}, and back to the day first promised"
        later = "later" if self.days > 0 else "earlier"
        return f"{moved}: {span_words(abs(self.days))} {later} than first promised"


def standing(*, state: str, due_on: date, is_blocked: bool, on: date) -> ActionStanding:
    """Late comes before everything: what is in the way explains it, and does not excuse it."""
    if state == ActionState.EMBEDDED:
        return ActionStanding.EMBEDDED
    if state == ActionState.COMPLETE:
        return ActionStanding.TO_EMBED
    if due_on < on:
        return ActionStanding.LATE
    if is_blocked:
        return ActionStanding.BLOCKED
    return ActionStanding.DUE_SOON if due_on - on <= DUE_SOON else ActionStanding.ON_TIME


def span_words(days: int) -> str:
    """Days up to a fortnight, then whole weeks: "5 days", "11 weeks"."""
    if days < 2 * WEEK:
        return "1 day" if days == 1 else f"{days} days"
    return f"{days // WEEK} weeks"


def lateness_words(due_on: date, *, on: date) -> str:
    return f"{span_words((on - due_on).days)} late" if due_on < on else ""


def embeds_from(completed_on: date, *, weeks: int) -> date:
    """The first day whose evidence can show that it has lasted."""
    return completed_on + timedelta(weeks=weeks)


def refuse_dates(starts_on: date | None, due_on: date | None) -> None:
    if due_on is None:
        raise PlanRefused("Give a day by which it is done: nothing stands in a plan without one.", field="due_on")
    if starts_on is None:
        raise PlanRefused("Give the day it starts.", field="starts_on")
    if due_on < starts_on:
        raise PlanRefused("It is due before it starts.", field="due_on")


def refuse_move(*, was_on: date, to: date, why: str, on: date) -> None:
    """A new promise is of a day to come, and says why."""
    if to == was_on:
        raise PlanRefused(f"It is due on {date_words(was_on)} already.", field="to")
    if to < on:
        raise PlanRefused("Choose a day to come.", field="to")
    if not why.strip():
        raise PlanRefused("Say why the date moves. The old date and the reason are kept.", field="why")


def refuse_completing(state: str, *, on: date, starts_on: date, today: date) -> None:
    if state in DONE:
        raise PlanRefused("This was said to be complete already.")
    if on > today:
        raise PlanRefused("Choose today or a day before: what is to come is not complete.", field="on")
    if on < starts_on:
        raise PlanRefused(f"It starts on {date_words(starts_on)}, so it was not complete before.", field="on")


def refuse_embedding(
    *, state: str, completed_on: date | None, seen_on: Sequence[date], weeks: int, is_second_person: bool
) -> None:
    """Complete is not embedded: it takes evidence seen weeks later, and somebody else to say so."""
    if state == ActionState.EMBEDDED:
        raise PlanRefused("This was said to be embedded already.")
    if state != ActionState.COMPLETE or completed_on is None:
        raise PlanRefused("It must be complete first.")
    if not is_second_person:
        raise PlanRefused("Somebody else has to say so: not who owns it, and not who said that it was complete.")
    first = embeds_from(completed_on, weeks=weeks)
    if not any(day >= first for day in seen_on):
        raise PlanRefused(
            f"There is no evidence yet that it has lasted. Add something seen on or after {date_words(first)}, "
            f"{weeks} weeks after it was complete."
        )


def refuse_closed(title: str) -> PlanRefused:
    return PlanRefused(f"“{title}” is closed. What it says stays as it was.")
