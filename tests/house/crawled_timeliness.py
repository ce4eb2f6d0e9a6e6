"""The share of practice timeliness in the world that is crawled."""

from datetime import timedelta
from typing import Any

from academy.audits.actions.timeliness import keep_timeliness
from academy.audits.timeliness import Counted, FromAgency, Timeliness, measure
from academy.core import clock

EXAMPLES = {"practice/timeliness/": "timeliness reading", "practice/timeliness/measures/": "timeliness code"}


def timeliness_of(things: dict[str, Any]) -> None:
    """One reading for the whole authority: it is about nobody’s agency."""
    on = clock.today() - timedelta(days=1)
    measures = [Counted(measure("referral_nfa_rate"), 10, 40)]
    found = Timeliness(on, {"List 3": 40}, [], [], measures, [FromAgency("Police", 60, 20, 40, 10)])
    things["timeliness reading"] = keep_timeliness(found, file_name="annex.xlsx", by=None)
    things["timeliness code"] = "referral_nfa_rate"
    things["timeliness figure"] = things["timeliness reading"].figures.get()
