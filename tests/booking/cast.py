"""A council with a health partner, and people who work there: what most bookings need."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from academy.booking.models import Booking, Session
from academy.booking.rules import Status
from academy.people.models import Account, Organisation, Person
from academy.people.rules import OrganisationKind, Role
from tests.builders import make_account, make_booking, make_organisation, make_person, make_spell


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


def in_days(days: int) -> datetime:
    """Half past nine, so many days from now."""
    return timezone.localtime().replace(hour=9, minute=30, second=0, microsecond=0) + timedelta(days=days)


def fill(session: Session, *, placed: int = 0, waiting: int = 0) -> None:
    for number in range(placed):
        make_booking(session, make_person(f"Placed{number}"))
    for number in range(waiting):
        make_booking(session, make_person(f"Waits{number}"), status=Status.WAITING)


def queries_of(visit: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as asked:
        visit()
    return len(asked)


def text_of(response: Any) -> str:
    """The page as somebody reads it."""
    page = re.sub(r"<(script|style).*?</\1>", "", response.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())
