"""What an agency worker costs more than somebody employed: plain arithmetic on what the council says it pays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import mean, quantiles

WEEKS_A_YEAR = Decimal("52.143")
DAYS_A_WEEK = 7
FULL_WEEK = Decimal(37)
FEWEST_FOR_HALVES = 4  # workers: of fewer, “half of them” says nothing
REPORTED = Decimal(20_000)
REPORTED_BY = "A county council’s published review put it at about £20,000 in 2009, in the money of that year."


@dataclass(frozen=True)
class Employed:
    """What somebody employed in a job type costs in a year, and the hours an agency worker is paid for instead."""

    pounds: Decimal
    agency_hours: Decimal
    full_week: Decimal = FULL_WEEK


@dataclass(frozen=True)
class Dearer:
    """One agency worker: how much dearer in a whole year, full time, and their share of full time."""

    pounds: Decimal
    fte: Decimal
    covers_vacancy: bool


@dataclass(frozen=True)
class Premium:
    """Over all of them. `avoidable` is what those who cover vacancies cost more in a year, by their hours."""

    mean: Decimal
    sd: Decimal
    quarter: Decimal | None
    three_quarters: Decimal | None
    workers: int
    avoidable: Decimal


def share_of_full_time(hours_a_week: Decimal, employed: Employed) -> Decimal:
    return hours_a_week / employed.full_week


def dearer(charge: Decimal, hours_a_week: Decimal, employed: Employed, *, covers_vacancy: bool) -> Dearer:
    """The charge for a year's hours, less what an employed person costs in that year."""
    pounds = charge * employed.agency_hours - employed.pounds
    return Dearer(pounds, share_of_full_time(hours_a_week, employed), covers_vacancy)


def premium_of(each: Sequence[Dearer]) -> Premium | None:
    if not each:
        return None
    pounds = [one.pounds for one in each]
    middle = Decimal(mean(pounds))
    spread = (sum(((one - middle) ** 2 for one in pounds), Decimal(0)) / max(len(pounds) - 1, 1)).sqrt()
    quarters = quantiles(pounds, n=4, method="inclusive") if len(pounds) >= FEWEST_FOR_HALVES else None
    return Premium(
        mean=middle,
        sd=spread,
        quarter=quarters[0] if quarters else None,
        three_quarters=quarters[2] if quarters else None,
        workers=len(pounds),
        avoidable=sum((one.pounds * one.fte for one in each if one.covers_vacancy), Decimal(0)),
    )


def spent(charge: Decimal, hours_a_week: Decimal, *, start: date, end: date) -> Decimal:
    """By the hours agreed, from the first day to the last, both counted."""
    days = (end - start).days + 1
    return charge * hours_a_week * max(days, 0) / DAYS_A_WEEK
