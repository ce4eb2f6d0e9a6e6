"""Who was in post, who came and who left: counts of posts held, by people and by full-time equivalents.

In post on a day: started by then, and not ended by then. Leavers of a year: whoever ended from the day after it opens
to the day it closes, and did not take up another post within a month. The same convention as `academy analyse rates`;
who changes posts from one day to the next is in post on both.
Source: Children's social work workforce, Department for Education, data guidance and methodology.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np

LONGEST_BREAK = 31  # days: a change of team with a month between is not leaving
NEVER = date.max.toordinal()
DAYS_A_YEAR = 365.25


class Held(NamedTuple):
    """One post held by somebody; `team` is 0 where there is none."""

    person: int
    team: int
    started_on: date
    ended_on: date | None
    fte: float
    is_agency: bool = False
    key: int = 0  # by which the caller knows the post again


@dataclass(frozen=True)
class Counts:
    """A stock on a day and the flows of the time before it. Agency workers are counted apart."""

    in_post_fte: float
    in_post_headcount: int
    leavers_fte: float
    leavers_headcount: int
    starters_fte: float
    starters_headcount: int
    agency_fte: float
    agency_headcount: int
    before_headcount: int
    stayed_headcount: int
    person_years: float


class Staff:
    """Posts held, in arrays: built once, counted for as many days and teams as are asked."""

    def __init__(self, held: Iterable[Held]) -> None:
        rows = sorted(held, key=lambda post: (post.person, post.started_on))
        self.person = np.array([post.person for post in rows], dtype=np.int64)
        self.team = np.array([post.team for post in rows], dtype=np.int64)
        self.start = np.array([post.started_on.toordinal() for post in rows], dtype=np.int64)
        self.end = np.array([post.ended_on.toordinal() if post.ended_on else NEVER for post in rows], dtype=np.int64)
        self.fte = np.array([post.fte for post in rows], dtype=np.float64)
        self.key = np.array([post.key for post in rows], dtype=np.int64)
        self.agency = np.array([post.is_agency for post in rows], dtype=bool)

    def fte_by_team(self, on: date, *, is_agency: bool = False) -> dict[int, float]:
        """Of those employed, or of agency workers. Team 0 is none."""
        here = self._here(on.toordinal(), None) & (self.agency if is_agency else ~self.agency)
        found: dict[int, float] = {}
        for team, fte in zip(self.team[here].tolist(), self.fte[here].tolist(), strict=True):
            found[team] = found.get(team, 0.0) + fte
        return found

    def counts(self, on: date, *, since: date, team: int | None = None) -> Counts:
        """On a day, and from the day after `since` until then. A leaver of a team left the employer."""
        day, opens = on.toordinal(), since.toordinal()
        here, agency = self._here(day, team) & ~self.agency, self._here(day, team) & self.agency
        before = set(self.person[self._here(opens, team) & ~self.agency].tolist())
        now = set(self.person[here].tolist())
        left, came = self._left(opens, day, team), self._came(opens, day, team)
        return Counts(
            in_post_fte=_sum(self.fte[here]),
            in_post_headcount=len(now),
            leavers_fte=_sum(self._stays.last_fte[left]),
            leavers_headcount=int(left.sum()),
            starters_fte=_sum(self._stays.first_fte[came]),
            starters_headcount=int(came.sum()),
            agency_fte=_sum(self.fte[agency]),
            agency_headcount=len(set(self.person[agency].tolist())),
            before_headcount=len(before),
            stayed_headcount=len(before & now),
            person_years=self._person_years(opens, day, team),
        )

    def leavers_posts(self, on: date, *, since: date, team: int | None = None) -> list[int]:
        """The keys of the posts that leavers held last."""
        left = self._left(since.toordinal(), on.toordinal(), team)
        stay = self._stays.of_row
        if not len(left):
            return []
        of_leavers = (stay >= 0) & left[stay] & (self.end == self._stays.end[stay])
        return self.key[of_leavers].tolist()

    def posts(self, on: date, *, team: int | None = None, is_agency: bool = False) -> list[int]:
        """The keys of the posts held on a day."""
        here = self._here(on.toordinal(), team)
        return self.key[here & (self.agency if is_agency else ~self.agency)].tolist()

    @cached_property
    def _stays(self) -> _Stays:
        return _stays(self)

    @cached_property
    def _gone(self) -> np.ndarray:
        """The first day on which each post is held no more: its last day, unless another post follows."""
        stays, of_row = self._stays, self._stays.of_row
        is_followed = np.zeros(len(self.end), dtype=bool)
        is_followed[of_row >= 0] = self.end[of_row >= 0] < stays.end[of_row[of_row >= 0]]
        return self.end + is_followed

    def _here(self, day: int, team: int | None) -> np.ndarray:
        here = (self.start <= day) & (self._gone > day)
        return here if team is None else here & (self.team == team)

    def _left(self, opens: int, day: int, team: int | None) -> np.ndarray:
        stays = self._stays
        left = (stays.end > opens) & (stays.end <= day)
        return left if team is None else left & (stays.last_team == team)

    def _came(self, opens: int, day: int, team: int | None) -> np.ndarray:
        stays = self._stays
        came = (stays.start > opens) & (stays.start <= day)
        return came if team is None else came & (stays.first_team == team)

    def _person_years(self, opens: int, day: int, team: int | None) -> float:
        """Of stays; of one team, of the posts in it."""
        if team is None:
            start, end = self._stays.start, self._stays.end
        else:
            ours = (self.team == team) & ~self.agency
            start, end = self.start[ours], self.end[ours]
        days = np.minimum(end, day + 1) - np.maximum(start, opens + 1)
        return float(days[days > 0].sum()) / DAYS_A_YEAR


class _Stays(NamedTuple):
    """Posts that follow each other within a month, as one: where it began and where it ended."""

    person: np.ndarray
    start: np.ndarray
    end: np.ndarray
    first_team: np.ndarray
    last_team: np.ndarray
    first_fte: np.ndarray
    last_fte: np.ndarray
    of_row: np.ndarray  # which stay each post belongs to; -1 for an agency worker's


def _stays(staff: Staff) -> _Stays:
    """Rows come by person and start. Posts begun or ended on the same day are one start or one end of them all."""
    found: list[list[float]] = []
    of_row: list[int] = []
    columns = (staff.person, staff.start, staff.end, staff.team, staff.fte, staff.agency)
    for person, start, end, team, fte, is_agency in zip(*(column.tolist() for column in columns), strict=True):
        if is_agency:
            of_row.append(-1)
            continue
        last = found[-1] if found else None
        if last is None or last[0] != person or start > last[2] + LONGEST_BREAK:
            found.append([person, start, end, team, team, fte, fte])
            of_row.append(len(found) - 1)
            continue
        of_row.append(len(found) - 1)
        if start == last[1]:
            last[5] += fte
        if end > last[2]:
            last[2], last[4], last[6] = end, team, fte
        elif end == last[2]:
            last[6] += fte
    rows = np.array(found, dtype=np.float64).reshape(-1, 7)
    person, start, end, first_team, last_team = rows[:, :5].astype(np.int64).T
    return _Stays(person, start, end, first_team, last_team, rows[:, 5], rows[:, 6], np.array(of_row, dtype=np.int64))


def _sum(values: np.ndarray) -> float:
    return round(float(values.sum()), 6)
