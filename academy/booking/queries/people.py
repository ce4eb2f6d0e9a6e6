"""Where somebody works, and whom somebody may book for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from academy.booking.models import ApprovalRule
from academy.booking.rules import Places
from academy.booking.statements import (
    AT_WORK,
)
from academy.core import clock
from academy.people.models import Account, Organisation, Person, Spell
from academy.people.scope import Viewer, current_spells, visible_people


@dataclass(frozen=True)
class Posts:
    """Where somebody works today, who manages them there, and what is said there of approval: one of each a post."""

    organisations: tuple[Organisation, ...] = ()
    line_managers: tuple[Person | None, ...] = ()
    rules: tuple[ApprovalRule | None, ...] = ()

    @property
    def manager(self) -> Person | None:
        return next((manager for manager in self.line_managers if manager), None)

    def manager_at(self, organisation: Organisation | None) -> Person | None:
        """Who manages them there, or else wherever they are managed."""
        there = [
            manager for at, manager in zip(self.organisations, self.line_managers, strict=True) if at == organisation
        ]
        return next((manager for manager in there if manager), self.manager)

    def rule_at(self, organisation: Organisation | None) -> ApprovalRule | None:
        return next((rule for at, rule in zip(self.organisations, self.rules, strict=True) if at == organisation), None)

    def best_for(self, places: Places) -> Organisation | None:
        """Somebody with two posts books for the organisation that has more free for them."""
        return max(self.organisations, key=lambda at: places.free_for(at.path, at.kind), default=None)

    def free_of(self, places: Places) -> int:
        return places.free_for(*agency(self.best_for(places)))


def agency(organisation: Organisation | None) -> tuple[str, str]:
    """Where somebody works, as what is held for agencies and kinds of them knows it."""
    return (organisation.path, organisation.kind) if organisation else ("", "")


def posts(person: Person | None, *, on: date | None = None) -> Posts:
    if person is None:
        return Posts()
    on = on or clock.today()
    held = AT_WORK.records(person.pk, on, on)
    organisations, managers, said = zip(*held, strict=True) if held else ((), (), ())
    return Posts(organisations, managers, said)


def may_be_booked(viewer: Viewer, *, search: str = "", most: int = 60) -> list[Person]:
    """The people somebody may book for: those they manage; found by name, anybody within their reach."""
    people = visible_people(viewer).exclude(pk=viewer.person.pk if viewer.person else 0)
    for word in search.split():
        people = people.filter(Q(given_name__icontains=word) | Q(family_name__icontains=word))
    if not search:
        team = current_spells(viewer.on).filter(line_manager=viewer.person)
        people = people.filter(pk__in=team.values("person")) if viewer.person else people.none()
    return list(people[:most])


def posts_below(paths: Iterable[str], *, on: date) -> QuerySet[Spell]:
    """Held on the day in these organisations and all under them."""
    within = Q(pk__in=[])
    for path in paths:
        within |= Q(post__organisation__path__startswith=path)
    return current_spells(on).filter(within)


def account_of(person: Person) -> Account | None:
    return Account.objects.filter(person=person).first()
