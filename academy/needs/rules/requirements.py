"""When something is due, the words for it, and what a requirement may say. A date lasts to the end of its day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices

from academy.core.clock import first_day_lasting_past, months_after
from academy.core.refusals import Refused

DUE_SOON_DAYS = 60
NEW_FOR_DAYS = 84
OVERDUE_ONLY = -1  # days ahead: due yesterday or before
WHEN_DUE_SOON = -2  # days ahead: as many as each requirement says
LONGEST_DUE_SOON_DAYS = 366
LONGEST_WITHIN_DAYS = 730
LONGEST_RENEWAL_MONTHS = 120
KEPT_MONTHS = 24  # for how long the gaps at the end of each month are kept, person by person
A_DAY = timedelta(days=1)
FIRST_DAY, LAST_DAY = date(1950, 1, 1), date(2150, 12, 31)


class State(TextChoices):
    OVERDUE = "overdue", "Overdue"
    DUE = "due", "Due"
    BOOKED = "booked", "Booked"
    EXEMPT = "exempt", "Exempt"
    NEW_STARTER = "new_starter", "New starter"
    UP_TO_DATE = "up_to_date", "Up to date"
    NOT_APPLICABLE = "not_applicable", "Not needed"


TONES = {
    State.OVERDUE: "late",
    State.DUE: "due",
    State.BOOKED: "calm",
    State.EXEMPT: "calm",
    State.NEW_STARTER: "note",
    State.UP_TO_DATE: "good",
    State.NOT_APPLICABLE: "calm",
}


@dataclass(frozen=True)
class Terms:
    """How soon after starting something must be done, how many months it lasts (None: for ever), and how many days
    before it counts as due."""

    due_within_days: int
    renewal_months: int | None = None
    due_soon_days: int = DUE_SOON_DAYS

    def due_on(self, *, started_on: date, last_on: date | None = None) -> date | None:
        """Months are counted as people count them: 31 August and six months is the last day of February."""
        if last_on is None:
            return started_on + timedelta(days=self.due_within_days)
        return months_after(last_on, self.renewal_months) if self.renewal_months else None

    def started_by(self, day: date) -> date:
        """Whoever started later, and has never done it, is not yet due on this day."""
        return day - timedelta(days=self.due_within_days)

    def lasting_from(self, day: date) -> date:
        """What was done before has run out, or is due, on this day."""
        return first_day_lasting_past(day + A_DAY, months=self.renewal_months) if self.renewal_months else date.min


def is_new(started_on: date, *, on: date) -> bool:
    return new_after(on) < started_on <= on


def new_after(on: date) -> date:
    """Whoever started after this day is a new starter."""
    return on - timedelta(days=NEW_FOR_DAYS)


def state(
    due_on: date | None,
    *,
    on: date,
    booked_on: date | None = None,
    is_first_thing: bool = False,
    is_exempt: bool = False,
    due_soon_days: int = DUE_SOON_DAYS,
) -> State:
    """Overdue stays overdue until it is done. A new starter is not chased for what they have had no time to do."""
    if is_exempt:
        return State.EXEMPT
    if due_on is not None and due_on < on:
        return State.OVERDUE
    if due_on is None or not (is_first_thing or due_on <= on + timedelta(days=due_soon_days)):
        return State.UP_TO_DATE
    if booked_on is not None:
        return State.BOOKED
    return State.NEW_STARTER if is_first_thing else State.DUE


def words(
    state: State,
    *,
    on: date,
    due_on: date | None = None,
    booked_on: date | None = None,
    exempt_until: date | None = None,
) -> str:
    """ "Overdue 39 days", "Due 30 November", "Booked 9 December", or the state as it is called."""
    if state == State.OVERDUE and due_on is not None:
        days = (on - due_on).days
        return f"Overdue {days:,} day" if days == 1 else f"Overdue {days:,} days"
    if state == State.DUE and due_on is not None:
        return f"Due {day_words(due_on, on=on)}"
    if state == State.BOOKED and booked_on is not None:
        return f"Booked {day_words(booked_on, on=on)}"
    if state == State.EXEMPT and exempt_until is not None:
        return f"Exempt until {day_words(exempt_until, on=on)}"
    return str(State(state).label)


def last_month_end(on: date) -> date:
    """The last day of the month before: 31 March, on any day of April."""
    return on.replace(day=1) - A_DAY


def day_words(day: date, *, on: date) -> str:
    """17 November; with its year when that is not plain from the day we look."""
    is_plain = months_after(on, -11) < day < months_after(on, 11)
    return f"{day:%-d %B}" if is_plain else f"{day:%-d %B %Y}"


class RequirementRefused(Refused):
    pass


class AlreadyAsked(RequirementRefused):
    def __init__(self, title: str) -> None:
        super().__init__(f"The same people are already asked for “{title}”. Change that requirement.", field="item")


class TooLong(RequirementRefused):
    pass


class TwoWays(RequirementRefused):
    def __init__(self) -> None:
        words = "Say whom by role, by profession or by what they must be able to do: one of the three."
        super().__init__(words, field="profession")


class AlreadyEnded(RequirementRefused):
    def __init__(self, ended_on: date) -> None:
        super().__init__(f"This requirement ended on {ended_on:%-d %B %Y}. Add a new one.")


class NothingChanges(RequirementRefused):
    def __init__(self) -> None:
        super().__init__("This is what the requirement says already.")


class TooEarly(RequirementRefused):
    pass


class TooFar(RequirementRefused):
    def __init__(self, *, field: str) -> None:
        super().__init__(f"Choose a day from {FIRST_DAY.year} to {LAST_DAY.year}.", field=field)


def refuse_day(day: date, *, field: str = "on") -> None:
    """A slip of the keyboard, and further than dates can be counted from."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise TooFar(field=field)


def refuse_terms(due_within_days: int, renewal_months: int | None, due_soon_days: int = DUE_SOON_DAYS) -> None:
    if not 0 <= due_within_days <= LONGEST_WITHIN_DAYS:
        raise TooLong(f"Give people from 0 to {LONGEST_WITHIN_DAYS} days.", field="due_within_days")
    if renewal_months is not None and not 1 <= renewal_months <= LONGEST_RENEWAL_MONTHS:
        raise TooLong(
            f"It is done again after 1 to {LONGEST_RENEWAL_MONTHS} months. Leave it empty if once is enough.",
            field="renewal_months",
        )
    if not 0 <= due_soon_days <= LONGEST_DUE_SOON_DAYS:
        raise TooLong(f"It can count as due from 0 to {LONGEST_DUE_SOON_DAYS} days before.", field="due_soon_days")


def refuse_two_ways(named: Sequence[object | None]) -> None:
    """A role, a profession and a capability all come down to roles: two of them at once would hide one."""
    if sum(one is not None for one in named) > 1:
        raise TwoWays


def refuse_start(starts_on: date, ends_on: date | None = None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise TooEarly(f"It cannot end before it starts, on {starts_on:%-d %B %Y}.", field="ends_on")


def refuse_change(starts_on: date, ends_on: date | None, *, on: date) -> None:
    """A change is a new row from a day on, and the day before is the old one's last."""
    if ends_on is not None:
        raise AlreadyEnded(ends_on)
    if on <= starts_on:
        earliest = starts_on + A_DAY
        raise TooEarly(
            f"It starts on {starts_on:%-d %B %Y}, so a change can count from {earliest:%-d %B %Y}.", field="starts_on"
        )


def within_words(days: int) -> str:
    if days == 0:
        return "On the first day"
    if days % 365 == 0:
        return "Within a year" if days == 365 else f"Within {days // 365} years"
    return f"Within {days // 7} weeks" if days % 7 == 0 and days > 7 else f"Within {days} days"


def again_words(months: int | None) -> str:
    if not months:
        return "Once"
    if months % 12:
        return f"Every {months} months"
    return "Every year" if months == 12 else f"Every {months // 12} years"
