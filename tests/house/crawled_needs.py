"""What the crawl meets of needs: a signal of the agency that waits, one that was weighed, and the need it became."""

from typing import Any

from academy.core import clock
from academy.needs.actions import weigh_signals
from academy.people.models import Organisation
from tests.builders import make_signal

EXAMPLES = {"needs/": "need", "needs/signals/": "signal"}


def needs_of(things: dict[str, Any], organisation: Organisation, mark: str) -> None:
    said = {"organisation": organisation}
    things["signal"] = make_signal(f"What somebody saw at {organisation}", **said)
    weighed = things["weighed signal"] = make_signal("What somebody saw before", **said)
    # a need is the partnership’s, and no agency’s: its words name none
    things["need"] = weigh_signals([weighed], title="A need", capability=None, by=None, on=clock.today())
    weighed.refresh_from_db()
