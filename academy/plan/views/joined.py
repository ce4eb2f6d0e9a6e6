"""What a room above adds to the pages about money: who used what they learned. See `config/joins.py`."""

from collections.abc import Mapping

from academy.core.figures import Figure
from academy.people.scope import Request


def shares_used(request: Request) -> Mapping[int, float | None]:
    """By plan item: the share of those who answered; None where too few did."""
    found = getattr(request, "used_from_plan", None)
    return found.shares if found else {}


def cost_of_use(request: Request) -> Figure | None:
    found = getattr(request, "used_from_plan", None)
    return found.figure if found else None
