"""Working days as councils in England count them: Monday to Friday, bank holidays left out.

The bank holidays of England and Wales are data (`bank_holidays.csv`, from www.gov.uk/bank-holidays). The day after the
first is day 1, and the last day counts.
"""

import csv
from datetime import date, timedelta
from functools import cache
from pathlib import Path

SATURDAY = 5
A_DAY = timedelta(days=1)


@cache
def bank_holidays() -> frozenset[date]:
    with (Path(__file__).parent / "bank_holidays.csv").open(encoding="utf-8", newline="") as rows:
        return frozenset(date.fromisoformat(row["day"]) for row in csv.DictReader(rows))


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in bank_holidays()


def is_known(day: date) -> bool:
    """Whether the bank holidays of its year are loaded; of other years only the weekends are left out."""
    return min(bank_holidays()).year <= day.year <= max(bank_holidays()).year


def working_days_after(day: date, days: int) -> date:
    return _moved(day, days, A_DAY)


def working_days_before(day: date, days: int) -> date:
    return _moved(day, days, -A_DAY)


def working_days_between(first: date, last: date) -> int:
    """How many working days it took from the one to the other; less than nothing when the last came first."""
    if last < first:
        return -working_days_between(last, first)
    whole, over = divmod((last - first).days, 7)
    rest = sum((first + A_DAY * day).weekday() < SATURDAY for day in range(1, over + 1))
    return 5 * whole + rest - sum(first < day <= last for day in bank_holidays() if day.weekday() < SATURDAY)


def _moved(day: date, days: int, step: timedelta) -> date:
    while days > 0:
        day += step
        days -= is_working_day(day)
    return day
