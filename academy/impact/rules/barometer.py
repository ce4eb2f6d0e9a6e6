"""Who takes part in learning that leaves evidence: what counts, who is counted, and in which quarter.

One piece of evidence a person and quarter is enough and more count no more, so that the share is of people. Completing,
opening, signing in and time spent are no evidence: whatever is done to them moves nothing here.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import TextChoices

QUARTERS_FOR_SUSTAINED, OF_QUARTERS = 3, 4
LEAST_SHARE_OF_A_PARTNER = 0.25  # of its people, for an agency to count as taking part
FEWEST = 10
QUARTERS_SHOWN = 8
FINAL_AFTER_DAYS = 31  # what line managers say of the last days comes in later
BANDS = ("Nobody", "Up to a quarter", "A quarter to a half", "More than half")


class Act(StrEnum):
    """What people do here. Only some of it leaves evidence that somebody else has seen."""

    REFLECTION_ACCEPTED = "reflection accepted"
    OBSERVED = "observed"
    COACHED = "coached"
    TAUGHT = "taught"
    EXAMPLE = "example"
    COMPLETED = "completed"
    OPENED = "opened"
    SIGNED_IN = "signed in"


EVIDENCED = frozenset({Act.REFLECTION_ACCEPTED, Act.OBSERVED, Act.COACHED, Act.TAUGHT, Act.EXAMPLE})


class Group(TextChoices):
    EVERYBODY = "everybody", "Everybody"
    STAFF = "staff", "Council staff"
    MANAGERS = "managers", "Council line managers"
    AGENCY = "agency", "An agency"
    PARTNERS = "partners", "Partner organisations"


@dataclass(frozen=True)
class Quarter:
    """Three months, from a first of January, April, July or October."""

    first_on: date

    @property
    def last_on(self) -> date:
        return self.next.first_on - timedelta(days=1)

    @property
    def next(self) -> "Quarter":
        year, month = divmod(self.first_on.year * 12 + self.first_on.month + 2, 12)
        return Quarter(date(year, month + 1, 1))

    @property
    def previous(self) -> "Quarter":
        year, month = divmod(self.first_on.year * 12 + self.first_on.month - 4, 12)
        return Quarter(date(year, month + 1, 1))

    def __contains__(self, day: date) -> bool:
        return self.first_on <= day <= self.last_on

    @property
    def words(self) -> str:
        return f"{self.first_on:%B} to {self.last_on:%B %Y}"


@dataclass(frozen=True)
class Stay:
    """Somebody in post, from a day to a day; nothing is today."""

    person: int
    started_on: date
    ended_on: date | None = None


@dataclass(frozen=True)
class Engaged:
    """Who could have taken part in a quarter, and who did; the same for three of the last four quarters."""

    eligible: frozenset[int]
    evidenced: frozenset[int]
    eligible_all_year: frozenset[int]
    sustained: frozenset[int]


def quarter_of(day: date) -> Quarter:
    return Quarter(date(day.year, 3 * ((day.month - 1) // 3) + 1, 1))


def last_whole_quarter(on: date) -> Quarter:
    return quarter_of(on).previous


def quarters_until(last: Quarter, number: int) -> list[Quarter]:
    """That many quarters, the last of them last."""
    found = [last]
    while len(found) < number:
        found.insert(0, found[0].previous)
    return found


def in_post_throughout(stays: Iterable[Stay], first_on: date, last_on: date) -> frozenset[int]:
    """In some post on every day between: a change of post from one day to the next breaks nothing.

    Whoever has left since is counted as long as they were there, so that a figure does not improve as people leave.
    """
    by_person: dict[int, list[Stay]] = {}
    for stay in stays:
        by_person.setdefault(stay.person, []).append(stay)
    return frozenset(person for person, theirs in by_person.items() if _covers(theirs, first_on, last_on))


def took_part(acts: Iterable[tuple[int, date, Act]], quarter: Quarter) -> frozenset[int]:
    return frozenset(person for person, on, act in acts if act in EVIDENCED and on in quarter)


def engaged(stays: Sequence[Stay], acts: Collection[tuple[int, date, Act]], quarter: Quarter) -> Engaged:
    """Of one quarter, and of the four that end with it."""
    year = quarters_until(quarter, OF_QUARTERS)
    by_quarter = {one: took_part(acts, one) for one in year}
    eligible = in_post_throughout(stays, quarter.first_on, quarter.last_on)
    all_year = in_post_throughout(stays, year[0].first_on, quarter.last_on)
    times = {person: sum(person in there for there in by_quarter.values()) for person in all_year}
    sustained = frozenset(person for person, number in times.items() if number >= QUARTERS_FOR_SUSTAINED)
    return Engaged(eligible, eligible & by_quarter[quarter], all_year, sustained)


def is_taking_part(people: Collection[int], sustained: Collection[int]) -> bool:
    """An agency takes part when at least a quarter of its people have kept it up."""
    return bool(people) and len(set(people) & set(sustained)) >= LEAST_SHARE_OF_A_PARTNER * len(people)


def bands(teams: Mapping[int, Collection[int]], engaged_people: frozenset[int]) -> list[int]:
    """How many teams of ten and more have nobody, up to a quarter, up to a half, and more who take part."""
    counted = [0] * len(BANDS)
    for people in teams.values():
        if len(people) >= FEWEST:
            share = len(engaged_people.intersection(people)) / len(people)
            counted[0 if share == 0 else 1 if share <= 0.25 else 2 if share <= 0.5 else 3] += 1
    return counted


def _covers(stays: list[Stay], first_on: date, last_on: date) -> bool:
    reached = first_on - timedelta(days=1)  # in post on every day up to this one
    for stay in sorted(stays, key=lambda stay: stay.started_on):
        if stay.started_on <= reached + timedelta(days=1):
            reached = max(reached, stay.ended_on or last_on)
    return reached >= last_on
