"""A council with a health partner, and people who work there: what most bookings need."""

from dataclasses import dataclass

from academy.booking.models import Booking, Session
from academy.people.models import Account, Organisation, Person
from academy.people.rules import OrganisationKind, Role
from tests.builders import make_account, make_organisation, make_person, make_spell


@dataclass(frozen=True)
class Partnership:
    council: Organisation
    health: Organisation
    ward: Organisation


def make_partnership() -> Partnership:
    top = make_organisation("Weyshire partnership")
    health = make_organisation("Weyshire Community Health", parent=top, kind=OrganisationKind.HEALTH)
    return Partnership(
        council=make_organisation("Weyshire Council", parent=top),
        health=health,
        ward=make_organisation("Guildbourne ward", parent=health, kind=OrganisationKind.HEALTH),
    )


def worker(given_name: str, organisation: Organisation | None = None, *, manager: Person | None = None) -> Person:
    person = make_person(given_name, "Example")
    if organisation:
        make_spell(person, organisation=organisation, line_manager=manager)
    return person


def account_of(person: Person, *roles: Role) -> Account:
    return make_account(*(roles or (Role.PRACTITIONER,)), person=person)


def standing(session: Session) -> dict[str, str]:
    """Who stands how with a session, in the order of its list, and that its count is true."""
    bookings = Booking.objects.filter(session=session).select_related("person")
    taken = sum(booking.has_place for booking in bookings)
    assert Session.objects.get(pk=session.pk).taken == taken
    return {booking.person.given_name: str(booking.status) for booking in bookings}
