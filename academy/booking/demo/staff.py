"""Who worked where and when, and who was on what: so that nobody is in two places, or on a course before they came."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from django.db.models import QuerySet

from academy.catalogue.models import Item
from academy.catalogue.rules import Level
from academy.people.models import Organisation, Spell
from academy.people.rules import OrganisationKind

ALL = ""
TRIES = 8
HELD_FOR = (OrganisationKind.HEALTH, OrganisationKind.POLICE, OrganisationKind.SCHOOL)
OWN_KIND = {Level.UNIVERSAL: 0.3, Level.TARGETED: 0.5, Level.SPECIALIST: 0.8, Level.LEADERSHIP: 0.6}


@dataclass(frozen=True, slots=True)
class Stay:
    """A spell, in numbers: days count from the year 1."""

    person: int
    organisation: int
    kind: str
    first: int
    last: int


class Staff:
    def __init__(self, chance: Random, on: date, *, kept_apart: Collection[int]) -> None:
        self.chance = chance
        self.pools: dict[str, list[Stay]] = defaultdict(list)
        self.busy: set[tuple[int, int]] = set()
        self.been: dict[tuple[int, int], int] = {}
        self.agencies = list(Organisation.objects.filter(kind__in=HELD_FOR, parts=None).order_by("pk"))
        for stay in _stays(Spell.objects.exclude(person__in=kept_apart).order_by("pk"), on):
            self.pools[ALL].append(stay)
            self.pools[stay.kind].append(stay)

    def pick(self, item: Item, days: Sequence[date], number: int, *, kind: str = "") -> list[Stay]:
        """People at work on those days, free, and not just back from the same thing."""
        found: dict[int, Stay] = {}
        for _ in range(number * TRIES if self.pools[ALL] else 0):
            if len(found) == number:
                break
            stay = self.chance.choice(self._pool(item, kind))
            if stay.person not in found and all(self._may_go(stay, item, on) for on in days):
                found[stay.person] = stay
        for person in found:
            for on in days:
                self.goes(person, item, on)
        return list(found.values())

    def goes(self, person: int, item: Item, on: date) -> None:
        self.busy.add((person, on.toordinal()))
        self.been[(person, item.pk)] = on.toordinal()

    def _pool(self, item: Item, kind: str) -> list[Stay]:
        own = kind or item.organisation.kind
        is_own = kind or self.chance.random() < OWN_KIND[Level(item.level)]
        return (self.pools[own] if is_own else self.pools[ALL]) or self.pools[ALL]

    def _may_go(self, stay: Stay, item: Item, on: date) -> bool:
        day = on.toordinal()
        if not stay.first <= day <= stay.last or (stay.person, day) in self.busy:
            return False
        last = self.been.get((stay.person, item.pk))
        return last is None or bool(item.renewal_months and day - last > item.renewal_months * 25)


def stay_of(person: int, on: date) -> Stay:
    """The latest spell of somebody who is followed by name."""
    return next(_stays(Spell.objects.filter(person=person).order_by("-started_on", "-pk"), on))


def _stays(spells: QuerySet[Spell], on: date) -> Iterator[Stay]:
    rows = spells.values_list("person", "post__organisation", "post__organisation__kind", "started_on", "ended_on")
    far = on.toordinal() + 400
    for person, organisation, kind, first, last in rows.iterator(chunk_size=5_000):
        yield Stay(person, organisation, OrganisationKind(kind), first.toordinal(), last.toordinal() if last else far)
