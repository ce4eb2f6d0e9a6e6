"""Social workers of the council, month by month: who was in a team that an item had reached, and what was known."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from django.db.models import QuerySet

from academy.analysis.trials import Months
from academy.catalogue.models import Item
from academy.impact.models import RollOut
from academy.impact.queries.effects import fingerprint
from academy.impact.rules.effects import month_number
from academy.impact.rules.staying import Service, Ways
from academy.people.models import Spell
from academy.people.rules import EMPLOYED, OrganisationKind, Origin, Reason
from academy.records.models import Completion

KNOWN = (
    "length of service", "length of service, squared", "the third year", "coming newly qualified", "part-time work",
    "the year", "the season", "the season, second part", "other learning in the year before",
)  # fmt: skip
LONGEST_BREAK = timedelta(days=31)  # a change of team with a month between is not leaving
YEAR = 12
STAYS, LEFT, WENT, RETIRED = 0, 1, 2, 3


@dataclass(frozen=True, eq=False)
class Staff:
    """Months in which people could have learned, and what becomes of each of them."""

    months: Months
    ways: Ways
    service: Service
    until: int
    inputs: str


@dataclass(frozen=True)
class Stay:
    """One stay of a person without a break: posts by month, and how it ended."""

    person: int
    posts: tuple[tuple[int, int, int, bool], ...]  # first month, last month, team, part-time
    since: int
    last: int
    way: int
    is_newly_qualified: bool


def staff_of(item: Item, *, on: date) -> Staff:
    """Everybody counted only from the month in which their team was reached, so that nobody is counted before they are
    seen; whoever had learned before that is in neither arm."""
    live = {one.team_id: month_number(one.live_on) for one in RollOut.objects.filter(item=item, live_on__lte=on)}
    stays = _stays(on)
    learned, other = _learning(item)
    rows = [row for number, stay in enumerate(stays) for row in _rows(number, stay, live, learned)]
    until = month_number(on)
    columns = np.array(rows, dtype=float).reshape(len(rows), 11)
    months = _months(columns, stays, other)
    ways = Ways(columns[:, 8] == RETIRED)
    inputs = fingerprint(columns, months.known, [until])
    return Staff(months, ways, _service(stays, live, learned), until, inputs)


def _stays(on: date) -> list[Stay]:
    names = ("person", "started_on", "ended_on", "post__team", "fte", "origin", "reason_for_leaving", "since_on")
    by_person: dict[int, list[tuple]] = defaultdict(list)
    for row in _posts().filter(started_on__lte=on).order_by("person", "started_on", "pk").values_list(*names):
        by_person[row[0]].append(row)
    others = _other_posts(set(by_person))
    return [stay for held in by_person.values() for stay in _stays_of(held, others, on)]


def _posts() -> QuerySet[Spell]:
    return Spell.objects.filter(
        post__job_role__is_social_work=True,
        post__organisation__kind=OrganisationKind.COUNCIL,
        contract__in=EMPLOYED,
        person__merged_into__isnull=True,
    ).order_by()


def _other_posts(people: set[int]) -> dict[int, list[date]]:
    """When somebody took up a post that is not counted here: another job in the council, or one through an agency."""
    social_work = {"post__job_role__is_social_work": True, "contract__in": EMPLOYED}
    rows = Spell.objects.exclude(**social_work).filter(post__organisation__kind=OrganisationKind.COUNCIL).order_by()
    found: dict[int, list[date]] = defaultdict(list)
    for person, started_on in rows.values_list("person", "started_on"):
        if person in people:
            found[person].append(started_on)
    return found


def _stays_of(held: list[tuple], others: dict[int, list[date]], on: date) -> list[Stay]:
    found: list[Stay] = []
    group: list[tuple] = []
    for row in held:
        if group and group[-1][2] is not None and row[1] > group[-1][2] + LONGEST_BREAK:
            found.append(_stay(group, others, on))
            group = []
        group.append(row)
    return [*found, _stay(group, others, on)]


def _stay(group: list[tuple], others: dict[int, list[date]], on: date) -> Stay:
    person, since = group[0][0], group[0][7] or group[0][1]
    is_here = any(row[2] is None or row[2] > on for row in group)
    ended_on = on if is_here else max(row[2] for row in group)
    final = next((row for row in group if row[2] == ended_on), group[-1])
    posts = tuple(
        (month_number(row[1]), month_number(min(row[2] or on, on)), row[3] or 0, float(row[4]) < 1) for row in group
    )
    way = STAYS if is_here else _way(final[6], ended_on, others.get(person, []))
    return Stay(person, posts, month_number(since), month_number(ended_on), way, group[0][5] == Origin.NEWLY_QUALIFIED)


def _way(reason: int | None, ended_on: date, others: list[date]) -> int:
    if reason in (Reason.RETIRED, Reason.DIED):
        return RETIRED
    went_on = any(abs(started_on - ended_on) <= LONGEST_BREAK for started_on in others)
    return WENT if went_on or reason == Reason.MOVED_INSIDE else LEFT


def _learning(item: Item) -> tuple[dict[int, int], dict[int, np.ndarray]]:
    """The month in which each first completed the item, and the months of everything else."""
    learned: dict[int, int] = {}
    other: dict[int, list[int]] = defaultdict(list)
    rows = Completion.objects.filter(person__in=_posts().values("person")).order_by("completed_on")
    for person, of, completed_on in rows.values_list("person", "item", "completed_on").iterator(chunk_size=10_000):
        if of == item.pk:
            learned.setdefault(person, month_number(completed_on))
        else:
            other[person].append(month_number(completed_on))
    return learned, {person: np.array(months) for person, months in other.items()}


def _rows(number: int, stay: Stay, live: dict[int, int], learned: dict[int, int]) -> list[tuple[float, ...]]:
    """A row for each month in a team that is reached, until they learn. Months that do not follow start somebody new,
    so that who is away from such teams is not taken for waiting in them."""
    at = learned.get(stay.person)
    by_month = {
        month: (team, is_part_time)
        for first, last, team, is_part_time in stay.posts
        for month in range(max(first, live.get(team, last + 1)), last + 1)
        if at is None or month <= at
    }
    rows: list[tuple[float, ...]] = []
    piece, before = 0, None
    for month in sorted(by_month):
        piece += before is not None and month > before + 1
        before = month
        team, is_part_time = by_month[month]
        service = month - stay.since
        is_new = stay.is_newly_qualified
        rows.append((number, piece, team, month, month == at, service, is_new, is_part_time, stay.way, stay.last, 0))
    return rows


def _months(columns: np.ndarray, stays: list[Stay], other: dict[int, np.ndarray]) -> Months:
    number, piece, team, month, starts, service, is_new, part, way, last, _ = columns.T
    recent = np.zeros(len(columns))
    ends = np.flatnonzero(np.append(number[1:] != number[:-1], len(columns) > 0)) + 1
    for first, end in zip(np.append(0, ends)[:-1].astype(int), ends, strict=True):
        theirs = other.get(stays[int(number[first])].person)
        if theirs is not None:
            mine = month[first:end]
            recent[first:end] = np.searchsorted(theirs, mine) - np.searchsorted(theirs, mine - YEAR)
    years, season = service / YEAR, 2 * np.pi * month / YEAR
    known = np.column_stack(
        [years, years**2, np.abs(service - 24) < 6, is_new, part, month / YEAR, np.cos(season), np.sin(season), recent]
    )
    person = number * 100 + piece
    return Months(
        person.astype(int), team.astype(int), month.astype(int), starts.astype(bool), known,
        last.astype(int), way == LEFT, (way == WENT) | (way == RETIRED),
    )  # fmt: skip


def _service(stays: list[Stay], live: dict[int, int], learned: dict[int, int]) -> Service:
    """Of everybody who was ever in a team once it was reached, from when they were first seen there."""
    rows = []
    for stay in stays:
        reached = [max(first, live[team]) for first, last, team, _ in stay.posts if live.get(team, last + 1) <= last]
        if reached:
            at = learned.get(stay.person)
            ever = at is not None and stay.since <= at <= stay.last
            rows.append((min(reached) - stay.since, stay.last - stay.since + 1, stay.way == LEFT, ever))
    found = np.array(rows, dtype=int).reshape(len(rows), 4)
    return Service(found[:, 0], found[:, 1], found[:, 2].astype(bool), found[:, 3].astype(bool))
