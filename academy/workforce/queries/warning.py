"""Early warning: what is kept of each team, and the series that speak of change."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from django.db.models import Count, QuerySet

from academy.analysis.control_charts import FEWEST_POINTS, ControlChart, individuals
from academy.analysis.exact_charts import exact_shares
from academy.people.models import Team
from academy.people.rules import OrganisationKind, Reach
from academy.people.scope import Viewer, current_spells, visible
from academy.workforce.models import TeamChange, TeamReading
from academy.workforce.rules.warning import (
    FEWEST_IN_TEAM,
    FEWEST_SHOWN,
    Point,
    Shown,
    Verdict,
    Watched,
    baseline_of,
    month_ends,
)

Key = tuple[int, str]
STANDS_STILL = "It stands still for months at a time, so any move at all would look like a signal."


@dataclass(frozen=True)
class Series:
    """One thing of one team, month by month, with what it says. Months without anything to count are left out."""

    watched: Watched
    points: tuple[Point, ...]
    chart: ControlChart | None
    verdict: Verdict
    shown: Shown | None = None

    @property
    def latest(self) -> Point | None:
        return self.points[-1] if self.points else None

    @property
    def is_worse(self) -> bool:
        return self.verdict == Verdict.WORSE


def teams(on: date) -> QuerySet[Team]:
    """Teams of the council in which some social workers work today, employed or not."""
    working = current_spells(on).filter(post__job_role__is_social_work=True, post__team__isnull=False)
    counted = working.order_by().values("post__team").annotate(people=Count("person", distinct=True))
    return Team.objects.filter(
        pk__in=counted.filter(people__gte=FEWEST_IN_TEAM).values("post__team"),
        organisation__kind=OrganisationKind.COUNCIL,
        closed_on__isnull=True,
    )


def visible_teams(viewer: Viewer) -> QuerySet[Team]:
    """Those that have been read, by name. Whoever sees numbers only sees every team, and no small number."""
    read = TeamReading.objects.filter(month__gt=month_ends(viewer.on)[0]).values("team")
    found = Team.objects.filter(pk__in=read)
    reached = visible(viewer, TeamReading).order_by().values("team")
    return (found if sees_numbers_only(viewer) else found.filter(pk__in=reached)).order_by("name", "pk")


def sees_numbers_only(viewer: Viewer) -> bool:
    return viewer.reach("see early warning") == frozenset([Reach.COUNTS])


def series_of_teams(teams: Iterable[int], *, ends: Sequence[date]) -> dict[int, dict[Watched, Series]]:
    """Every series of these teams over these months, in one query."""
    teams = list(teams)
    rows = TeamReading.objects.filter(team__in=teams, month__range=(ends[0], ends[-1])).order_by("month")
    points: dict[Key, list[Point]] = defaultdict(list)
    for team, watched, month, part, of in rows.values_list("team", "watched", "month", "part", "of"):
        points[team, watched].append(Point(month, part, of))
    return {team: {watched: series(watched, points[team, watched]) for watched in Watched} for team in teams}


def latest_month() -> date | None:
    return TeamReading.objects.order_by("-month").values_list("month", flat=True).first()


def changes(viewer: Viewer, team: Team, watched: str = "") -> QuerySet[TeamChange]:
    """Of a team that the viewer may open; the latest first."""
    found = TeamChange.objects.filter(team=team) if sees_numbers_only(viewer) else visible(viewer, TeamChange)
    found = found.filter(team=team)
    return found.filter(watched=watched) if watched else found


def series(watched: Watched, points: Iterable[Point]) -> Series:
    """What the months say: a change counts when the latest month shows it."""
    points = tuple(points)
    if len(points) < FEWEST_SHOWN:
        return Series(watched, points, None, Verdict.TOO_FEW if points else Verdict.NONE)
    chart = _chart(watched, points)
    if chart.reason:
        return Series(watched, points, chart, Verdict.TOO_FEW if chart.baseline < FEWEST_POINTS else Verdict.ALIKE)
    last = len(points) - 1
    shown = Shown.MONTH if last in chart.beyond else Shown.RUN if last in chart.runs else None
    if shown is None or last < chart.baseline:
        return Series(watched, points, chart, Verdict.USUAL)
    is_high = _level(points, shown) > chart.centre
    return Series(watched, points, chart, Verdict.BETTER if is_high == watched.is_high_good else Verdict.WORSE, shown)


def _chart(watched: Watched, points: tuple[Point, ...]) -> ControlChart:
    baseline = baseline_of(len(points))
    if watched.is_share:
        parts, wholes = np.array([(int(point.part), int(point.of)) for point in points]).T
        return exact_shares(parts, wholes, baseline=baseline)
    return _unless_still(individuals(np.array([point.value for point in points]), baseline=baseline))


def _unless_still(chart: ControlChart) -> ControlChart:
    """Limits come from how far a month is from the one before: where that is mostly nothing, any move is beyond."""
    moves = np.diff(chart.values[: chart.baseline])
    if chart.reason or np.count_nonzero(moves) > len(moves) / 2:
        return chart
    return replace(chart, beyond=(), runs=(), reason=STANDS_STILL)


def _level(points: tuple[Point, ...], shown: Shown) -> float:
    some = points[-8:] if shown == Shown.RUN else points[-1:]
    return float(sum(point.part for point in some) / sum(point.of for point in some))
