"""The year of a plan: April to March, in quarters, as budgets run."""

from datetime import date, timedelta

from django.db.models import IntegerChoices

FIRST_MONTH = 4
MONTHS_OF_A_PHASE = 3
EARLIEST, LATEST = 2000, 2200


class Phase(IntegerChoices):
    """When in the year something begins."""

    SPRING = 1, "April to June"
    SUMMER = 2, "July to September"
    AUTUMN = 3, "October to December"
    WINTER = 4, "January to March"


def year_on(day: date) -> int:
    """The year in which the plan of that day begins."""
    return day.year - (day.month < FIRST_MONTH)


def first_day(year: int) -> date:
    return date(year, FIRST_MONTH, 1)


def last_day(year: int) -> date:
    return first_day(year + 1) - timedelta(days=1)


def year_words(year: int) -> str:
    return f"{year} to {year + 1}"


def phase_on(day: date) -> Phase:
    return Phase((day.month - FIRST_MONTH) % 12 // MONTHS_OF_A_PHASE + 1)


def months_of(year: int) -> list[date]:
    """The first day of each month, April first."""
    return [date(year + (month > 12), (month - 1) % 12 + 1, 1) for month in range(FIRST_MONTH, FIRST_MONTH + 12)]


def months_of_phase(year: int, phase: int) -> list[date]:
    first = (phase - 1) * MONTHS_OF_A_PHASE
    return months_of(year)[first : first + MONTHS_OF_A_PHASE]
