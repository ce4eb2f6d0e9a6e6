"""Figures this room can supply to pages, measures and packs."""

from academy.workforce.measures.agency import (
    above_the_cap,
    agency_figures,
    agency_premium,
    agency_spend,
    workers_at_work,
)
from academy.workforce.measures.rates import (
    absence_rate,
    agency_rate,
    caseload,
    rate_figure,
    rate_on,
    turnover_rate,
    vacancy_rate,
)
from academy.workforce.measures.retention import LABEL, figure_of, stayed_two_years_beyond

__all__ = [
    "LABEL",
    "above_the_cap",
    "absence_rate",
    "agency_figures",
    "agency_premium",
    "agency_rate",
    "agency_spend",
    "caseload",
    "figure_of",
    "rate_figure",
    "rate_on",
    "stayed_two_years_beyond",
    "turnover_rate",
    "vacancy_rate",
    "workers_at_work",
]
