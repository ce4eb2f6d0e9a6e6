"""Measures as pages ask for them."""

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from academy.improvement.models import EarlierReading, Measure, Priority, Reading
from academy.improvement.queries.measures import with_readings
from academy.needs.models import Signal
from academy.people.models import Grant, Person
from academy.people.rules import Role
from academy.people.scope import Viewer, visible

OWNERS = (Role.ACADEMY, Role.DIRECTOR, Role.AUDITOR, Role.MANAGER)


def measures(viewer: Viewer) -> QuerySet[Measure]:
    return visible(viewer, Measure)


def promised(rows: QuerySet[Measure]) -> QuerySet[Measure]:
    return rows.filter(target__isnull=False)


def not_yet(rows: QuerySet[Measure]) -> QuerySet[Measure]:
    """Nothing was ever read of them."""
    return rows.filter(~Exists(Reading.objects.filter(measure=OuterRef("pk"))))


def one_measure(viewer: Viewer, code: str) -> Measure | None:
    readings = Reading.objects.order_by("on").prefetch_related(Prefetch("earlier", EarlierReading.objects.all()))
    found = with_readings(measures(viewer).filter(code=code)).prefetch_related(None)
    return (
        found.select_related("priority")
        .prefetch_related(Prefetch("readings", readings), "interim_targets", "comparators")
        .first()
    )


def possible_owners(measure: Measure) -> QuerySet[Person]:
    """Those who answer for services, and whoever answers for it now."""
    holders = Grant.objects.filter(role__in=OWNERS).values("account__person")
    of_today = Person.objects.filter(Q(pk__in=holders) | Q(pk=measure.owner_id))
    return of_today.filter(merged_into__isnull=True).order_by("family_name", "given_name")


def priorities() -> QuerySet[Priority]:
    return Priority.objects.select_related("plan").order_by("plan", "number")


def signals_of(viewer: Viewer, measure: Measure) -> QuerySet[Signal]:
    """Raised because of its readings."""
    return visible(viewer, Signal).filter(
        cause_type__app_label="improvement",
        cause_type__model="reading",
        cause_id__in=measure.readings.values("pk"),
    )
