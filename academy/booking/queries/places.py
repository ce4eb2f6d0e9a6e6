"""Places free, taken and held."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import QuerySet

from academy.booking import rules
from academy.booking.models import Booking, HeldPlaces, Session
from academy.booking.queries.people import agency
from academy.booking.rules import Hold, Places
from academy.booking.statements import (
    HELD,
)
from academy.core import clock
from academy.people.models import Organisation


def free_places(session: Session, organisation: Organisation | None = None, *, on: date | None = None) -> int:
    """Free to anybody, or to the people of one organisation."""
    return places(session, on=on).free_for(*agency(organisation))


def places(session: Session, *, on: date | None = None) -> Places:
    return places_of([session], on=on)[session.pk]


def places_of(sessions: Iterable[Session], *, on: date | None = None) -> dict[int, Places]:
    """Of many sessions in two queries. A hold whose day has come is a hold no more."""
    sessions = list(sessions)
    holds: dict[int, list[Hold]] = defaultdict(list)
    for held, organisation in HELD.records([session.pk for session in sessions], on or clock.today()):
        holds[held.session_id].append(_hold(held, organisation))
    people = _people_with_places(holds)
    return {
        session.pk: Places(session.places, session.taken, rules.counted(holds[session.pk], people[session.pk]))
        for session in sessions
    }


def why_not_hold(
    session: Session, organisation: Organisation | None, kind: str = "", *, places: int, release_on: date
) -> list[rules.CannotHold]:
    """For the form before it is sent, and for the action under the lock."""
    wanted = Hold(organisation.path if organisation else "", places, name=str(organisation or kind), kind=kind)
    others = [hold for hold in _holds(session) if (hold.path, hold.kind) != (wanted.path, wanted.kind)]
    for other in others:
        if not kind and not other.kind and (other.path.startswith(wanted.path) or wanted.path.startswith(other.path)):
            return [rules.held_above_or_below(other.name)]
    people = _people_with_places([session.pk])[session.pk]
    most = rules.most_held(wanted, others, people, places=session.places)
    theirs = sum(number for path, at, number in people if wanted.is_for(path, at))
    return rules.why_not_hold(
        places,
        release_on,
        free=max(0, most - theirs),
        theirs=min(most, theirs),
        session_on=session.on,
        today=clock.today(),
    )


def taken_by(session: Session, organisation: Organisation) -> int:
    """Places that an agency's people have."""
    taken = Booking.objects.filter(session=session, status__in=rules.FILLS_A_PLACE)
    return taken.filter(organisation__path__startswith=organisation.path).count()


def held_places(session: Session) -> QuerySet[HeldPlaces]:
    """What is held on a session now."""
    held = HeldPlaces.objects.filter(session=session, release_on__gt=clock.today())
    return held.select_related("organisation")


def _holds(session: Session) -> list[Hold]:
    return [_hold(held, organisation) for held, organisation in HELD.records([session.pk], clock.today())]


def _people_with_places(session_ids: Collection[int]) -> dict[int, list[tuple[str, str, int]]]:
    """Where they work, whoever had their place first first: in that order they use up what is held."""
    found: dict[int, list[tuple[str, str, int]]] = defaultdict(list)
    if session_ids:
        taken = Booking.objects.filter(session__in=list(session_ids), status__in=rules.FILLS_A_PLACE)
        where = taken.order_by("placed_at", "pk").values_list("session", "organisation__path", "organisation__kind")
        for session_id, path, kind in where:
            found[session_id].append((path or "", kind or "", 1))
    return found


def _hold(held: HeldPlaces, organisation: Organisation | None) -> Hold:
    path = organisation.path if organisation else ""
    return Hold(
        path,
        held.places,
        name=organisation.name if organisation else held.whom,
        release_on=held.release_on,
        kind=held.kind,
    )
