"""Reading teams month by month, and noticing what changed. A job calls this; nobody writes a reading by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from academy.core import clock, trail
from academy.needs import actions as needs
from academy.needs.rules import Evidence, Risk, SignalKind
from academy.people.models import Team
from academy.workforce.models import TeamChange, TeamReading
from academy.workforce.queries import readings as counting
from academy.workforce.queries import warning as queries
from academy.workforce.queries.warning import Series
from academy.workforce.rules.warning import JUDGED, READ_AGAIN, Verdict, Watched, change_words, holds, month_ends

BATCH = 2_000
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class ReadTeams:
    """What one run did: months counted, and changes that were not there before."""

    months: int
    readings: int
    changes: int


@transaction.atomic
def read_teams(*, on: date) -> ReadTeams:
    """The months that are missing, and the latest ones again, for their records still come in."""
    ends, held = month_ends(on), set(TeamReading.objects.order_by().values_list("month", flat=True).distinct())
    wanted = [end for place, end in enumerate(ends) if end not in held or place >= len(ends) - READ_AGAIN]
    teams = {team.pk: team for team in queries.teams(on)}
    made = [
        TeamReading(
            team_id=read.team, watched=read.watched, month=read.month, part=read.part, of=read.of, read_at=clock.now()
        )
        for read in counting.readings(teams, _reach(wanted, ends))
        if read.month in wanted
    ]
    TeamReading.objects.filter(month__in=wanted).delete()
    TeamReading.objects.bulk_create(made, batch_size=BATCH)
    new = [end for end in wanted if end not in held][-JUDGED:] or ends[-1:]
    return ReadTeams(len(wanted), len(made), sum(notice_changes(end, teams=teams) for end in new))


def _reach(wanted: Sequence[date], ends: Sequence[date]) -> list[date]:
    """From the first month wanted to the last: counted together, whatever lies between."""
    return [end for end in ends if wanted[0] <= end <= wanted[-1]]


@transaction.atomic
def notice_changes(month: date, *, teams: dict[int, Team]) -> int:
    """As the series stood at the end of a month. A change that goes on is the same one."""
    ends = month_ends(month + A_DAY)
    going_on = {
        (change.team_id, change.watched, change.is_worse): change
        for change in TeamChange.objects.filter(last_on__in=ends[-2:], first_on__lte=month)
    }
    new = 0
    for team, by_watched in queries.series_of_teams(teams, ends=ends).items():
        for series in by_watched.values():
            if series.verdict.is_change and series.latest and series.latest.month == month:
                held = going_on.get((team, series.watched, series.is_worse))
                change = _goes_on(held, series, month) if held else _begins(teams[team], series, month)
                new += held is None
                _signal(change, series)
    return new


def _begins(team: Team, series: Series, month: date) -> TeamChange:
    change, is_new = TeamChange.objects.update_or_create(
        team=team,
        watched=series.watched,
        first_on=month,
        defaults={
            "is_worse": series.is_worse,
            "shown": series.shown or "",
            "last_on": month,
            "said": change_words(series.watched, str(team), month, is_worse=series.is_worse),
            "noticed_at": clock.now(),
        },
    )
    if is_new:
        trail.note(None, "noticed", change, watched=series.watched, worse=series.is_worse)
    return change


def _goes_on(change: TeamChange, series: Series, month: date) -> TeamChange:
    change.last_on = max(change.last_on, month)
    change.shown = series.shown or change.shown
    change.save(update_fields=["last_on", "shown"])
    return change


def _signal(change: TeamChange, series: Series) -> None:
    """A change for the worse that holds is evidence of a need, once. Its words carry no small number."""
    if series.verdict != Verdict.WORSE or not holds(change.shown, first_on=change.first_on, last_on=change.last_on):
        return
    people = series.latest.of if series.latest and series.watched in (Watched.LEAVERS, Watched.SUPERVISION) else 0
    needs.raise_signal(
        SignalKind.MEASURE,
        change.said,
        size=int(people),
        risk=Risk.SOME,
        evidence=Evidence.COUNTED,
        team=change.team,
        cause=change,
        on=change.last_on,
    )
