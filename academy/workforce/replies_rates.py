"""The shape in which rates are given to machines."""

from datetime import date
from typing import Any

from ninja import Schema

from academy.workforce.rules.definitions import DEFINITIONS
from academy.workforce.rules.rates import Rates


class RateOut(Schema):
    rate: str
    label: str
    meaning: str
    unit: str
    value: float | None
    numerator: float | None
    denominator: float | None
    numerator_words: str
    denominator_words: str
    why: str


class RatesOut(Schema):
    on: date
    since: date
    team: int | None
    rates: list[RateOut]


def rates_reply(rates: Rates) -> dict[str, Any]:
    found = []
    for slug, definition in DEFINITIONS.items():
        rate = rates.rate(slug)
        found.append(
            {
                "rate": slug,
                "label": definition.label,
                "meaning": definition.meaning,
                "unit": definition.unit,
                "value": rate.value,
                "numerator": rate.numerator,
                "denominator": rate.denominator,
                "numerator_words": definition.numerator_words,
                "denominator_words": definition.denominator_words,
                "why": rate.why,
            }
        )
    return {"on": rates.on, "since": rates.since, "team": rates.team, "rates": found}
