"""What an effect is reckoned from: audits by team and half-year, and months in which people could have learned."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from academy.analysis.agreement import alpha
from academy.analysis.severity import Marks
from academy.audits.models import Audit, Moderation, SampledCase
from academy.audits.rules import Grade
from academy.audits.rules.auditing import AuditKind
from academy.audits.rules.grades import GOOD_OR_BETTER
from academy.audits.rules.moderation import WhyModerated
from academy.catalogue.models import Item
from academy.impact.models import EffectEstimate, RollOut
from academy.impact.rules.effects import (
    HALF_YEARS_SHOWN,
    HalfYear,
    Outcome,
    half_year,
    half_year_of,
    last_whole_half_year,
)
from academy.impact.rules.practice import Agreed
from academy.people.models import Team
from academy.people.rules import OrganisationKind
from academy.people.scope import Viewer, visible

METHOD = "2"  # counted up when an estimator changes, so that everything is worked out again
STEP = {grade: place for place, grade in enumerate(reversed(Grade))}  # the best is the highest


@dataclass(frozen=True, eq=False)
class Practice:
    """Audits of teams that were audited in every half-year, and what had to be left out for that."""

    marks: Marks | None
    is_good: np.ndarray
    agreed: Agreed
    teams_left_out: int
    first: HalfYear | None
    last: HalfYear
    inputs: str


def roll_outs(viewer: Viewer, item: Item | None = None) -> QuerySet[RollOut]:
    rows = visible(viewer, RollOut).select_related("item", "team")
    return rows.filter(item=item) if item else rows


def rolled_out_items(viewer: Viewer) -> QuerySet[Item]:
    """What has reached teams on a day that somebody set, by title."""
    reached = visible(viewer, RollOut).order_by().values("item")
    return visible(viewer, Item).filter(pk__in=reached).order_by("title")


def effect_estimates(viewer: Viewer) -> QuerySet[EffectEstimate]:
    return visible(viewer, EffectEstimate).select_related("item")


def latest_estimates(viewer: Viewer, items: Iterable[Item] | None = None) -> dict[tuple[int, str], EffectEstimate]:
    """The newest answer for each item and outcome, whatever came of it. One query."""
    rows = effect_estimates(viewer)
    if items is not None:
        rows = rows.filter(item__in=list(items))
    found: dict[tuple[int, str], EffectEstimate] = {}
    for row in rows.order_by("-looked_at", "-pk"):
        found.setdefault((row.item_id, row.outcome), row)
    return found


def latest_estimate(viewer: Viewer, item: Item, outcome: Outcome) -> EffectEstimate | None:
    return latest_estimates(viewer, [item]).get((item.pk, outcome))


def teams_to_reach(viewer: Viewer, item: Item, *, is_every: bool = True) -> QuerySet[Team]:
    """Teams of the council that the item has not been set to reach; or of these, those whose cases were audited."""
    reached = RollOut.objects.filter(item=item).values("team")
    teams = visible(viewer, Team).filter(organisation__kind=OrganisationKind.COUNCIL, closed_on__isnull=True)
    if not is_every:
        teams = teams.filter(Exists(SampledCase.objects.filter(team=OuterRef("pk"))))
    return teams.exclude(pk__in=reached).order_by("name", "pk")


def drawn_by_lot(items: Iterable[Item]) -> set[int]:
    """Of several items at once. One query."""
    found: dict[int, bool] = {}
    for item, lot in RollOut.objects.filter(item__in=list(items)).order_by().values_list("item", "is_by_lot"):
        found[item] = found.get(item, True) and lot
    return {item for item, lot in found.items() if lot}


def practice_of(item: Item, *, on: date) -> Practice:
    """First audits by the auditor's own grade, of whole half-years only."""
    last = last_whole_half_year(on)
    rows = _audits(last)
    start = _best_start(rows, last)
    kept = [row for row in rows if start is not None and row[2] >= start]
    every = {team for team, *_ in kept}
    complete = _complete(kept, last.number - start + 1) if start is not None else set()
    kept = [row for row in kept if row[0] in complete]
    if not kept or start is None:
        return Practice(None, np.empty(0), Agreed(0, None), len(every), None, last, fingerprint([last.number]))
    live = {one.team_id: half_year(one.live_on).number for one in RollOut.objects.filter(item=item)}
    marks, is_good = _marks(kept, live, start, last)
    agreed = _agreed(half_year_of(start).first_on, last.last_on)
    parts = [marks.grade, marks.team, marks.period, marks.auditor, marks.waves, [agreed.cases, agreed.alpha or 0]]
    return Practice(marks, is_good, agreed, len(every - complete), half_year_of(start), last, fingerprint(*parts))


Row = tuple[int, int, int, str]  # team, auditor, number of the half-year, grade


def _audits(last: HalfYear) -> list[Row]:
    first = half_year_of(last.number - HALF_YEARS_SHOWN + 1)
    audits = Audit.objects.filter(
        kind=AuditKind.FIRST,
        finished_at__date__range=(first.first_on, last.last_on),
        sampled_case__team__isnull=False,
        sampled_case__dropped_on__isnull=True,
    )
    rows = audits.order_by("finished_at", "pk").values_list("sampled_case__team", "auditor", "finished_at", "grade")
    return [(team, auditor, half_year(timezone.localdate(at)).number, grade) for team, auditor, at, grade in rows]


def _best_start(rows: list[Row], last: HalfYear) -> int | None:
    """From which half-year on the most of teams and half-years are whole: looked for without looking at a grade."""
    numbers = sorted({number for _, _, number, _ in rows})
    best, most = None, 0
    for start in numbers:
        periods = last.number - start + 1
        whole = periods * len(_complete([row for row in rows if row[2] >= start], periods))
        if whole > most:
            best, most = start, whole
    return best


def _complete(rows: list[Row], periods: int) -> set[int]:
    seen: dict[int, set[int]] = {}
    for team, _, number, _ in rows:
        seen.setdefault(team, set()).add(number)
    return {team for team, numbers in seen.items() if len(numbers) == periods}


def _marks(rows: list[Row], live: dict[int, int], start: int, last: HalfYear) -> tuple[Marks, np.ndarray]:
    """Half-years are numbered from 1; a team reached before the first of them counts as reached in it."""
    teams, team = np.unique([row[0] for row in rows], return_inverse=True)
    _, auditor = np.unique([row[1] for row in rows], return_inverse=True)
    waves = np.array([max(live[one] - start + 1, 1) if one in live else 0 for one in teams.tolist()])
    waves = np.where(waves > last.number - start + 1, 0, waves)
    grade = np.array([STEP[Grade(row[3])] for row in rows])
    is_good = np.array([Grade(row[3]) in GOOD_OR_BETTER for row in rows])
    period = np.array([row[2] - start for row in rows])
    return Marks(grade, team, period, auditor, waves, np.arange(1, last.number - start + 2)), is_good


def _agreed(first_on: date, last_on: date) -> Agreed:
    """First and second grade of the cases drawn by chance: those that are always graded twice are not like the rest."""
    drawn = Moderation.objects.filter(why=WhyModerated.SHARE, made_at__date__range=(first_on, last_on))
    rows = drawn.exclude(grade="").order_by()
    pairs = np.array([[STEP[Grade(one)] for one in pair] for pair in rows.values_list("audit__grade", "grade")])
    return Agreed(len(pairs), alpha(pairs) if len(pairs) else None)


def fingerprint(*parts: object) -> str:
    found = hashlib.sha256(METHOD.encode())
    for part in parts:
        found.update(np.ascontiguousarray(np.asarray(part, dtype=float)).tobytes())
    return found.hexdigest()
