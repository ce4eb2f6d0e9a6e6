"""The arithmetic of the workforce’s rates, each with the two parts that it is made of."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from academy.analysis.staffing import Counts
from academy.core.refusals import Refused
from academy.workforce.rules.published import WORKING_DAYS

MONTHS_A_YEAR = 12


class RatesRefused(Refused):
    """A number of a team that cannot be so."""


class Rate(NamedTuple):
    """A rate with its two parts. Without a value, `why` says what is missing and what would cure it."""

    numerator: float | None
    denominator: float | None
    times: float = 100
    why: str = ""

    @property
    def value(self) -> float | None:
        if self.why or self.numerator is None or not self.denominator:
            return None
        return self.times * self.numerator / self.denominator


@dataclass(frozen=True)
class Monthly:
    """What teams said of their own months: cases on the day, days lost in the year. None where nobody said."""

    cases: int | None = None
    case_holders_fte: float | None = None
    agency_cover_fte: float | None = None
    days_lost: float | None = None
    absence_in_post_fte: float = 0.0  # of the teams that gave every month of the year
    vacancy_fte: float | None = None
    budgeted_fte: float | None = None
    vacancy_in_post_fte: float = 0.0  # of the teams whose establishment is known
    teams_without_establishment: int = 0


NO_ESTABLISHMENT = "No team’s establishment is known for that day. Bring in what each team is budgeted to have."
NO_CASELOAD = "No team gave its cases for that month. Bring in the month’s figures."
NO_ABSENCE = "No team gave its days lost for all twelve months. Bring in the months that are missing."
NO_COVER = "No team said how many of its agency workers cover vacancies. Bring in the month’s figures."
NOBODY = "Nobody was in post on that day."
NO_AGENCY = "There were no agency workers on that day."
NO_VACANCY = "There were no vacancies on that day."


@dataclass(frozen=True)
class Rates:
    """Every rate of a workforce or of one team on a day, for the year until then, each with its two parts."""

    on: date
    since: date
    counts: Counts
    monthly: Monthly
    team: int | None = None

    def rate(self, slug: str) -> Rate:
        found: Rate = getattr(self, slug.replace("-", "_"))
        return found

    @property
    def turnover(self) -> Rate:
        return _of(self.counts.leavers_fte, self.counts.in_post_fte, NOBODY)

    @property
    def turnover_people(self) -> Rate:
        return _of(self.counts.leavers_headcount, self.counts.in_post_headcount, NOBODY)

    @property
    def vacancy(self) -> Rate:
        vacant = self.monthly.vacancy_fte
        if vacant is None:
            return Rate(None, None, why=NO_ESTABLISHMENT)
        return _of(vacant, vacant + self.monthly.vacancy_in_post_fte, NOBODY)

    @property
    def agency(self) -> Rate:
        return _of(self.counts.agency_fte, self.counts.agency_fte + self.counts.in_post_fte, NOBODY)

    @property
    def agency_people(self) -> Rate:
        together = self.counts.agency_headcount + self.counts.in_post_headcount
        return _of(self.counts.agency_headcount, together, NOBODY)

    @property
    def agency_cover(self) -> Rate:
        cover = self.monthly.agency_cover_fte
        return Rate(None, None, why=NO_COVER) if cover is None else _of(cover, self.counts.agency_fte, NO_AGENCY)

    @property
    def vacancies_covered(self) -> Rate:
        cover, vacant = self.monthly.agency_cover_fte, self.monthly.vacancy_fte
        if cover is None or vacant is None:
            return Rate(None, None, why=NO_COVER if cover is None else NO_ESTABLISHMENT)
        return _of(cover, vacant, NO_VACANCY)

    @property
    def caseload(self) -> Rate:
        if self.monthly.cases is None:
            return Rate(None, None, times=1, why=NO_CASELOAD)
        return _of(self.monthly.cases, self.monthly.case_holders_fte, NO_CASELOAD, times=1)

    @property
    def absence(self) -> Rate:
        if self.monthly.days_lost is None:
            return Rate(None, None, why=NO_ABSENCE)
        return _of(self.monthly.days_lost, WORKING_DAYS * self.monthly.absence_in_post_fte, NOBODY)

    @property
    def stability(self) -> Rate:
        return _of(self.counts.stayed_headcount, self.counts.before_headcount, "Nobody was in post a year before.")

    @property
    def exits(self) -> Rate:
        return _of(self.counts.leavers_headcount, self.counts.person_years, "Nobody was in post in the year.")


def _of(part: float, whole: float | None, why: str, *, times: float = 100) -> Rate:
    return Rate(part, whole, times) if whole else Rate(part, whole, times, why)


def year_before(on: date) -> date:
    """A year that ends on 29 February began on 28 February."""
    try:
        return on.replace(year=on.year - 1)
    except ValueError:
        return on.replace(year=on.year - 1, day=28)


def month_ends(until: date, count: int) -> list[date]:
    """The last days of so many months, the newest last; a month that is not over yet is left out."""
    ends: list[date] = []
    first = (until + timedelta(days=1)).replace(day=1)
    while len(ends) < count:
        ends.append(first - timedelta(days=1))
        first = ends[-1].replace(day=1)
    return ends[::-1]


def september(on: date) -> date:
    """The latest 30 September, on which the national return counts."""
    this_year = date(on.year, 9, 30)
    return this_year if this_year <= on else date(on.year - 1, 9, 30)


def is_month_end(on: date) -> bool:
    return (on + timedelta(days=1)).day == 1
