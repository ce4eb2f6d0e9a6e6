"""What the clock starts. It may run twice: what was asked is not asked again."""

from datetime import date
from typing import Any

from academy.core import clock
from academy.frameworks import actions


def flag_what_is_due(*, on: str | None = None, **_: Any) -> str:
    """Whatever rests on a source whose review date has come is to be looked at, and its owner is asked."""
    asked = actions.ask_for_reviews_due(on=date.fromisoformat(on) if on else clock.today())
    return f"Asked for {asked} thing{'' if asked == 1 else 's'} to be looked at again."
