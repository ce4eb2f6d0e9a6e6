"""Practice timeliness (Q6): what the authority’s own lists say about how long casework takes."""

from academy.audits.timeliness.asked import Asked
from academy.audits.timeliness.catalogue import MEASURES, areas, measure
from academy.audits.timeliness.counting import Counted, Timeliness, timeliness
from academy.audits.timeliness.measure import Measure
from academy.audits.timeliness.sources import AGENCIES, FromAgency

__all__ = [
    "AGENCIES",
    "MEASURES",
    "Asked",
    "Counted",
    "FromAgency",
    "Measure",
    "Timeliness",
    "areas",
    "measure",
    "timeliness",
]
