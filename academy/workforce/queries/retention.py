"""From posts held to stays: how long each person was a social worker here without a break, and how it ended."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from academy.analysis.retention import Spell as Stay
from academy.analysis.retention import intakes as by_year
from academy.people.models import Spell, Team
from academy.people.rules import EMPLOYED, Contract, OrganisationKind, Origin, Reason
from academy.workforce.models import CompleteFrom
from academy.workforce.rules.retention import EVERYBODY, WayOut, way_out

LONGEST_BREAK = timedelta(days=31)  # a change of team with a month between is not leaving
MARKS = (365, 730, 1000, 1095)


@dataclass(frozen=True)
class Held:
    """One post held by somebody, as plain values."""

    person: int
    started_on: date
    ended_on: date | None
    origin: int | None
    team: int | None = None
    reason: int | None = None
    destination: int | None = None


@dataclass(frozen=True)
class Career:
    """A stay with where it began: by which route and in which team, and how it ended if it has."""

    stay: Stay
    origin: int | None
    team: int | None
    last_team: int | None
    way: WayOut | None
    is_first: bool

    @property
    def is_newly_qualified(self) -> bool:
        return self.is_first and self.origin == Origin.NEWLY_QUALIFIED


def held_posts() -> list[Held]:
    """Social work posts in the council of those it employs: agency workers and students never came to stay."""
    posts = Spell.objects.filter(
        post__job_role__is_social_work=True, post__organisation__kind=OrganisationKind.COUNCIL, contract__in=EMPLOYED
    )
    fields = ("person", "started_on", "ended_on", "origin", "post__team", "reason_for_leaving", "destination")
    return [Held(*row) for row in posts.order_by("person", "started_on", "pk").values_list(*fields)]


def complete_from() -> CompleteFrom | None:
    """The latest word for the day from which the records miss nobody."""
    return CompleteFrom.objects.first()


def careers(*, on: date) -> list[Career]:
    """Every stay begun by the day, from its first day or that from which the records are complete, to the last."""
    said = complete_from()
    next_posts = _next_posts()
    found: list[Career] = []
    for person, held in groupby(held_posts(), key=lambda post: post.person):
        for number, posts in enumerate(_unbroken(list(held))):
            if posts[0].started_on <= on:
                found.append(
                    _career(person, posts, next_posts, on=on, seen_from=said.on if said else None, turn=number)
                )
    return found


def of_route(careers: Iterable[Career], route: str) -> list[Career]:
    """`route` is a way in by its number, or everybody."""
    if route == EVERYBODY:
        return list(careers)
    if route == str(int(Origin.NEWLY_QUALIFIED)):
        return [career for career in careers if career.is_newly_qualified]
    return [career for career in careers if str(career.origin or "") == route]


def newly_qualified_stays(*, on: date) -> list[Stay]:
    """One stay for each person who came newly qualified, from that day to the day they left or to `on`."""
    return [career.stay for career in careers(on=on) if career.is_newly_qualified]


def intakes(*, on: date) -> Mapping[int, Sequence[Stay]]:
    return by_year(newly_qualified_stays(on=on))


def team_names(numbers: Iterable[int]) -> dict[int, str]:
    return dict(Team.objects.filter(pk__in=set(numbers)).order_by("name").values_list("pk", "name"))


def reasons_for_leaving(stays: Iterable[Stay]) -> dict[str, int]:
    """How many left for which recorded reason; for showing, through `analysis.disclosure` only."""
    left = {int(stay.person): stay.ended_on for stay in stays if stay.is_left}
    spells = Spell.objects.filter(person__in=list(left), ended_on__isnull=False)
    last = {
        person: reason
        for person, ended_on, reason in spells.values_list("person", "ended_on", "reason_for_leaving")
        if left[person] == ended_on
    }
    return dict(Counter(Reason(reason).label if reason else "Not recorded" for reason in last.values()).most_common())


@dataclass(frozen=True)
class _Next:
    started_on: date
    is_agency: bool


def _next_posts() -> dict[int, list[_Next]]:
    """What else these people did in the council: agency cover, or work that is not social work."""
    leavers = Spell.objects.filter(
        post__job_role__is_social_work=True, contract__in=EMPLOYED, ended_on__isnull=False
    ).values("person")
    others = Spell.objects.filter(person__in=leavers, post__organisation__kind=OrganisationKind.COUNCIL).exclude(
        post__job_role__is_social_work=True, contract__in=EMPLOYED
    )
    found: dict[int, list[_Next]] = {}
    for person, started_on, contract in others.order_by("started_on", "pk").values_list(
        "person", "started_on", "contract"
    ):
        found.setdefault(person, []).append(_Next(started_on, contract == Contract.AGENCY))
    return found


def _unbroken(posts: Sequence[Held]) -> Iterator[list[Held]]:
    """Posts that follow each other within a month are one stay; what comes after a longer break is another."""
    run = [posts[0]]
    end = posts[0].ended_on
    for post in posts[1:]:
        if end is not None and post.started_on > end + LONGEST_BREAK:
            yield run
            run, end = [], post.ended_on
        run.append(post)
        end = None if end is None or post.ended_on is None else max(end, post.ended_on)
    yield run


def _career(
    person: int,
    posts: Sequence[Held],
    next_posts: Mapping[int, Sequence[_Next]],
    *,
    on: date,
    seen_from: date | None,
    turn: int,
) -> Career:
    ends = [post.ended_on for post in posts]
    end = None if None in ends else max(day for day in ends if day is not None)
    ended_on = end if end and end <= on else None
    stay = Stay(person, posts[0].started_on, ended_on, observed_from=seen_from, observed_to=on)
    last = next(post for post in posts if post.ended_on == end)
    way = _way(last, next_posts.get(person, ())) if ended_on else None
    return Career(stay, posts[0].origin, posts[0].team, last.team, way, is_first=turn == 0)


def _way(last: Held, after: Iterable[_Next]) -> WayOut:
    ended_on = last.ended_on or date.max
    soon = [one for one in after if ended_on <= one.started_on <= ended_on + LONGEST_BREAK]
    return way_out(
        reason=last.reason,
        destination=last.destination,
        is_agency_next=any(one.is_agency for one in soon),
        is_here_next=any(not one.is_agency for one in soon),
    )
