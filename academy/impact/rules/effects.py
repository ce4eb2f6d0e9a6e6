"""What must hold before anything is said of an effect, in words: what is missing, and what would cure it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices

from academy.core.refusals import Refused

HALF_YEARS_SHOWN = 12  # six years: longer ago says little of teams that are there now


class Outcome(TextChoices):
    """What the learning may have changed."""

    PRACTICE = "practice", "Practice"
    STAYING = "staying", "Staying"


class Reached(Refused):
    """A team was reached by the same item before, or would be reached on a day that cannot be."""


@dataclass(frozen=True)
class Missing:
    """Why nothing can be said, and what would cure it."""

    reason: str
    needs: str


@dataclass(frozen=True, order=True)
class HalfYear:
    """January to June, or July to December."""

    year: int
    is_second: bool

    @property
    def number(self) -> int:
        return 2 * self.year + self.is_second

    @property
    def first_on(self) -> date:
        return date(self.year, 7 if self.is_second else 1, 1)

    @property
    def last_on(self) -> date:
        return date(self.year, 12, 31) if self.is_second else date(self.year, 6, 30)

    @property
    def words(self) -> str:
        return f"{'July to December' if self.is_second else 'January to June'} {self.year}"


def half_year(day: date) -> HalfYear:
    return HalfYear(day.year, day.month > 6)


def half_year_of(number: int) -> HalfYear:
    return HalfYear(number // 2, bool(number % 2))


def last_whole_half_year(on: date) -> HalfYear:
    this = half_year(on)
    return this if this.last_on == on else half_year(this.first_on - timedelta(days=1))


def month_number(day: date) -> int:
    return 12 * day.year + day.month - 1
