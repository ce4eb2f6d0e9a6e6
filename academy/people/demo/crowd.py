"""People, posts and stays as they are made up, kept all at once at the end."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from academy.core.demo import World
from academy.people import rules
from academy.people.demo import names
from academy.people.demo.partnership import Partnership
from academy.people.models import JobRole, Person, Post, Spell, StaffNumber, Team
from academy.people.rules import Contract

WHOLE = Decimal(1)
SHARES = [WHOLE, WHOLE, WHOLE, WHOLE, WHOLE, WHOLE, Decimal("0.8"), Decimal("0.8"), Decimal("0.6"), Decimal("0.5")]
BATCH = 2_000


@dataclass(eq=False)
class Stay:
    """One spell, as yet unsaved. Ends and line managers are filled in as the story goes on."""

    person: Person
    post: Post
    started_on: date
    ended_on: date | None = None
    manager: Person | None = None
    said: dict[str, Any] = field(default_factory=dict)  # contract, fte, origin, reason_for_leaving, destination


class Crowd:
    """Everyone in Weyshire, before they are saved."""

    def __init__(self, world: World, partnership: Partnership) -> None:
        self.world, self.on = world, world.on
        self.chance: Random = world.chance("people")
        self.partnership = partnership
        self.roles = {role.code: role for role in JobRole.objects.all()}
        self.persons: list[Person] = []
        self.teams: dict[tuple[str, str], Team] = {}
        self.posts: dict[tuple[str, str, str, str], Post] = {}
        self.stays: list[Stay] = []
        self.numbers: list[StaffNumber] = []
        self._addresses: Counter[str] = Counter()

    def person(
        self, place: str, name: tuple[str, str] | None = None, *, is_registered: bool = False, age: int = 0
    ) -> Person:
        """Somebody new, with an e-mail address and a staff number of the place they come to."""
        given, family = name or names.name(self.chance)
        person = Person(given_name=given, family_name=family, email=self._address(given, family, place))
        person.birth_year = self.on.year - (age or int(self.chance.triangular(20, 68, 40)))
        if is_registered:
            person.swe_number = f"SW{20_000 + 7 * len(self.persons)}"
        self.persons.append(person)
        number = f"{self.partnership.places[place].kind.value[0].upper()}{100_000 + len(self.persons)}"
        self.numbers.append(StaffNumber(person=person, organisation=self.partnership[place], number=number))
        return person

    def post(self, place: str, team: str, role: str, title: str = "") -> Post:
        title = title or self.roles[role].name
        key = (place, team, role, title)
        if key not in self.posts:
            held_in = self.team(place, team) if team else None
            organisation = self.partnership[place]
            self.posts[key] = Post(organisation=organisation, team=held_in, job_role=self.roles[role], title=title)
        return self.posts[key]

    def team(self, place: str, name: str) -> Team:
        if (place, name) not in self.teams:
            self.teams[place, name] = Team(organisation=self.partnership[place], name=name)
        return self.teams[place, name]

    def stay(self, person: Person, post: Post, started_on: date, ended_on: date | None = None, **said: Any) -> Stay:
        stay = Stay(person, post, started_on, ended_on, said.pop("manager", None), said)
        self.stays.append(stay)
        return stay

    def share(self) -> Decimal:
        return self.chance.choice(SHARES)

    def days_ago(self, days: float) -> date:
        return self.on - timedelta(days=int(days))

    def save(self) -> None:
        """Teams, posts, people and then what hangs on them."""
        Team.objects.bulk_create(self.teams.values(), batch_size=BATCH)
        Post.objects.bulk_create(_with(self.posts.values(), "team"), batch_size=BATCH)
        Person.objects.bulk_create(self.persons, batch_size=BATCH)
        StaffNumber.objects.bulk_create(_with(self.numbers, "person"), batch_size=BATCH)
        Spell.objects.bulk_create((_spell(stay) for stay in self.stays), batch_size=BATCH)

    def _address(self, given: str, family: str, place: str) -> str:
        local = ".".join(rules.plain(name).replace(" ", "-") for name in (given, family))
        address = f"{local}@{self.partnership.places[place].domain}"
        self._addresses[address] += 1
        again = self._addresses[address]
        return address if again == 1 else address.replace("@", f"{again}@")


def _with(rows: Iterable[Any], name: str) -> list[Any]:
    """Rows that were made before what they point at was saved."""
    rows = list(rows)
    for row in rows:
        setattr(row, name, getattr(row, name))
    return rows


def _spell(stay: Stay) -> Spell:
    said = {"contract": Contract.PERMANENT, "fte": WHOLE} | stay.said
    return Spell(
        person_id=stay.person.pk,
        post_id=stay.post.pk,
        line_manager_id=stay.manager.pk if stay.manager else None,
        started_on=stay.started_on,
        ended_on=stay.ended_on,
        **said,
    )
