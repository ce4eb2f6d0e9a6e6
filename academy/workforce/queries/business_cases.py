"""The business case: its latest version, the inputs as stated, and what the records say now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from academy.core import clock
from academy.people.scope import Viewer, visible
from academy.workforce.models import BusinessCase, CaseInput, CaseVersion
from academy.workforce.queries.agency import premium_on, spent_between
from academy.workforce.queries.rates import Workforce
from academy.workforce.rules.business_cases import A_YEAR


def cases(viewer: Viewer) -> QuerySet[BusinessCase]:
    """Each with its versions, the newest first, and their inputs."""
    versions = CaseVersion.objects.order_by("-number").prefetch_related(Prefetch("inputs", CaseInput.objects.all()))
    return visible(viewer, BusinessCase).prefetch_related(Prefetch("versions", versions))


def versions(viewer: Viewer) -> QuerySet[CaseVersion]:
    return visible(viewer, CaseVersion).select_related("case").prefetch_related("inputs")


def inputs_of(version: CaseVersion) -> Mapping[str, CaseInput]:
    return {one.name: one for one in version.inputs.all()}


@dataclass(frozen=True)
class Year:
    """What happened in the twelve months until a day, from the records."""

    until: date
    in_post: float  # full-time equivalents
    leavers: float  # full-time equivalents
    turnover: float | None
    vacancies: float | None  # full-time equivalents
    agency: float  # full-time equivalents
    spent: Decimal
    premium: Decimal | None


def year_until(on: date, workforce: Workforce) -> Year:
    rates = workforce.rates_on(on)
    premium = premium_on(on)
    return Year(
        until=on,
        in_post=rates.counts.in_post_fte,
        leavers=rates.counts.leavers_fte,
        turnover=rates.turnover.value,
        vacancies=rates.monthly.vacancy_fte,
        agency=rates.counts.agency_fte,
        spent=spent_between(clock.months_after(on, -A_YEAR), on),
        premium=premium.mean if premium else None,
    )


def before_and_since(begins_on: date, *, on: date) -> tuple[Year, Year]:
    """The year until a case begins, and the year until today. Posts are read once for both."""
    workforce = Workforce()
    return year_until(begins_on, workforce), year_until(on, workforce)
