"""From posts held to stays: how long each person was a social worker here without a break."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from academy.analysis.retention import Spell as Stay
from academy.analysis.retention import intakes as by_year
from academy.people.models import Spell
from academy.people.rules import EMPLOYED, OrganisationKind, Origin, Reason

LONGEST_BREAK = timedelta(days=31)  # a change of team with a month between is not leaving
MARKS = (365, 730, 1000, 1095)


@dataclass(frozen=True)
class Held:
    """One post held by somebody, as plain values."""

    person: int
    started_on: date
    ended_on: date | None
    origin: int | None


def held_posts() -> list[Held]:
    """Social work posts in the council of those it employs: agency workers and students never came to stay."""
    posts = Spell.objects.filter(
        post__job_role__is_social_work=True, post__organisation__kind=OrganisationKind.COUNCIL, contract__in=EMPLOYED
    )
    rows = posts.order_by("person", "started_on", "pk").values_list("person", "started_on", "ended_on", "origin")
    return [Held(*row) for row in rows]


def newly_qualified_stays(*, on: date) -> list[Stay]:
    """One stay for each person who came newly qualified, from that day to the day they left or to `on`."""
    stays = []
    for person, held in groupby(held_posts(), key=lambda post: post.person):
        posts = list(held)
        if posts[0].origin == Origin.NEWLY_QUALIFIED and posts[0].started_on <= on:
            stays.append(_stay(person, posts, on))
    return stays


def intakes(*, on: date) -> Mapping[int, Sequence[Stay]]:
    return by_year(newly_qualified_stays(on=on))


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


def _stay(person: int, posts: Sequence[Held], on: date) -> Stay:
    """Posts that follow each other within a month are one stay; what comes after a longer break is another career."""
    end = posts[0].ended_on
    for post in posts[1:]:
        if end is None or post.started_on > end + LONGEST_BREAK:
            break
        end = post.ended_on and max(end, post.ended_on)
    return Stay(person, posts[0].started_on, end if end and end <= on else None, observed_to=on)
