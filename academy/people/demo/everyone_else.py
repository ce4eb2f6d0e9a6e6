"""Everyone else who works with children: family workers, nurses, teachers, officers, volunteers, foster carers."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from academy.people.demo.crowd import Crowd, Stay
from academy.people.demo.partnership import AREAS, PLACES, Place, Work
from academy.people.models import Person, Post
from academy.people.rules import CONTRACT_OF_JOB, Contract, Reason

IN_A_TEAM = 9
MOST_TO_MANAGE = 12
GONE = 0.14  # of all who ever came
TWO_POSTS = 0.02
LONGEST = 15 * 365


class Others:
    def __init__(self, crowd: Crowd) -> None:
        self.crowd, self.chance, self.on = crowd, crowd.chance, crowd.on
        self.heads: dict[str, Person] = {}
        self.leaders: dict[str, list[Stay]] = {}

    def fill(self, total: int) -> None:
        """Each place gets its part of the people, and those who are there get teams and line managers."""
        for place, size in _sizes(total):
            work = place.does
            came = [self._came(place, work) for _ in range(size)]
            here = [stay for stay in came if stay.ended_on is None]
            if here:
                self._put_into_teams(place, work, here)
        self._second_posts()

    def _came(self, place: Place, work: Work) -> Stay:
        role = self.chance.choices(list(work.jobs), list(work.jobs.values()))[0]
        started_on = self._started_on(work)
        ended_on = self._ended_on(started_on) if self.chance.random() < GONE else None
        said = self._terms(role, work)
        if ended_on:
            said["reason_for_leaving"] = self.chance.choice([Reason.RESIGNED, Reason.RESIGNED, Reason.RETIRED, None])
        person = self.crowd.person(place.code)
        return self.crowd.stay(person, self._post(place, work, role), started_on, ended_on, **said)

    def _started_on(self, work: Work) -> date:
        day = self.crowd.days_ago(min(LONGEST, self.chance.expovariate(1 / 1_500)) + 1)
        if not work.starts_in_september or self.chance.random() < 0.2:
            return day
        return date(day.year if day.month >= 9 else day.year - 1, 9, 1)

    def _ended_on(self, started_on: date) -> date | None:
        days = (self.on - started_on).days
        return started_on + timedelta(days=int(self.chance.uniform(0.2, 0.98) * days)) if days > 60 else None

    def _terms(self, role: str, work: Work) -> dict[str, object]:
        if role in CONTRACT_OF_JOB or self.chance.random() < work.volunteers / 10:
            return {"contract": CONTRACT_OF_JOB.get(role, Contract.VOLUNTEER), "fte": Decimal("0.1")}
        contracts = (Contract.PERMANENT, Contract.FIXED, Contract.AGENCY, Contract.STUDENT)
        return {"contract": self.chance.choices(contracts, (86, 9, 3, 2))[0], "fte": self.crowd.share()}

    def _post(self, place: Place, work: Work, role: str) -> Post:
        """Somewhere: who is still here is put into a team later."""
        return self.crowd.post(place.code, self.chance.choice(work.teams), role)

    def _put_into_teams(self, place: Place, work: Work, here: list[Stay]) -> None:
        """Teams of nine with a leader each, leaders in groups of nine with a lead each, and one head of all."""
        head, *rest = here
        head.post = self.crowd.post(place.code, "", *work.head)
        self.heads[place.code] = head.person
        services, rest = rest[: _services(len(rest))], rest[_services(len(rest)) :]
        leaders = [self._team(place, work, _team_name(work, number), team) for number, team in enumerate(_groups(rest))]
        self.leaders[place.code] = leaders
        while services:
            leads = [services.pop() for _ in range(min(len(services), _number_of_groups(len(leaders))))]
            for lead, group in zip(leads, _groups(leaders, len(leads)), strict=True):
                self._lead_service(place, work, lead, group)
            leaders = leads
        for stay in leaders:
            stay.manager = head.person

    def _team(self, place: Place, work: Work, name: str, team: list[Stay]) -> Stay:
        for stay in team:
            stay.post = self.crowd.post(place.code, name, stay.post.job_role.code)
            stay.manager = team[0].person
        team[0].post = self.crowd.post(place.code, name, *work.lead)
        return team[0]

    def _lead_service(self, place: Place, work: Work, lead: Stay, leaders: list[Stay]) -> None:
        """Somebody who manages leaders of teams, and nobody else."""
        lead.post = self.crowd.post(place.code, "", work.lead[0], "Service lead")
        for stay in leaders:
            stay.manager = lead.person

    def _second_posts(self) -> None:
        """Some people work in two places at once."""
        here = [stay for stay in self.crowd.stays if stay.ended_on is None and (self.on - stay.started_on).days > 90]
        places = [place for place in PLACES if self.leaders.get(place.code)]
        for stay in self.chance.sample(here, int(len(here) * TWO_POSTS)) if places else []:
            place = self.chance.choice(places)
            if place.code == stay.post.organisation.code:
                continue
            work = place.does
            post = self._post(place, work, next(iter(work.jobs)))
            started_on = stay.started_on + timedelta(days=60)
            stay.said["fte"] = share = Decimal("0.5")
            leader = self.chance.choice(self.leaders[place.code]).person
            self.crowd.stay(stay.person, post, started_on, manager=leader, fte=share)


def _sizes(total: int) -> Iterator[tuple[Place, int]]:
    """Every place gets its share and nobody is lost in rounding."""
    whole, before, given = sum(place.size for place in PLACES), 0, 0
    for place in PLACES:
        before += place.size
        size = round(total * before / whole) - given
        given += size
        yield place, size


def _groups(stays: list[Stay], number: int = 0) -> Iterator[list[Stay]]:
    """Of nine or so each: nobody stands alone at the end."""
    number = number or _number_of_groups(len(stays))
    for place in range(number):
        group = stays[len(stays) * place // number : len(stays) * (place + 1) // number]
        if group:
            yield group


def _number_of_groups(members: int) -> int:
    return max(1, round(members / IN_A_TEAM))


def _services(members: int) -> int:
    """How many are needed between the leaders of teams and the head of all, floor upon floor."""
    floor, needed = _number_of_groups(members), 0
    while floor > MOST_TO_MANAGE:
        floor = _number_of_groups(floor)
        needed += floor
    return needed


def _team_name(work: Work, number: int) -> str:
    name = work.teams[number % len(work.teams)]
    again = number // len(work.teams)
    if again == 0:
        return name
    area, more = AREAS[(again - 1) % len(AREAS)], (again - 1) // len(AREAS)
    return f"{name}, {area}" + (f" {more + 1}" if more else "")
