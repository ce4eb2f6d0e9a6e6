"""Counting a team's months from the records: a few questions for all teams and all months together."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Min, Q
from django.db.models.functions import TruncDate, TruncMonth

from academy.audits.models import Audit
from academy.audits.rules.auditing import AuditKind
from academy.audits.rules.grades import GOOD_OR_BETTER
from academy.people.models import Spell
from academy.programmes import rules as supervision
from academy.programmes.models import Conversation, SupervisionRule
from academy.programmes.rules import ConversationKind
from academy.surveys.models import FollowUp
from academy.surveys.rules import APPLIED
from academy.workforce.queries.rates import Workforce
from academy.workforce.queries.retention import careers, complete_from, held_posts
from academy.workforce.rules.retention import WayOut
from academy.workforce.rules.warning import Watched

SUPERVISIONS = [kind for kind in ConversationKind if kind.counts_as_supervision]
RECORD_BEGINS = timedelta(days=62)  # after the first supervision on record: before, everybody would seem late
LOOK_BACK = timedelta(days=200)  # no rule asks for supervision less often


@dataclass(frozen=True)
class Read:
    """One thing of one team in one month: so many of so many."""

    team: int
    watched: Watched
    month: date
    part: Decimal
    of: Decimal


def readings(teams: Iterable[int], ends: Sequence[date]) -> Iterator[Read]:
    """Of all that is watched, in these months, by their last days. What there is nothing of is left out."""
    wanted = set(teams)
    if not wanted or not ends:
        return
    for team, watched, month, part, of in (
        *_leavers(ends),
        *_of_rates(ends),
        *_supervision(wanted, ends),
        *_audits(ends),
        *_follow_ups(wanted, ends),
    ):
        if team in wanted and of > 0:
            yield Read(team, watched, month, _decimal(part), _decimal(of))


Line = tuple[int, Watched, date, float, float]


def _leavers(ends: Sequence[date]) -> Iterator[Line]:
    """Of those in the team on any day of the month, who left the council in it."""
    said = complete_from()
    months = [end for end in ends if said is None or end.replace(day=1) >= said.on]
    left: dict[tuple[int, date], set[int]] = defaultdict(set)
    for career in careers(on=ends[-1]):
        if career.stay.ended_on and career.last_team and career.way != WayOut.MOVED:
            left[career.last_team, _end_of(career.stay.ended_on)].add(int(career.stay.person))
    held = held_posts()
    for end in months:
        first, here = end.replace(day=1), defaultdict(set)
        for post in held:
            if post.team and post.started_on <= end and (post.ended_on is None or post.ended_on >= first):
                here[post.team].add(post.person)
        for team, people in here.items():
            yield team, Watched.LEAVERS, end, len(left.get((team, end), set()) & people), len(people)


def _of_rates(ends: Sequence[date]) -> Iterator[Line]:
    """Vacancies by the national definition, and cases for each worker who holds any."""
    workforce = Workforce()
    for end in ends:
        in_post = workforce.staff.fte_by_team(end)
        for team, lines in workforce.establishments.items():
            budget = next((fte for starts_on, fte in lines if starts_on <= end), None)
            if budget is not None:
                held = in_post.get(team, 0.0)
                yield team, Watched.VACANCIES, end, max(0.0, budget - held), max(budget, held)
        for team, month in workforce.months.get(end, {}).items():
            if month.cases is not None and month.case_holders_fte:
                yield team, Watched.CASELOAD, end, month.cases, month.case_holders_fte


def _supervision(teams: set[int], ends: Sequence[date]) -> Iterator[Line]:
    """Whose next was not overdue at the end of the month, by the rule for their job on that day."""
    met = Conversation.objects.filter(kind__in=SUPERVISIONS)
    begun = met.aggregate(first=Min("held_on"))["first"]
    months = [end for end in ends if begun is not None and end >= begun + RECORD_BEGINS]
    if not months:
        return
    fields = ("person", "post__team", "post__job_role", "post__organisation__path", "started_on", "ended_on")
    spells = list(
        Spell.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=months[0]), post__team__in=teams)
        .order_by()
        .values_list(*fields)
    )
    held: dict[int, list[date]] = defaultdict(list)
    near = met.filter(held_on__range=(months[0] - LOOK_BACK, months[-1])).order_by("held_on")
    for person, held_on in near.values_list("person", "held_on"):
        held[person].append(held_on)
    rules = list(SupervisionRule.objects.select_related("organisation"))
    for end in months:
        yield from _in_time(end, spells, held, _times_on(rules, end))


def _times_on(rules: Iterable[SupervisionRule], day: date) -> dict[supervision.Times, date]:
    """Each rule in force, and since when it asks."""
    current = (rule for rule in rules if rule.starts_on <= day and (rule.ends_on is None or rule.ends_on >= day))
    return {rule.times: rule.starts_on for rule in current}


def _in_time(
    end: date, spells: Sequence[tuple], held: dict[int, list[date]], times: dict[supervision.Times, date]
) -> Iterator[Line]:
    due: dict[tuple[int, int], date] = {}
    for person, team, job_role, path, started_on, ended_on in spells:
        if started_on > end or (ended_on is not None and ended_on < end):
            continue
        nearest = supervision.nearest(times, job_role_id=job_role, path=path, started_on=started_on, on=end)
        if nearest is None:
            continue
        days = held.get(person, [])
        place = bisect_right(days, end)
        since = max(started_on, times[nearest])
        on = supervision.due_on(days[place - 1] if place else None, started_on=since, every_days=nearest.every_days)
        due[team, person] = min(on, due.get((team, person), on))
    asked: dict[int, int] = defaultdict(int)
    timely: dict[int, int] = defaultdict(int)
    for (team, _), on in due.items():
        asked[team] += 1
        timely[team] += on >= end
    for team, number in asked.items():
        yield team, Watched.SUPERVISION, end, timely[team], number


def _audits(ends: Sequence[date]) -> Iterator[Line]:
    finished = Audit.objects.filter(
        finished_at__date__range=(ends[0].replace(day=1), ends[-1]),
        kind=AuditKind.FIRST,
        sampled_case__team__isnull=False,
    )
    counted = finished.order_by().values("sampled_case__team", month=TruncMonth("finished_at")).annotate(
        of=Count("pk"), good=Count("pk", filter=Q(final_grade__in=GOOD_OR_BETTER))
    )  # fmt: skip
    for row in counted:
        end = _end_of(row["month"].date())
        if end in ends:
            yield row["sampled_case__team"], Watched.AUDITS, end, row["good"], row["of"]


def _follow_ups(teams: set[int], ends: Sequence[date]) -> Iterator[Line]:
    """Answers belong to the team in which somebody was when they answered."""
    first = ends[0].replace(day=1)
    spells: dict[int, list[tuple[date, date, int]]] = defaultdict(list)
    held = Spell.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=first), post__team__in=teams)
    for person, started_on, ended_on, team in held.order_by().values_list(
        "person", "started_on", "ended_on", "post__team"
    ):
        spells[person].append((started_on, ended_on or date.max, team))
    answered = FollowUp.objects.filter(answered_at__date__range=(first, ends[-1]), person__in=held.values("person"))
    asked: dict[tuple[int, date], int] = defaultdict(int)
    used: dict[tuple[int, date], int] = defaultdict(int)
    rows = answered.annotate(day=TruncDate("answered_at")).order_by().values_list("person", "day", "used")
    for person, day, said in rows:
        for team in {team for started_on, ended_on, team in spells[person] if started_on <= day <= ended_on}:
            asked[team, _end_of(day)] += 1
            used[team, _end_of(day)] += said in APPLIED
    for (team, end), number in asked.items():
        if end in ends:
            yield team, Watched.FOLLOW_UPS, end, used[team, end], number


def _end_of(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _decimal(number: float) -> Decimal:
    return Decimal(str(round(number, 2)))
