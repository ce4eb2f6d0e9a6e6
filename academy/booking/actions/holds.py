"""Places kept for an agency, or for all agencies of a kind."""

from datetime import date

from django.db import transaction

from academy.booking import queries
from academy.booking.actions.places import give_free_places, locked, refuse_unless_open
from academy.booking.models import HeldPlaces, Session
from academy.core import trail
from academy.people.models import Account, Organisation


@transaction.atomic
def hold_places(
    session: Session,
    organisation: Organisation | None = None,
    *,
    kind: str = "",
    places: int,
    release_on: date,
    by: Account | None,
) -> HeldPlaces:
    """Keep places until a day, for one agency and all under it, or for a kind. Held again, the number changes."""
    session = locked(session)
    refuse_unless_open(session)
    for refusal in queries.why_not_hold(session, organisation, kind, places=places, release_on=release_on):
        raise refusal
    held, is_new = HeldPlaces.objects.update_or_create(
        session=session, organisation=organisation, kind=kind, defaults={"places": places, "release_on": release_on}
    )
    details = {"organisation": _code(held), "places": places, "release_on": str(release_on)}
    trail.note(by, "held places on" if is_new else "changed held places on", session, **details)
    give_free_places(session, by=by)
    return held


@transaction.atomic
def release_places(held: HeldPlaces, *, by: Account | None) -> None:
    """Let anyone have them from now on."""
    session = locked(held.session)
    details = {"organisation": _code(held), "places": held.places}
    deleted, _ = HeldPlaces.objects.filter(pk=held.pk).delete()
    if deleted:
        trail.note(by, "released held places on", session, **details)
        give_free_places(session, by=by)


def _code(held: HeldPlaces) -> str:
    return held.organisation.code if held.organisation else held.kind
