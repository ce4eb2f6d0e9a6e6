"""What a measure is counted in, how often, and when a reading is late or holds too few."""

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import TextChoices

from academy.core.refusals import Refused


class MeasureRefused(Refused):
    pass


class Unit(TextChoices):
    PERCENT = "percent", "Percentage"
    COUNT = "count", "Count"
    RATE = "rate", "Rate or average"
    DAYS = "days", "Days"
    POUNDS = "pounds", "Pounds"


SIGNS = {Unit.PERCENT: "%", Unit.POUNDS: "£", Unit.DAYS: "days"}


class Frequency(TextChoices):
    MONTHLY = "monthly", "Every month"
    QUARTERLY = "quarterly", "Every quarter"
    YEARLY = "yearly", "Every year"


MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.YEARLY: 12}
DAYS_TO_COME = {Frequency.MONTHLY: 31, Frequency.QUARTERLY: 45, Frequency.YEARLY: 365}  # after the period has ended
PERIODS = {Frequency.MONTHLY: "month", Frequency.QUARTERLY: "quarter", Frequency.YEARLY: "year"}


class ReadingState(TextChoices):
    FINAL = "final", "Final"
    PROVISIONAL = "provisional", "Provisional"
    LATE = "late", "Late"  # its day has passed and nobody has given it: a row without a number


def month_end(on: date) -> date:
    return on.replace(day=monthrange(on.year, on.month)[1])


def period_end(on: date, frequency: str) -> date:
    """The last period that had ended on the day. A year ends with September, as the census does."""
    end = month_end(on)
    if end > on:
        end = on.replace(day=1) - timedelta(days=1)
    while not _ends_a_period(end, frequency):
        end = end.replace(day=1) - timedelta(days=1)
    return end


def is_period_end(on: date, frequency: str) -> bool:
    return on == month_end(on) and _ends_a_period(on, frequency)


def periods(since: date, until: date, frequency: str) -> list[date]:
    """The ends of the periods after one day and until another, the oldest first."""
    found, end = [], period_end(until, frequency)
    while end > since:
        found.append(end)
        end = period_end(end - timedelta(days=1), frequency)
    return found[::-1]


def refuse_value(
    value: Decimal | None, numerator: Decimal | None, denominator: Decimal | None, *, is_share: bool
) -> None:
    """A share lies between nothing and all, and says the same as its two parts."""
    if is_share and value is not None and not 0 <= value <= 100:
        raise MeasureRefused("A percentage lies from 0 to 100.", field="value")
    if any(part is not None and part < 0 for part in (value, numerator, denominator)):
        raise MeasureRefused("A reading is not less than nothing.", field="value")
    if is_share and numerator is not None and denominator is not None:
        if numerator > denominator:
            raise MeasureRefused("The part is more than the whole.", field="numerator")
        if value is not None and denominator and abs(100 * numerator / denominator - value) > 1:
            raise MeasureRefused("The percentage is not what its two numbers make.", field="value")


def late_period(on: date, frequency: str) -> date:
    """The newest period whose reading should be here on the day."""
    return period_end(on - timedelta(days=DAYS_TO_COME[Frequency(frequency)]), frequency)


def _ends_a_period(end: date, frequency: str) -> bool:
    if frequency == Frequency.YEARLY:
        return end.month == 9
    return frequency == Frequency.MONTHLY or end.month % 3 == 0


def is_late(latest: date | None, frequency: str, *, on: date) -> bool:
    return latest is not None and latest < late_period(on, frequency)


def is_too_few(numerator: Decimal | float | None, denominator: Decimal | float | None, under: int) -> bool:
    """So few that a number could point at somebody: of them, or of all the others."""
    if not under:
        return False
    if denominator is not None and denominator < under:
        return True
    if numerator is None:
        return False
    rest = None if denominator is None else float(denominator) - float(numerator)
    return 0 < numerator < under or (rest is not None and 0 < rest < under)
