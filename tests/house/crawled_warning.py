"""What the crawl meets of early warning: a month of each side's team, and a change in it."""

from datetime import timedelta
from typing import Any

from academy.core import clock
from academy.workforce.models import CompleteFrom, TeamChange, TeamReading
from academy.workforce.rules.warning import Shown, Watched, change_words, month_ends

EXAMPLES = {"workforce/early-warning/": "team"}
WORDS = {"watched": Watched.LEAVERS.value}


def warning_of(things: dict[str, Any]) -> None:
    team, month = things["team"], month_ends(clock.today())[-1]
    things["team reading"] = TeamReading.objects.create(
        team=team, watched=Watched.LEAVERS, month=month, part=1, of=12, read_at=clock.now()
    )
    things["team change"] = TeamChange.objects.create(
        team=team,
        watched=Watched.LEAVERS,
        is_worse=True,
        shown=Shown.RUN,
        first_on=month,
        last_on=month,
        said=change_words(Watched.LEAVERS, str(team), month, is_worse=True),
        noticed_at=clock.now(),
    )
    things["complete from"] = CompleteFrom.objects.create(
        on=clock.today() - timedelta(days=2000), why="Checked", said_at=clock.now()
    )
