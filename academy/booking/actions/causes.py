"""Why sessions are on the calendar, where it is said after they were planned."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model

from academy.booking.models import Session
from academy.core import trail
from academy.people.models import Account


@transaction.atomic
def say_why(sessions: Iterable[Session], cause: Model, *, by: Account | None, has_trail: bool = True) -> int:
    """A session that has a cause keeps it."""
    kind = ContentType.objects.get_for_model(cause)
    found = Session.objects.select_for_update(no_key=True).filter(
        pk__in=[session.pk for session in sessions], cause_id__isnull=True
    )
    held = list(found.order_by("pk"))
    Session.objects.filter(pk__in=[session.pk for session in held]).update(cause_type=kind, cause_id=cause.pk)
    if has_trail and held:
        trail.note_each(by, "said why there is", held, cause_type=cause._meta.label_lower, cause_id=cause.pk)
    return len(held)
