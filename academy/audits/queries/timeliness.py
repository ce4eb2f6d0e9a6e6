"""How long casework takes, as it was counted day by day."""

from datetime import date

from django.db.models import QuerySet

from academy.audits.models import TimelinessFigure, TimelinessReading
from academy.audits.timeliness import MEASURES as TIMELINESS
from academy.people.scope import Viewer, visible

__all__ = ["TIMELINESS", "by_month", "readings"]


def readings(viewer: Viewer) -> QuerySet[TimelinessReading]:
    return visible(viewer, TimelinessReading)


def by_month(viewer: Viewer, *, months: int) -> list[TimelinessReading]:
    """The last reading of each of the latest months that have one, the newest first, with its figures."""
    newest: dict[tuple[int, int], TimelinessReading] = {}
    for reading in readings(viewer).order_by("-on")[: months * 31]:
        newest.setdefault((reading.on.year, reading.on.month), reading)
        if len(newest) == months:
            break
    found = list(newest.values())
    figures = visible(viewer, TimelinessFigure).filter(reading__in=found)
    for reading in found:
        reading.by_code = {}  # type: ignore[attr-defined]
    named = {reading.pk: reading for reading in found}
    for figure in figures:
        named[figure.reading_id].by_code[figure.code] = figure  # type: ignore[attr-defined]
    return found


def series(viewer: Viewer, code: str) -> QuerySet[TimelinessFigure]:
    """One measure, reading by reading, the oldest first."""
    return visible(viewer, TimelinessFigure).filter(code=code).select_related("reading").order_by("reading__on")


def latest_day(viewer: Viewer) -> date | None:
    return readings(viewer).order_by("-on").values_list("on", flat=True).first()
