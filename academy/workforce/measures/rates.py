"""Rates by the national definitions, as figures with both their parts."""

from datetime import date

from django.urls import reverse

from academy.core.figures import Figure, rounded
from academy.people.models import Team
from academy.workforce import queries
from academy.workforce.rules.definitions import DEFINITIONS, Definition
from academy.workforce.rules.rates import Rates


def rate_on(slug: str, *, on: date, team: Team | int | None = None) -> Figure:
    """One rate by its name in the address: turnover, vacancy, agency, caseload, absence and the rest."""
    return rate_figure(queries.rates_on(on, team=team), slug)


def turnover_rate(*, on: date, team: Team | int | None = None) -> Figure:
    return rate_on("turnover", on=on, team=team)


def vacancy_rate(*, on: date, team: Team | int | None = None) -> Figure:
    return rate_on("vacancy", on=on, team=team)


def agency_rate(*, on: date, team: Team | int | None = None) -> Figure:
    return rate_on("agency", on=on, team=team)


def caseload(*, on: date, team: Team | int | None = None) -> Figure:
    return rate_on("caseload", on=on, team=team)


def absence_rate(*, on: date, team: Team | int | None = None) -> Figure:
    return rate_on("absence", on=on, team=team)


def rate_figure(rates: Rates, slug: str) -> Figure:
    """A whole count and no sample: it has no interval, and `why` says on what it rests."""
    definition, rate = DEFINITIONS[slug], rates.rate(slug)
    value = None if rate.value is None else round(rate.value, definition.places + 2)
    return Figure(
        label=definition.label,
        value=value,
        unit=definition.unit,
        on=rates.on,
        evidence="none" if value is None else "counted",
        why="" if value is None else "from posts held and what teams report",
        sentence=rate.why if value is None else sentence(definition, rates),
        words=definition.meaning,
        places=definition.places,
        opens_to=opens_to(slug, rates),
        opens_words="See what it is made of",
    )


def sentence(definition: Definition, rates: Rates) -> str:
    """Both parts in words: "41.2 full-time equivalents who left in the year, for 398.5 in post at its end"."""
    rate = rates.rate(definition.slug)
    parts = [_number(part) for part in (rate.numerator, rate.denominator)]
    return f"{parts[0]} {definition.numerator_words}, for {parts[1]} {definition.denominator_words}."


def opens_to(slug: str, rates: Rates) -> str:
    team = f"&team={rates.team}" if rates.team else ""
    return f"{reverse('workforce-rate', args=[slug])}?on={rates.on:%Y-%m-%d}{team}#parts"


def _number(part: float | None) -> str:
    """Whole where it is whole."""
    return "?" if part is None else rounded(part, 0 if float(part).is_integer() else 1)
