"""One at a time: the session's row, then the people's, are nobody else's until the transaction ends.

On PostgreSQL that is the row's lock; on SQLite every transaction that writes waits for the one before it. The database
holds the same promise once more: `no_more_taken_than_places`.
"""

from collections.abc import Sequence

from django.db import connection
from django.db.models import F

from academy.booking import queries, rules
from academy.booking.models import Booking, Session
from academy.booking.statements import LOCK_PEOPLE
from academy.core import clock
from academy.people.models import Account, Person
from academy.people.scope import Viewer, visible_people


def locked(session: Session) -> Session:
    """The session as it is now, and nobody else's to change until this transaction ends."""
    found = queries.one_session(session.pk, is_locked=True)
    if found is None:
        raise Session.DoesNotExist
    return found


def locked_booking(booking: Booking) -> Booking:
    """With its session: both as they are now."""
    session = locked(booking.session)
    booking = Booking.objects.select_related("person", "organisation").get(pk=booking.pk)
    booking.session = session
    return booking


def lock_people(people: Sequence[Person]) -> None:
    """So that nobody books two sessions at the same hour in two windows. In order, so that nobody waits in a ring."""
    if not connection.features.has_select_for_update:
        return  # SQLite: whoever writes is alone
    LOCK_PEOPLE.rows([person.pk for person in people])


def take(session: Session, number: int) -> None:
    """Counted by the database, which refuses more than fit, whoever forgot the lock."""
    Session.objects.filter(pk=session.pk).update(taken=F("taken") + number)
    session.taken += number


def refuse_unless_open(session: Session) -> None:
    if session.is_cancelled:
        raise rules.called_off(str(session))
    if not session.is_open(now=clock.now()):
        raise rules.has_begun(str(session))


def refuse_if_not_theirs(by: Account | None, person: Person) -> None:
    """The Academy itself (nobody) may; so may the person. Anybody else needs the person within their reach."""
    if by is None or by.person_id == person.pk:
        return
    if not visible_people(Viewer(by)).filter(pk=person.pk).exists():
        raise rules.not_yours(person.name)
