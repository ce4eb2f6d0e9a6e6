"""What the clock starts. Each may run twice: what was read is read again, and a change is noticed once."""

from datetime import date
from typing import Any

from academy.core import clock
from academy.workforce.actions.warning import read_teams as read


def read_teams(*, on: str | None = None, **_: Any) -> str:
    """Each team’s months that are over, from the records, and what changed in them."""
    done = read(on=date.fromisoformat(on) if on else clock.today())
    return f"Read {done.months} months of teams in {done.readings} readings; changes noticed: {done.changes}."
