"""Social workers over fifteen years: September intakes, people from elsewhere, agency workers, and who left when."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp
from typing import TypeVar

from academy.core import clock
from academy.people.demo.crowd import Crowd, Stay
from academy.people.demo.partnership import AREAS, CHILDREN, SOCIAL_WORK_TEAMS
from academy.people.models import Person, Post
from academy.people.rules import Contract, Destination, Origin, Reason

T = TypeVar("T")
YEARS = 15
MANAGED_BY_RUTH = "Family Safeguarding, north"
ACADEMY_BEGAN = 8  # years ago: from then on fewer leave, as the story goes
MONTH = 30.44

REASONS = {Reason.RESIGNED: 80, Reason.RETIRED: 7, Reason.MOVED_INSIDE: 5, Reason.DISMISSED: 3, Reason.OTHER: 3,
           Reason.NOT_KNOWN: 2}  # fmt: skip
DESTINATIONS = {Destination.OTHER_ENGLISH_AUTHORITY: 40, Destination.AGENCY: 22, Destination.NOT_SOCIAL_CARE: 13,
                Destination.OTHER_SOCIAL_CARE: 8, Destination.OTHER_SOCIAL_WORK: 6, Destination.OUTSIDE_ENGLAND: 2,
                Destination.NOT_KNOWN: 9}  # fmt: skip
ORIGINS = {Origin.OTHER_ENGLISH_AUTHORITY: 55, Origin.AGENCY: 14, Origin.OTHER_SOCIAL_WORK: 9,
           Origin.OUTSIDE_ENGLAND: 8, Origin.NOT_SOCIAL_CARE: 9, Origin.NOT_KNOWN: 5}  # fmt: skip


@dataclass(frozen=True)
class Step:
    """A career moves on after so many months, for some: to another job, perhaps in another team."""

    role: str
    after: tuple[int, int]
    chance: float
    other_team: float


CAREER = {
    "newly_qualified_social_worker": Step("social_worker", (12, 13), 1.0, 0.1),
    "social_worker": Step("senior_social_worker", (32, 60), 0.5, 0.4),
    "senior_social_worker": Step("advanced_practitioner", (30, 60), 0.35, 0.3),
    "advanced_practitioner": Step("practice_supervisor", (30, 60), 0.3, 0.5),
}


class SocialWork:
    """The social work teams: who runs them, who has come, and who has gone."""

    def __init__(self, crowd: Crowd, total: int) -> None:
        self.crowd, self.chance, self.on = crowd, crowd.chance, crowd.on
        self.total, self.scale = total, total / 1_200
        wanted = max(2, round(43 * self.scale))
        self.teams = [f"{team}, {area}" for area in AREAS for team in SOCIAL_WORK_TEAMS][:wanted]
        self.managers: dict[str, Stay] = {}
        self.heads: list[Stay] = []
        self.careers: list[list[Stay]] = []

    def lead(self, director: Person, ruth: Person) -> None:
        """Heads of service and team managers, who came years ago and are still here."""
        post = self.crowd.post(CHILDREN, "", "service_manager")
        for _ in range(max(1, round(len(self.teams) / 9))):
            self.heads.append(self._came(self._leader(), post, years=(6, 14), manager=director))
        for number, team in enumerate(self.teams):
            post, head = self.crowd.post(CHILDREN, team, "team_manager"), self.heads[number % len(self.heads)]
            leader = ruth if team == MANAGED_BY_RUTH else self._leader()
            self.managers[team] = self._came(leader, post, years=(4, 13), manager=head.person)

    def staff(self) -> None:
        """A third newly qualified, a third from elsewhere, a third from agencies, in the order they came."""
        last = self.on.year if (self.on.month, self.on.day) >= (9, 15) else self.on.year - 1
        leaders = len(self.managers) + len(self.heads)
        sizes = [max(1, round(self.chance.randint(15, 30) * self.scale)) for _ in range(YEARS)]
        for year, size in zip(range(last - YEARS + 1, last + 1), sizes, strict=True):
            for _ in range(size):
                self._newly_qualified(date(year, 9, 1) + timedelta(days=self.chance.choice([0, 0, 4, 6, 13])))
        others = max(0, self.total - sum(sizes) - leaders)
        for number in range(others):
            (self._from_an_agency if number % 2 else self._from_elsewhere)(self._some_day())
        self._balance()
        for career in self.careers:
            for stay in career:
                stay.manager = self._manager(stay)

    def _newly_qualified(self, starts_on: date) -> None:
        years_ago = (self.on - starts_on).days / 365.25
        pull = 1.5 - 0.5 * min(1.0, max(0.0, (ACADEMY_BEGAN + 3 - years_ago) / 6)) - (0.25 if years_ago < 6 else 0)
        person = self.crowd.person(CHILDREN, is_registered=True, age=self.chance.randint(23, 38))
        until = self._leaves(starts_on, lambda month: pull * (0.004 + 0.024 * exp(-(((month - 25) / 9) ** 2))))
        self._career(person, "newly_qualified_social_worker", starts_on, until, origin=Origin.NEWLY_QUALIFIED)

    def _from_elsewhere(self, starts_on: date, *, person: Person | None = None, origin: Origin | None = None) -> None:
        roles = ("social_worker", "senior_social_worker", "advanced_practitioner", "independent_reviewing_officer")
        role = self.chance.choices(roles, (62, 22, 9, 7))[0]
        person = person or self.crowd.person(CHILDREN, is_registered=True, age=self.chance.randint(27, 63))
        until = self._leaves(starts_on, lambda month: 0.0085 + 0.011 * exp(-(((month - 20) / 9) ** 2)))
        self._career(person, role, starts_on, until, origin=origin or self._one_of(ORIGINS))

    def _from_an_agency(self, starts_on: date) -> None:
        """For some months; one in eight stays on as a colleague."""
        person = self.crowd.person(CHILDREN, is_registered=True, age=self.chance.randint(27, 63))
        until = starts_on + timedelta(days=30 + int(min(900, self.chance.expovariate(1 / 360))))
        stays_on = self.chance.random() < 0.125
        ended = until if until < self.on else None
        said = {"contract": Contract.AGENCY, "fte": self.crowd.share(), "origin": Origin.AGENCY}
        if ended and not stays_on:
            said |= {"reason_for_leaving": Reason.OTHER, "destination": Destination.AGENCY}
        self.careers.append([self.crowd.stay(person, self._post("social_worker"), starts_on, ended, **said)])
        if ended and stays_on and until + timedelta(days=1) < self.on:
            self._from_elsewhere(until + timedelta(days=1), person=person, origin=Origin.AGENCY)

    def _career(self, person: Person, role: str, starts_on: date, until: date | None, *, origin: Origin) -> None:
        """One spell after another, each ending the day before the next."""
        team, fte = self.chance.choice(self.teams), self.crowd.share()
        stays = [self.crowd.stay(person, self._post(role, team), starts_on, until, fte=fte, origin=origin)]
        while (step := CAREER.get(role)) and self.chance.random() < step.chance:
            moves_on = clock.months_after(stays[-1].started_on, self.chance.randint(*step.after))
            if moves_on >= (until or self.on):
                break
            team = self.chance.choice(self.teams) if self.chance.random() < step.other_team else team
            role, stays[-1].ended_on = step.role, moves_on - timedelta(days=1)
            stays.append(self.crowd.stay(person, self._post(role, team), moves_on, until, fte=fte))
        if until:
            reason = self._one_of(REASONS)
            goes = Destination.OTHER if reason == Reason.MOVED_INSIDE else self._one_of(DESTINATIONS)
            stays[-1].said |= {"reason_for_leaving": reason, "destination": goes}
        self.careers.append(stays)

    def _leaves(self, starts_on: date, hazard: Callable[[int], float]) -> date | None:
        """The last day, drawn month by month; None for who is still here."""
        for month in range(int((self.on - starts_on).days / MONTH)):
            if self.chance.random() < hazard(month):
                day = starts_on + timedelta(days=int((month + self.chance.random()) * MONTH) + 1)
                return day if day < self.on else None
        return None

    def _balance(self) -> None:
        """Those who are here are shared out evenly; Ruth’s team has its own."""
        teams = [team for team in self.teams if team != MANAGED_BY_RUTH] or self.teams
        here = [career for career in self.careers if career[-1].ended_on is None]
        self.chance.shuffle(here)
        for number, career in enumerate(here):
            last = career[-1].post.team
            for stay in career:
                if stay.post.team is last:
                    stay.post = self._post(stay.post.job_role.code, teams[number % len(teams)])

    def _manager(self, stay: Stay) -> Person | None:
        """Whoever runs the team now, if they had come before the spell was over."""
        manager = self.managers[str(stay.post.team)]
        return manager.person if manager.started_on <= (stay.ended_on or self.on) else None

    def _leader(self) -> Person:
        return self.crowd.person(CHILDREN, is_registered=True, age=self.chance.randint(36, 62))

    def _came(self, person: Person, post: Post, *, years: tuple[int, int], manager: Person) -> Stay:
        started_on = self.crowd.days_ago(self.chance.uniform(*years) * 365.25)
        return self.crowd.stay(person, post, started_on, manager=manager, origin=Origin.OTHER_ENGLISH_AUTHORITY)

    def _post(self, role: str, team: str = "") -> Post:
        return self.crowd.post(CHILDREN, team or self.chance.choice(self.teams), role)

    def _some_day(self) -> date:
        return self.crowd.days_ago(self.chance.random() * YEARS * 365.25)

    def _one_of(self, weights: Mapping[T, int]) -> T:
        return self.chance.choices(list(weights), list(weights.values()))[0]
